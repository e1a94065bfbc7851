"""What was measured, as rows, ratios and tables."""
