"""What counts of a person's submissions in a unit, what a teacher said instead, and comments on the work."""
