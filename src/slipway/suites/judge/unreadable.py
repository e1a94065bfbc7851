"""The error of reading what is no result."""


class UnreadableResultError(ValueError):
    """It is of a form that this release does not know, or not what its form has; its text names the place."""
