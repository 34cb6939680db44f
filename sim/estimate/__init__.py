"""From a company's own record of customers to what the field's estimators say of them."""
