"""How far a person is in a unit: not started, in progress, completed. Opening a unit is not starting it."""

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from slipway.content.models import Unit
from slipway.gradebook.counting import credit_completion
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


def complete_when_full(submission: Submission) -> None:
    """Mark the unit of a submission with all points as completed, in the transaction that grades it."""
    if submission.score == 1:
        complete(user=submission.user, unit=submission.unit)


def workspaces_in(*, user: User, classroom_id: UUID) -> Mapping[UUID, Workspace]:
    """The person's workspaces in the class, by unit."""
    return {found.unit_id: found for found in Workspace.objects.filter(user=user, unit__classroom_id=classroom_id)}
