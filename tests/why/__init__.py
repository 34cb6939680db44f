"""Tests of why a strategy wins."""
