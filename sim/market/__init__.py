"""The market: customers, firms, ties, and the month they live through together."""
