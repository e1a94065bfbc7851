"""Tells rooms above that an LMS comes into use or goes out of use, in the transaction that changes it.

An LMS is in use while it is not disabled and has a credential that launches may come with.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

Watcher = Callable[[UUID], Callable[[], None]]
watchers: list[Watcher] = []  # each is called before the change; the function that it returns is called after it


@contextmanager
def use_may_change(lms_id: UUID) -> Iterator[None]:
    """To be put around code that disables, enables or removes an LMS or a credential of it."""
    after = [watch(lms_id) for watch in watchers]
    yield
    for settle in after:
        settle()
