"""The one table of jobs. Of the other modules of this room each changes it by one statement, which stands there."""

import uuid

from django.db import models
from django.db.models import Q

from slipway.web.sentence_field import SentenceField

# A row that a worker may claim when its time has come, and one that a worker has. Indexes hold these rows alone, so
# that looking for work costs the same however many jobs are done.
FREE = Q(lease__isnull=True, next_at__isnull=False)
LEASED = Q(lease__isnull=False)


class Job(models.Model):
    """One piece of work, by its kind and a key that its room chooses: never two rows of one key.

    It waits (`next_at`, no lease), is worked on (a lease), is done (`finished_at`), or needs a person (`stopped_at`).
    Asked for again, it waits again, with the newest payload.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    payload = models.JSONField()
    version = models.PositiveIntegerField(default=1)  # of the payload: one more each time the job is asked for
    queue = models.CharField(max_length=240)  # where it waits: `slipway.jobs.queues.Queue` in one column, for an index
    lane = models.CharField(max_length=128, blank=True)  # of the jobs of one lane one at a time is worked on; '': any
    asked_at = models.DateTimeField()  # when its newest payload was
    next_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)  # who works on it: whoever knows this, until `lease_until`
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)  # how often this payload was begun
    losses = models.PositiveIntegerField(default=0)  # since it last came to an end of any kind: workers that were lost
    finished_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    problem = SentenceField(blank=True)  # why it is tried again, or needs a person

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="jobs_one_a_key"),
            # Whatever two workers see at one moment: the database itself lets one of them into a lane.
            models.UniqueConstraint(fields=["lane"], condition=Q(lane__gt="") & LEASED, name="jobs_one_in_a_lane"),
        ]
        indexes = [
            models.Index(fields=["queue", "next_at"], condition=FREE, name="jobs_queues"),
            models.Index(fields=["next_at"], condition=FREE, name="jobs_due"),
            models.Index(fields=["lease_until"], condition=LEASED, name="jobs_leased"),
            models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="jobs_finished"),
            models.Index(fields=["stopped_at"], condition=Q(stopped_at__isnull=False), name="jobs_stopped"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
