"""Tests of the scenario files that come with the program."""
