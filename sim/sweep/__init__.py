"""Batch sweeps: a market played at thousands of points of its levers and uncertainties, with nothing lost."""
