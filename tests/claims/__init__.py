"""Tests of the claims: what each measures, and the page on which they are shown."""
