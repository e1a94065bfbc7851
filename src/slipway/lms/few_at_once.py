"""How many requests of this process wait for LMSs at once: few, so that one that stalls stops nobody else.

Whoever waits for an LMS holds a thread of the web server. It steps aside meanwhile, so that another may run in its
place, as long as those that wait are few; the next one is turned away, once it is plain that they wait in vain.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Condition

AT_ONCE = 2  # of each kind


class TooManyError(Exception):
    """As many as may be are waiting for LMSs that don't answer."""


class Turns:
    """So many may wait at once. An LMS in health answers within `patience` (seconds)."""

    def __init__(self, at_once: int = AT_ONCE, *, patience: float) -> None:
        self._at_once = at_once
        self._patience = patience
        self._changed = Condition()
        self._since: list[float] = []  # when each of those that wait has begun

    @contextmanager
    def one(self) -> Iterator[None]:
        """A turn for the length of the block. Raises TooManyError.

        A newcomer waits for a turn only as long as the youngest of the others may still be waiting for a healthy LMS.
        """
        with self._changed:
            while len(self._since) >= self._at_once:
                left = max(self._since) + self._patience - time.monotonic()
                if left <= 0:
                    raise TooManyError
                self._changed.wait(left)
            begun = time.monotonic()
            self._since.append(begun)
        try:
            with _aside.step():
                yield
        finally:
            with self._changed:
                self._since.remove(begun)
                self._changed.notify()


class _Aside:
    def __init__(self) -> None:
        self.step: Callable[[], AbstractContextManager[object]] = nullcontext


_aside = _Aside()
presses = Turns(patience=0.5)  # of people's buttons: they can press again
key_sets = Turns(patience=1.5)  # of launches: a whole class may need the new key of its LMS at once
MOST_ASIDE = 2 * AT_ONCE


def let_step_aside(step: Callable[[], AbstractContextManager[object]]) -> None:
    """`step` lets another request run in the place of the thread that enters it, until the thread leaves it."""
    _aside.step = step
