"""Step 2 of a launch: what the database knows of its person, course, class and unit. Read before any transaction."""
