"""How many previews a process lays out at once: one of each person, and few together.

A preview may take a second of the process, and a page asks for the next one while a person writes on. Requests beyond
these are refused at once, so that they keep no thread from people who launch.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from threading import Lock

MOST_PREVIEWS = 2


class BusyError(Exception):
    """A preview of this person is being laid out, or as many as may be are."""


class PreviewTurns:
    """At most `at_once` persons at the same time, each of them once."""

    def __init__(self, at_once: int = MOST_PREVIEWS) -> None:
        self._at_once = at_once
        self._lock = Lock()
        self._taken: set[Hashable] = set()

    @contextmanager
    def of(self, person: Hashable) -> Iterator[None]:
        """A turn for the length of the block. Raises BusyError."""
        with self._lock:
            if person in self._taken or len(self._taken) >= self._at_once:
                raise BusyError
            self._taken.add(person)
        try:
            yield
        finally:
            with self._lock:
                self._taken.remove(person)


previews = PreviewTurns()
