"""Bounds how many requests of this process wait for LMSs at once, so that one LMS that stalls does not stop the rest.

A request that waits for an LMS holds a thread of the web server. While few wait, each steps aside, and another request
runs on a thread in its place. When too many wait and no LMS answers in time, further ones are turned away.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Condition

MOST_CALLS = 2  # of each kind
SEATS, SEATED_SECONDS = 8, 8.0  # of launches that wait for a key set that another one fetches, as long as a fetch takes


class TooManyError(Exception):
    """The allowed number of requests is waiting for LMSs already, and these do not answer."""


class CallTurns:
    """Lets `at_once` threads wait for LMSs. `seats` more may step aside until it is their turn.

    A thread that finds no seat does not step aside. It gives up once even the newest turn has taken longer
    than `patience` (seconds), within which an LMS in good health answers.
    """

    def __init__(self, at_once: int = MOST_CALLS, *, patience: float, seats: int = 0) -> None:
        self._at_once = at_once
        self._patience = patience
        self._seats = seats
        self._changed = Condition()
        self._since: list[float] = []  # when each turn has begun

    @contextmanager
    def one(self) -> Iterator[None]:
        """A turn for the length of the block. Raises TooManyError."""
        begun = self._begun()
        try:
            with _aside.step():
                yield
        finally:
            with self._changed:
                self._since.remove(begun)
                self._changed.notify_all()

    def _begun(self) -> float:
        with self._changed:
            if not self._is_free() and not self._waited():
                raise TooManyError
            self._since.append(begun := time.monotonic())
            return begun

    def _waited(self) -> bool:
        if self._seats == 0:
            left = max(self._since) + self._patience - time.monotonic()
            return self._changed.wait_for(self._is_free, max(left, 0))
        self._seats -= 1
        try:
            with _aside.step():
                return self._changed.wait_for(self._is_free, SEATED_SECONDS)
        finally:
            self._seats += 1

    def _is_free(self) -> bool:
        return len(self._since) < self._at_once


class _Aside:
    def __init__(self) -> None:
        self.step: Callable[[], AbstractContextManager[object]] = nullcontext


_aside = _Aside()
presses = CallTurns(patience=0.5)  # of people's buttons: they can press again
key_sets = CallTurns(patience=1.5, seats=SEATS)  # of launches: a whole class may need the new key of its LMS at once
MOST_ASIDE = 2 * MOST_CALLS + SEATS


def let_step_aside(step: Callable[[], AbstractContextManager[object]]) -> None:
    """`step` lets another request run in the place of the thread that enters it, until the thread leaves it."""
    _aside.step = step
