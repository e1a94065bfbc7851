"""`slipway demo`: Slipway and a practice LMS side by side, on this machine alone, in a data folder of their own."""
