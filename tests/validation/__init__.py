"""Tests of the validation: what it measures, what it calls met, what it finds."""
