"""Other projects' LTI programs against a running Slipway: each in a virtual environment of its own, by HTTP alone."""
