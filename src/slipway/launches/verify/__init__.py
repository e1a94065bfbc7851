"""Step 1 of a launch: what was sent is read, and its sender and browser are proven. Nothing is stored."""
