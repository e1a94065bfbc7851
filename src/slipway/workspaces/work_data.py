"""What an exercise's page is told: the work, its versions, submissions and their results, as JSON takes them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template.defaultfilters import floatformat
from django.utils import timezone

from slipway.content.models import Unit
from slipway.gradebook.standing import points_of
from slipway.orgs.models import User
from slipway.sessions.visitor import Visitor
from slipway.submissions.handing_in import attempts_used
from slipway.submissions.models import KeptVersion, SavedWork, Submission, Trial
from slipway.submissions.results import result_for_student
from slipway.submissions.rules import Dates
from slipway.submissions.starter import starter_files
from slipway.workspaces.counted import standing_after
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import progress_of

_Row = TypeVar("_Row", Submission, Trial)
LONGEST_WAIT = timedelta(minutes=2)  # for a result, when nobody else waits
MOST_VERSIONS = 100  # of each kind that a page is told


def page_data(user: User, unit: Unit, dates: Dates) -> dict[str, Any]:
    """All that a student's page begins with. `dates` are those that hold for the student."""
    begun = starter_data(unit)
    saved = SavedWork.objects.filter(unit=unit, user=user).first()
    mine = _told(Submission.objects.filter(unit=unit, user=user)).defer("files", "result")
    rows = list(mine.order_by("-number")[:MOST_VERSIONS])
    if saved:
        begun |= {"files": saved.files, "version": saved.version}
    used = attempts_used(unit, user) if len(rows) == MOST_VERSIONS else sum(1 for row in rows if row.costs_attempt)
    assert unit.exercise is not None
    attempts = {"used": used, "allowed": unit.exercise.attempts}
    told = {"due": _iso(dates.due), "until": _iso(dates.until)}
    return begun | {"attempts": attempts, "dates": told, "submissions": [_submission(row) for row in rows]}


def starter_data(unit: Unit) -> dict[str, Any]:
    """The same for somebody whose work is not kept."""
    settings = unit.exercise
    assert settings is not None
    starter = starter_files(unit)
    return {
        "unit": str(unit.pk),
        "files": starter,
        "version": 0,
        "starter": starter,
        "main": settings.file,
        "namespace": settings.module,
        "points": float(unit.points),
        "attempts": {"used": 0, "allowed": None},
        "dates": {"due": _iso(unit.due_at), "until": _iso(unit.until_at)},
        "submissions": [],
    }


def submission_data(visitor: Visitor, unit_id: UUID, number: int) -> Mapping[str, Any] | None:
    """One of the visitor's own submissions, by one statement; None where there is none, or a launch is for another
    class.
    """
    mine = Submission.objects.filter(unit_id=unit_id, user=visitor.user, number=number)
    row = _told(reached(mine, visitor)).first()
    return None if row is None else _submission(row, with_result=True)


def reached(mine: QuerySet[_Row], visitor: Visitor) -> QuerySet[_Row]:
    """Those of a visitor's own rows that the visitor reaches: by a launch what is in the launch's class."""
    return mine if visitor.session is None else mine.filter(unit__classroom=visitor.session.classroom)


def versions_data(user: User, unit: Unit) -> list[dict[str, Any]]:
    """What was kept of the person's work in the unit, the newest first."""
    kept = KeptVersion.objects.filter(unit=unit, user=user).order_by("-kept_at")[:MOST_VERSIONS]
    handed = Submission.objects.filter(unit=unit, user=user).order_by("-number")[:MOST_VERSIONS]
    rows = [{"id": str(row.pk), "why": row.why, "at": row.kept_at, "files": row.files} for row in kept]
    rows += [
        {"id": str(row.pk), "why": "submitted", "at": row.received_at, "number": row.number, "files": row.files}
        for row in handed
    ]
    rows.sort(key=lambda row: row["at"], reverse=True)
    return [row | {"at": _iso(row["at"])} for row in rows]


def _told(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """With the unit, and how many wait before each."""
    before = Submission.objects.filter(state=Submission.State.WAITING, received_at__lt=OuterRef("received_at"))
    return rows.select_related("unit").annotate(place=count_beside(before))


def count_beside(rows: QuerySet[Submission]) -> Coalesce:
    """How many such rows there are, as a column beside others; all of them are in one state."""
    counted = rows.order_by().values("state").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _submission(row: Submission, *, with_result: bool = False) -> dict[str, Any]:
    points = None if row.kept_score is None else str(points_of(row.kept_score, row.unit.points))
    told = {
        "number": row.number,
        "state": row.state,
        **waiting(row, getattr(row, "place", 0)),
        "at": _iso(row.received_at),
        "writtenAt": _iso(row.written_at),
        "isLate": row.is_late,
        "latePercent": _late_percent(row),
        "usesAttempt": row.costs_attempt,
        "points": points,
    }
    if with_result and row.result is not None:
        told["result"] = result_for_student(row, now=timezone.now())
        told["standing"] = standing_after(row)
        told["progress"] = progress_of(Workspace.objects.filter(unit=row.unit_id, user=row.user_id).first())
    return told


def waiting(row: Submission | Trial, before: int) -> dict[str, object]:
    """How many are before one that waits; and whether it has waited for longer than grading takes, though nothing is
    before it: then grading does not work.
    """
    if row.state != Submission.State.WAITING:
        return {"place": 0, "isDelayed": False}
    return {"place": before, "isDelayed": not before and timezone.now() - row.received_at > LONGEST_WAIT}


def _late_percent(row: Submission) -> str | None:
    """What lateness took of its score, in percent; None where it took nothing."""
    if not row.score or row.kept_score is None or row.kept_score == row.score:
        return None
    return floatformat((1 - row.kept_score / row.score) * 100, "-2")


def _iso(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat()
