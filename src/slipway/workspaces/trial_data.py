"""What the page is told of a teacher's trial, in the form of a student's submission."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from slipway.gradebook.standing import points_of
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Submission, Trial
from slipway.submissions.results import result_for_student
from slipway.submissions.trying import TRIAL_GIVES_UP_AFTER
from slipway.web.languages import translated
from slipway.words import text
from slipway.workspaces.work_data import count_beside, reached, waiting

_State = Submission.State
_UNDER_WAY = {_State.WAITING, _State.RUNNING}
_NOT_DONE = text("Grading did not work for an hour. Submit it again; if that does not help, tell your operator.")


def trial_data(visitor: Visitor, unit_id: UUID, number: int) -> Mapping[str, Any] | None:
    """The visitor's own trial of that number, as `work_data.submission_data` tells a submission, and `problem`, why it
    could not be graded. None where there is none any more, or a launch is for another class.

    One statement. Of a result there is what a student would see.
    """
    mine = Trial.objects.filter(unit_id=unit_id, user=visitor.user, number=number)
    before = count_beside(_submissions_that_wait())
    row = reached(mine, visitor).select_related("unit").annotate(before=before).first()
    return None if row is None else _told(row, before=row.before)


def _submissions_that_wait() -> QuerySet[Submission]:
    """Students' submissions, all of which come before a trial."""
    return Submission.objects.filter(state=_State.WAITING)


def _told(row: Trial, *, before: int) -> dict[str, Any]:
    now = timezone.now()
    has_given_up = row.state in _UNDER_WAY and now - row.received_at > TRIAL_GIVES_UP_AFTER
    told = {
        "number": row.number,
        "state": _State.FAILED if has_given_up else row.state,
        **waiting(row, before),
        "problem": translated(_NOT_DONE if has_given_up else row.problem),
        "points": None if row.score is None else str(points_of(row.score, row.unit.points)),
    }
    return told if row.result is None else told | {"result": result_for_student(row, now=now)}
