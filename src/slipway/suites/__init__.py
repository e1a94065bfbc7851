"""Test suites of exercises: read from YAML, and held against what a program was seen to do.

This room knows neither Django nor any sandbox. A guest (the student's program, somewhere else) gets what the cases of a
suite give and never what is expected; what comes back are observations, which `judge` compares here.
"""
