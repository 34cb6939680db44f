"""What a table of many markets tells: which parameters matter, where each strategy wins, when something happens."""
