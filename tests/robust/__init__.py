"""Strategies against many plausible worlds."""
