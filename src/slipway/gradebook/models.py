"""What counts of a person's work in a unit, and what teachers write about it."""

import uuid
from decimal import Decimal

from django.db import models
from django.utils import timezone

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.models import Submission


class Grade(models.Model):
    """A person's grade in a unit. Scores are from 0 to 1, after a late penalty; null where there is none.

    `earned` is what the work came to, `override` what a teacher said instead; `score` is the one that counts, and
    `source` says where it is from. Only `settle` writes these two. `submission` is the one that counts, of `graded`
    that were graded, and `is_late` says whether it came after the due time.
    """

    class Source(models.TextChoices):
        AUTOGRADE = "autograde"
        TEACHER = "teacher"
        COMPLETION = "completion"  # of a unit that students mark as completed: full points

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="grades")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grades")
    score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    source = models.CharField(max_length=10, choices=Source, blank=True)
    earned = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    submission = models.ForeignKey(Submission, null=True, on_delete=models.SET_NULL, related_name="+")
    graded = models.PositiveIntegerField(default=0)
    is_late = models.BooleanField(default=False)
    override = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    override_reason = models.TextField(blank=True)
    override_shown = models.BooleanField(default=False)  # whether the student is shown the reason
    override_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    override_by_name = models.CharField(max_length=255, blank=True)
    override_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "user"], name="one_grade_each")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.score}"

    @property
    def is_overridden(self) -> bool:
        """Whether a teacher's word stands in the place of what was earned."""
        return self.override is not None

    def settle(self) -> None:
        """Say anew what counts, and keep the row."""
        self.score = self.earned if self.override is None else self.override
        self.source = self._source(self.score)
        self.changed_at = timezone.now()
        self.save()

    def _source(self, score: Decimal | None) -> str:
        if score is None:
            return ""
        if self.override is not None:
            return Grade.Source.TEACHER
        return Grade.Source.AUTOGRADE if self.graded else Grade.Source.COMPLETION


class Comment(models.Model):
    """What a teacher says about a line of a submission. `code` is that line, so that it is read without its file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    path = models.CharField(max_length=255)
    line = models.PositiveIntegerField()  # from 1
    code = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=255)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["path", "line", "at"]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"
