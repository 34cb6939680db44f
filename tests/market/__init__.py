"""Tests of the market: what must hold whatever its parameters are."""
