"""Signed receipts of graded submissions: made, verified with public keys alone, and reproduced."""
