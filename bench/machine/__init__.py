"""Programs, their cores and what they use; databases; other states of Slipway's source."""
