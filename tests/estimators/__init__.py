"""Tests of the estimators: published figures, simulated customers with known parameters, limits, real files."""
