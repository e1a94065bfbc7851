"""Teachers' pages about regrading, late penalties and extensions."""
