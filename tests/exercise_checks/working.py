"""What a worker would do now, in this process."""

from datetime import timedelta

from django.utils import timezone

from slipway.jobs.claim import claim
from slipway.jobs.kinds import job_kind
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues


def work_all(kind: str) -> None:
    """Do the jobs of that kind that are due, once each."""
    now = timezone.now()
    for due in due_queues(now, {kind}):
        if job := claim(due, now, lease_for=timedelta(hours=1)):
            perform(job, job_kind(kind))
