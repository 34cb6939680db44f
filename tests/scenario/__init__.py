"""Tests of scenario files and of the commands about them."""
