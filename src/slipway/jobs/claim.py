"""Claiming a job: a short transaction that writes a lease down."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from slipway.jobs.held import ClaimedJob
from slipway.jobs.models import Job
from slipway.jobs.queues import DueQueue


def claim(due: DueQueue, now: datetime, *, lease_for: timedelta) -> ClaimedJob | None:
    """The job that is due there, which is this worker's for so long; None when others were faster.

    The transaction is IMMEDIATE on SQLite (`slipway.site.environment`), and skips rows that others lock on PostgreSQL.
    """
    try:
        with transaction.atomic():
            job = claimable(due, now).select_for_update(skip_locked=True).first()
            return None if job is None else _lease(job, now + lease_for)
    except IntegrityError:  # another worker came into the lane at this moment
        return None


def claimable(due: DueQueue, now: datetime) -> QuerySet[Job]:
    """The jobs of which a worker may claim the first."""
    if due.lost:
        return Job.objects.filter(pk=due.lost, lease__isnull=False, lease_until__lte=now)
    waiting = Job.objects.filter(queue=due.queue.column, lease__isnull=True, next_at__lte=now)
    return waiting.order_by("next_at")


def _lease(job: Job, until: datetime) -> ClaimedJob:
    job.losses += job.lease is not None
    job.attempts += 1
    job.lease, job.lease_until = uuid4(), until
    job.save(update_fields=["lease", "lease_until", "attempts", "losses"])
    return ClaimedJob(
        pk=job.pk,
        lease=job.lease,
        kind=job.kind,
        key=job.key,
        payload=job.payload,
        version=job.version,
        attempt=job.attempts,
        losses=job.losses,
        asked_at=job.asked_at,
    )
