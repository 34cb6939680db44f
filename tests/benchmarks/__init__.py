"""How fast and how small the market is."""
