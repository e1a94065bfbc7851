"""Jobs that stopped: what the operator reads of them, and letting them be tried again."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from slipway.jobs.models import Job
from slipway.words import Text

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class FailingJob:
    """A job whose last attempt did not succeed: it stopped, or is tried again at `next_at`."""

    kind: str
    key: str
    attempts: int
    problem: Text
    next_at: datetime | None


def failing_jobs() -> list[FailingJob]:
    """Those that stopped, the newest first, then those that are tried again, the oldest first: 200 of each at most."""
    stopped = Job.objects.filter(stopped_at__isnull=False).order_by("-stopped_at")[:MOST_LISTED]
    again = Job.objects.filter(lease=None, next_at__isnull=False, attempts__gt=0).order_by("asked_at")[:MOST_LISTED]
    return [FailingJob(job.kind, job.key, job.attempts, job.problem, job.next_at) for job in (*stopped, *again)]


def retry_stopped(kind: str, key: str | None = None) -> int:
    """Have stopped jobs of a kind tried again, all or the one of that key, as if they were asked for now. How many."""
    now = timezone.now()
    stopped = Job.objects.filter(stopped_at__isnull=False, kind=kind, **({} if key is None else {"key": key}))
    return stopped.update(stopped_at=None, next_at=now, asked_at=now, attempts=0, losses=0)
