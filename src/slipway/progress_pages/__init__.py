"""Teachers' pages of a class: progress of its students, a student's work, comments and overrides."""
