"""Sweeps: nothing lost, nothing repeated, and the same bytes whoever plays."""
