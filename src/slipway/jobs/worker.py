"""The worker: it looks for work, and does several jobs at once, each on a thread of its own."""

import threading
import time
from collections.abc import Collection
from datetime import timedelta
from queue import SimpleQueue

import structlog
from django.db import Error as DatabaseFault
from django.db import close_old_connections, connections
from django.utils import timezone

from slipway.jobs.claim import claim
from slipway.jobs.ending import hand_back
from slipway.jobs.enqueue import news
from slipway.jobs.held import ClaimedJob
from slipway.jobs.kinds import JobKind
from slipway.jobs.leases import LEASE_LENGTH, Leases
from slipway.jobs.perform import end_overdue, perform
from slipway.jobs.queues import Turns, due_queues

log = structlog.get_logger("slipway.jobs")

LOOK_EVERY = 0.5  # seconds, when there is nothing to do: one statement each time
LOOK_FOR_DATABASE_EVERY = 2.0  # seconds, when it is away
SECONDS_TO_END = 8.0  # for jobs that run when the worker is told to stop; less than supervisors wait before they kill


class Worker:
    """Does jobs of `kinds`, `at_once` at a time, until it is told to stop."""

    def __init__(self, kinds: Collection[JobKind], *, at_once: int, lease: timedelta = LEASE_LENGTH) -> None:
        self._kinds = {kind.code: kind for kind in kinds}
        self._leases = Leases(lease)
        self._turns = Turns(frozenset(kind.code for kind in kinds if kind.is_last))
        self._claimed: SimpleQueue[ClaimedJob | None] = SimpleQueue()
        self._at_once = at_once
        self._is_stopping = False
        self._is_stuck = False

    def stop(self) -> None:
        """Claim nothing more, and end. It may be called by a signal handler: it takes no lock."""
        self._is_stopping = True

    def run(self) -> bool:
        """Work until `stop`. Then jobs that run may end within SECONDS_TO_END; the rest are handed back, and their
        threads left to die with the process. False when a handler ran for too long and holds its thread still: the
        process has to end.
        """
        threads = [threading.Thread(target=self._work, name=f"job-{n}", daemon=True) for n in range(self._at_once)]
        for thread in threads:
            thread.start()
        with self._leases:
            while not self._is_stopping:
                self._look()
            self._finish(threads)
        return not self._is_stuck

    def _look(self) -> None:
        """Begin what can be begun, and wait until there may be more."""
        news.clear()  # first: what is asked for from here on wakes the wait below
        self._end_overdue()
        try:
            close_old_connections()
            has_begun = self._begin_jobs()
        except DatabaseFault:
            log.exception("no-database")
            connections.close_all()
            news.wait(LOOK_FOR_DATABASE_EVERY)
            return
        if not has_begun:
            news.wait(LOOK_EVERY)

    def _begin_jobs(self) -> bool:
        """Claim a job of each queue in turn, as long as a thread is free. Whether any was."""
        free = self._free()
        if not free:
            return False
        begun = 0
        for due in self._turns.in_turn(due_queues(timezone.now(), self._kinds)):
            if begun == free or self._is_stopping:
                break
            job = claim(due, timezone.now(), lease_for=self._leases.length)
            if job is not None:
                begun += 1
                self._turns.serve(due.queue)
                self._leases.hold(job, self._kinds[job.kind].longest)
                self._claimed.put(job)
        return bool(begun)

    def _free(self) -> int:
        return self._at_once - len(self._leases.held())

    def _work(self) -> None:
        """What a thread does: job after job."""
        while job := self._claimed.get():
            close_old_connections()
            perform(job, self._kinds[job.kind])
            self._leases.let_go(job)
            news.set()  # a thread is free
        connections.close_all()

    def _end_overdue(self) -> None:
        for job in self._leases.overdue():
            if self._leases.let_go(job):
                end_overdue(job, self._kinds[job.kind])
                self._is_stuck = True
                self.stop()

    def _finish(self, threads: list[threading.Thread]) -> None:
        for _thread in threads:
            self._claimed.put(None)
        until = time.monotonic() + SECONDS_TO_END
        for thread in threads:
            thread.join(timeout=max(until - time.monotonic(), 0.0))
        if left := [job for job in self._leases.held() if self._leases.let_go(job)]:
            log.warning("jobs-handed-back", count=len(left))
            self._hand_back(left)
        connections.close_all()

    def _hand_back(self, left: list[ClaimedJob]) -> None:
        try:
            hand_back(left)
        except DatabaseFault:  # their leases end by themselves
            log.exception("no-database")
