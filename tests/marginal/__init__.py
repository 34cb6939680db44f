"""Tests of marginal returns."""
