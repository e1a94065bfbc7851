"""Kinds of jobs for tests of this process, and jobs of them as workers would find and end them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipway.jobs import kinds
from slipway.jobs.claim import claim
from slipway.jobs.ends import Done, JobEnd
from slipway.jobs.enqueue import enqueue
from slipway.jobs.held import ClaimedJob, HeldJob
from slipway.jobs.kinds import JobKind, register_job_kind
from slipway.jobs.models import Job
from slipway.jobs.queues import due_queues

HOUR = timedelta(hours=1)


@contextmanager
def registered(handle: Callable[[HeldJob], JobEnd] = lambda _job: Done(), **said: Any) -> Iterator[JobKind]:
    """The kind "test", for the length of the block."""
    kind = JobKind("test", handle, **said)
    register_job_kind(kind)
    try:
        yield kind
    finally:
        kinds._kinds.pop(kind.code)


def ask(key: str = "a", payload: dict[str, object] | None = None, **said: Any) -> Job:
    """Ask for a job. Returns its row as it is then."""
    with transaction.atomic():
        enqueue("test", key, payload or {}, **said)
    return Job.objects.get(key=key)


def claimed(*, later: timedelta = timedelta(), lease_for: timedelta = HOUR) -> list[ClaimedJob]:
    """What a worker claims by one look, so much later than now."""
    now = timezone.now() + later
    found = (claim(due, now, lease_for=lease_for) for due in due_queues(now, {"test"}))
    return [job for job in found if job is not None]
