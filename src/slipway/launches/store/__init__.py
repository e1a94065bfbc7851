"""Step 4 of a launch: one transaction that writes down what was decided."""
