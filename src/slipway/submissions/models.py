"""What students write, and what they hand in. Files are JSON: path → text."""

import uuid

from django.db import models
from django.db.models import Q

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.web.sentence_field import SentenceField


class SavedWork(models.Model):
    """What a person's editor holds in a unit. Each change counts `version` up, so that two tabs see each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="saved_work")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_work")
    files = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="one_saved_work_each")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.version}"


class KeptVersion(models.Model):
    """Work as it was at some moment, for the student to look at and to take up again."""

    class Why(models.TextChoices):
        RUN = "run"
        OTHER_TAB = "other-tab"  # two tabs wrote at once: this is the one that was not saved, or was replaced
        RESET = "reset"  # before the student went back to the starter

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    files = models.JSONField()
    why = models.CharField(max_length=10, choices=Why)
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "user", "-kept_at"], name="kept_versions_newest")]

    def __str__(self) -> str:
        return f"{self.why} {self.kept_at:%Y-%m-%d %H:%M}"


class Submission(models.Model):
    """Work that was handed in, and what came of it. `score` is 0 to 1 before a late penalty, `kept_score` after it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        GRADED = "graded"
        FAILED = "failed"  # the exercise is broken, not the work: it costs no attempt, and somebody has to mend it

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="submissions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField()  # of the person's in the unit, from 1
    files = models.JSONField()
    received_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True)  # of one that was sealed without a connection
    counts_at = models.DateTimeField()  # the time that dates are held against: one of the two
    is_late = models.BooleanField(default=False)
    uses_attempt = models.BooleanField(default=True)  # a syntax error and a failure of ours use none
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    result = models.JSONField(null=True)
    score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    kept_score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    tests_version = models.CharField(max_length=64, blank=True)  # SHA-256 of the unit's tests as it was graded by
    interpreter = models.CharField(max_length=40, blank=True)
    graded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user", "number"], name="one_submission_per_number")]
        indexes = [
            # The place in the queue.
            models.Index(fields=["received_at"], condition=Q(state="waiting"), name="submissions_waiting"),
            # What a class's teachers see of everybody: read without a row, whose files are large.
            models.Index(fields=["unit", "user", "number", "state"], name="submissions_of_class"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.number}"

    @property
    def costs_attempt(self) -> bool:
        """Whether it is one of the attempts: what waits is, until it turns out to cost none."""
        return self.uses_attempt and self.state != Submission.State.FAILED


class Trial(models.Model):
    """What a teacher has handed in to try an exercise, the newest alone: `number` counts up. It counts for nobody.

    `score` is 0 to 1. `problem` says why it could not be graded.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    files = models.JSONField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=Submission.State, default=Submission.State.WAITING)
    result = models.JSONField(null=True)
    score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    problem = SentenceField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="one_trial_each")]
        indexes = [models.Index(fields=["received_at"], name="trials_by_age")]  # for `tidy`

    def __str__(self) -> str:
        return f"{self.unit_id} {self.number}"


class Extension(models.Model):
    """Other dates for one student in one unit, given by a teacher; null: the unit's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="extensions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="extensions")
    due_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="one_extension_each")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.due_at}"
