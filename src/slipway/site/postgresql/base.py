"""The database backend; Django wants it in a module of this name."""

import select
import time
from typing import Any

from django.db.backends.postgresql import base

LONGEST_UNASKED = 30.0  # seconds: what stands between us and PostgreSQL may forget a connection that is idle for longer


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that Django keeps from request to request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked_at = 0.0  # of `time.monotonic`

    def is_usable(self) -> bool:
        """Whether a connection from an earlier request still stands. Django asks PostgreSQL each time (`SELECT 1`), a
        round trip a request. One that is closed has something to read: so those that were used of late are only looked
        at.
        """
        is_fresh = time.monotonic() - self._asked_at < LONGEST_UNASKED
        if is_fresh and not self.connection.closed and not self._has_news():
            return True
        self._asked_at = time.monotonic()
        return super().is_usable()

    def _has_news(self) -> bool:
        """Whether PostgreSQL has sent something that nobody asked for, mostly its end."""
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return bool(poll.poll(0))
