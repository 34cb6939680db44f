"""Tests of divided budgets."""
