"""Strategies against many plausible worlds: how often each wins, what it gives up, and when the favourite loses."""
