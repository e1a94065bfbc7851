"""Many rows, made straight in the database of a Slipway: programs that run in its own virtual environment.

They take their columns from the models, and all that they do not name from a row that Slipway has made itself.
"""
