"""The leases that a worker holds. A thread keeps them alive, so that they can be short for jobs that take long: what a
worker that was killed has held is free again within LEASE_LENGTH, whatever it was, and no handler has to think of it.
"""

import threading
import time
from datetime import timedelta

import structlog
from django.db import Error as DatabaseFault
from django.db import connections
from django.utils import timezone

from slipway.jobs.ending import prolong
from slipway.jobs.held import ClaimedJob

log = structlog.get_logger("slipway.jobs")

LEASE_LENGTH = timedelta(seconds=30)  # longer than a statement waits for SQLite's lock
BEATS = 3  # in the length of a lease


class Leases:
    """What this worker holds, each job with the time at which it must be over; `with` runs the thread."""

    def __init__(self, length: timedelta = LEASE_LENGTH) -> None:
        self.length = length
        self._held: dict[ClaimedJob, float] = {}  # by `time.monotonic`
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="leases", daemon=True)

    def __enter__(self) -> "Leases":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=1)

    def hold(self, job: ClaimedJob, longest: timedelta) -> None:
        """Keep the lease of a job that has just been claimed."""
        with self._guard:
            self._held[job] = time.monotonic() + longest.total_seconds()

    def let_go(self, job: ClaimedJob) -> bool:
        """Its attempt is over: the lease is kept no longer. False when that was said before."""
        with self._guard:
            return self._held.pop(job, None) is not None

    def held(self) -> list[ClaimedJob]:
        with self._guard:
            return list(self._held)

    def overdue(self) -> list[ClaimedJob]:
        """The jobs whose handlers have run for too long."""
        now = time.monotonic()
        with self._guard:
            return [job for job, until in self._held.items() if until < now]

    def _keep(self) -> None:
        while not self._over.wait(self.length.total_seconds() / BEATS):
            try:
                if held := self.held():
                    prolong(held, timezone.now(), lease_for=self.length)
            except DatabaseFault:  # the next beat comes before the leases end
                log.warning("leases-not-kept", exc_info=True)
                connections.close_all()
        connections.close_all()
