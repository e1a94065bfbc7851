"""Ending an attempt: one UPDATE that names its lease, so that a worker which has lost the job changes nothing.

Two of them, or one that does not clear the lease, would let another worker in between.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, F, Field, PositiveIntegerField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from slipway.jobs.ends import Aftermath, Again, JobEnd
from slipway.jobs.held import ClaimedJob
from slipway.jobs.models import Job
from slipway.web.sentence_field import SentenceField
from slipway.words import Text


def end_attempt(job: ClaimedJob, end: JobEnd, after: Aftermath) -> bool:
    """Write down what becomes of the job, in one transaction with what its handler has to write.

    False when the job was no longer this worker's: then nothing is written. Where it was asked for again meanwhile, it
    goes on waiting with its newer payload; not before the time at which the old one would have been tried again.
    """
    if end.write is None:
        return _update(job, end, after)
    with transaction.atomic():
        end.write()
        is_ours = _update(job, end, after)
        transaction.set_rollback(not is_ours)
    return is_ours


def _update(job: ClaimedJob, end: JobEnd, after: Aftermath) -> bool:
    wished = Greatest(F("next_at"), Value(after.next_at)) if isinstance(end, Again) and after.next_at else F("next_at")
    changed = Job.objects.filter(pk=job.pk, lease=job.lease).update(
        lease=None,
        lease_until=None,
        losses=0,
        next_at=_unless_newer(job, after.next_at, wished, DateTimeField),
        finished_at=_unless_newer(job, after.finished_at, None, DateTimeField),
        stopped_at=_unless_newer(job, after.stopped_at, None, DateTimeField),
        problem=_unless_newer(job, after.problem, Text(), SentenceField),
    )
    return bool(changed)


def _unless_newer(job: ClaimedJob, value: object, otherwise: object, field: "type[Field[Any, Any]]") -> Any:
    """What to write into a column: `value`, or `otherwise` where a newer payload has come."""
    if value == otherwise:
        return value
    default = otherwise if isinstance(otherwise, Combinable) else Value(otherwise, field())
    return Case(When(version=job.version, then=Value(value, field())), default=default)


def hand_back(jobs: Collection[ClaimedJob]) -> None:
    """Let other workers have jobs that this one won't end: at once, and as if they had not been begun."""
    for job in jobs:
        begun = _unless_newer(job, job.attempt - 1, F("attempts"), PositiveIntegerField)
        Job.objects.filter(pk=job.pk, lease=job.lease).update(lease=None, lease_until=None, attempts=begun)


def prolong(jobs: Collection[ClaimedJob], now: datetime, *, lease_for: timedelta) -> None:
    """Keep what this worker holds: one UPDATE, which leaves alone what it has lost."""
    mine = Job.objects.filter(pk__in=[job.pk for job in jobs], lease__in=[job.lease for job in jobs])
    mine.update(lease_until=now + lease_for)
