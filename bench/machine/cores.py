"""Which core runs what: tool and database one, the load generator the other, so that neither takes the other's time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


def allowed() -> set[int]:
    """The cores that this process may use."""
    return os.sched_getaffinity(0)


_ALL = sorted(allowed())
TOOL = {_ALL[-1]}
GENERATOR = {_ALL[0]}
APART = len(_ALL) > 1


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """Keep this thread, and programs that it starts meanwhile, on those cores."""
    before = allowed()
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
