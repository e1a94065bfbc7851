"""What TESTed says of programs, case by case: a table of our own, from experiments with it.

Each row has a suite as YAML and a program, for runs from end to end. Beside them stand the same suite as values and
what a guest sees of that program, for the judge alone.
"""
