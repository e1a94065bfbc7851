"""Site files: what an operator wants there to be, written in TOML and carried out by `slipway apply`."""
