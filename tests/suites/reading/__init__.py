"""Suites as teachers write them, whole and broken: what is read of each, and what is said."""
