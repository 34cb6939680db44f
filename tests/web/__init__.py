"""Tests of the pages served from this machine."""
