"""What checks have found."""

import uuid

from django.db import models
from django.utils import timezone

from slipway.classes.models import ClassUpload
from slipway.content.models import Unit


class CheckState(models.TextChoices):
    """How a check stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"  # the sandbox did not work: nothing is known

    @property
    def is_under_way(self) -> bool:
        """Whether a worker is still to say what it found."""
        return self in {CheckState.WAITING, CheckState.RUNNING}


class ExerciseCheck(models.Model):
    """The newest check of a unit. `version` is that of what was checked (`versions`), `done` of `of` runs are over.

    `asked_at` tells one check from the next: what an older one finds is not written over a newer one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="exercise_check")
    version = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=CheckState, default=CheckState.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)  # `findings.CheckFinding`
    problem = models.JSONField(default=dict)  # a sentence: why it is unknown
    asked_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.state}"


class UploadCheck(models.Model):
    """The check of an archive's exercises, those that would change; none for an archive of which nothing is to be said.

    `slugs` are their units, of which the first `done` are checked; `findings` say what was found, in the archive too.
    `moved_at` is when a worker last wrote here.
    """

    # The database does not hold it: the release before deletes uploads without knowing of their checks.
    upload = models.OneToOneField(ClassUpload, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    state = models.CharField(max_length=8, choices=CheckState, default=CheckState.WAITING)
    slugs = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    problem = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.state}"
