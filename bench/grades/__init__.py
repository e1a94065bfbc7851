"""What grading costs: a class of exercises, students who hand in, and what is measured of them."""
