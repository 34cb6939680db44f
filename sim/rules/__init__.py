"""What happens to one customer: a file a mechanism, a function a rule, plain numbers in and out."""
