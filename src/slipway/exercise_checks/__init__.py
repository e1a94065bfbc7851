"""Whether an exercise is sound: its reference and wrong solutions run under its tests."""
