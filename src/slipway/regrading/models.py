"""Regrades: what submissions would be graded as by the present tests, and what became of that."""

import uuid

from django.db import models
from django.db.models import Q

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.models import Submission
from slipway.web.sentence_field import SentenceField


class Regrade(models.Model):
    """One regrade of a unit's submissions: of all, or of one student's (`user`), or of one (`submission`).

    It is rehearsed first, which changes no submission; then it may be applied, and undone.
    """

    class State(models.TextChoices):
        REHEARSING = "rehearsing"
        REHEARSED = "rehearsed"
        BROKEN = "broken"  # the exercise cannot be graded: `problem` says why
        OUTDATED = "outdated"  # the tests changed while it was rehearsed
        APPLYING = "applying"
        APPLIED = "applied"
        UNDOING = "undoing"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="regrades")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    tests_version = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.REHEARSING)
    problem = SentenceField(blank=True)  # why the rehearsal waits or has ended
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-asked_at"], name="regrades_newest")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.asked_at:%Y-%m-%d %H:%M}"


class RegradeRow(models.Model):
    """One submission of a regrade: what it was graded as (`old_…`), and what it comes to now (`new_…`).

    Scores are those of `Submission`. Results are kept no longer than they can be given:
    `new_result` until the regrade is applied, `old_result` from then until it is undone.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        REHEARSED = "rehearsed"
        UNGRADED = "ungraded"  # a check of the exercise gave no answer: the old score stays
        APPLIED = "applied"
        PASSED_OVER = "passed-over"  # it was graded in another way since the rehearsal, and that stays
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="rows")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    is_changed = models.BooleanField(default=False)  # whether the score is another
    why = models.JSONField(default=list)  # sentences: which tests came to something else

    old_state = models.CharField(max_length=8, blank=True)
    old_score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    old_kept_score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    old_uses_attempt = models.BooleanField(default=True)
    old_result = models.JSONField(null=True)
    old_tests_version = models.CharField(max_length=64, blank=True)
    old_interpreter = models.CharField(max_length=40, blank=True)
    old_graded_at = models.DateTimeField(null=True)

    new_score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    new_kept_score = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    new_uses_attempt = models.BooleanField(default=True)
    new_result = models.JSONField(null=True)
    new_interpreter = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regrade", "submission"], name="one_row_a_submission")]
        indexes = [models.Index(fields=["regrade"], condition=Q(state="waiting"), name="regrade_rows_waiting")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.state}"
