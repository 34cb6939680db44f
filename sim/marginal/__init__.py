"""What the next unit of money brings back, lever by lever, and how that falls as more is spent."""
