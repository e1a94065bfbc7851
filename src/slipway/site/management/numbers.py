"""Numbers on the command line."""

from argparse import ArgumentTypeError


def at_least_one(text: str) -> int:
    """A number of processes, threads or jobs. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 0 < int(text) <= 500):
        message = f"{text!r} is no number from 1 to 500."
        raise ArgumentTypeError(message)
    return int(text)
