"""Tests of comparing strategies, of the report and of the results folder."""
