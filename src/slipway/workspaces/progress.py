"""How far a person is in a unit: not started, in progress, completed. Opening a unit is not starting it."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from slipway.content.kinds import UNIT_KINDS, Completion
from slipway.content.kinds.exercise_settings import CompletedBy
from slipway.content.models import Unit
from slipway.gradebook.counting import FULL, credit_completion
from slipway.orgs.models import User
from slipway.submissions.models import Submission
from slipway.workspaces.models import Workspace


class Progress(StrEnum):
    """The states, by the names that the pill knows."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


def progress_of(workspace: Workspace | None) -> Progress:
    """How far the owner of `workspace` is; None: it was never started."""
    if workspace is None:
        return Progress.NOT_STARTED
    return Progress.COMPLETED if workspace.completed_at else Progress.IN_PROGRESS


def start(*, user: User, unit: Unit) -> Workspace:
    """Begin the unit; once begun, the same workspace again, however many ask at once.

    The row itself tells who and when, so there is no audit entry. Rights are the caller's business.
    """
    workspace, _ = Workspace.objects.get_or_create(unit=unit, user=user)
    return workspace


@transaction.atomic
def complete(*, user: User, unit: Unit) -> Workspace:
    """Mark the unit as completed, begun first when it was not. The first completion's time stays.

    This row alone says that a unit is completed; the grade says what that is worth.
    """
    workspace = start(user=user, unit=unit)
    credit_completion(unit=unit, user=user)
    Workspace.objects.filter(pk=workspace.pk, completed_at=None).update(completed_at=timezone.now())
    workspace.refresh_from_db()
    return workspace


def is_marked(unit: Unit) -> bool:
    """Whether the unit's students say themselves that it is completed: else it is when something has all points."""
    if unit.exercise is not None:
        return unit.exercise.completed is CompletedBy.STUDENT
    return UNIT_KINDS[unit.kind].completed_by is Completion.MARKED


def can_be_reopened(unit: Unit) -> bool:
    """Whether a student may take back that the unit is completed. In a unit to read that mark is all the points."""
    return unit.exercise is not None and is_marked(unit)


def take_back_completion(*, user: User, unit: Unit) -> None:
    """Let an exercise that the student marked as completed be in progress again. What it is worth hangs on no mark."""
    Workspace.objects.filter(unit=unit, user=user).update(completed_at=None)


def complete_when_full(submission: Submission) -> None:
    """Let the unit of a submission whose score has come or changed be completed while one of the student's has all
    points, in the transaction that writes the score. Nothing where students mark it themselves.

    The workspace is locked before submissions are read: of two that are graded at once, the later sees both.
    """
    unit, user = submission.unit, submission.user
    if is_marked(unit):
        return
    with transaction.atomic():
        held = Workspace.objects.select_for_update().filter(unit=unit, user=user).first()
        graded = Submission.objects.filter(unit=unit, user=user, state=Submission.State.GRADED)
        if graded.filter(score=FULL).exists():
            complete(user=user, unit=unit)
        elif held is not None and held.completed_at is not None:
            take_back_completion(user=user, unit=unit)


def workspaces_in(*, user: User, classroom_id: UUID) -> Mapping[UUID, Workspace]:
    """The person's workspaces in the class, by unit."""
    return {found.unit_id: found for found in Workspace.objects.filter(user=user, unit__classroom_id=classroom_id)}
