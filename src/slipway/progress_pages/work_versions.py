"""A student's work in a unit as it was and is: what was saved, run and handed in, for a teacher who reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from slipway.gradebook.standing import points_of
from slipway.progress_pages.taught import StudentInUnit
from slipway.submissions.models import KeptVersion, SavedWork, Submission
from slipway.workspaces.work_data import MOST_VERSIONS, versions_data

SAVED = "saved"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkVersion:
    """One version. `id` is that of its row, or SAVED; `points` are of a submission that was graded."""

    id: str
    label: str
    at: datetime
    points: Decimal | None = None


def versions_of(student: StudentInUnit) -> list[WorkVersion]:
    """What is saved now, then submissions, then what was kept besides, each the newest first: three statements."""
    mine = {"unit": student.unit, "user": student.user}
    saved = SavedWork.objects.filter(**mine).values_list("saved_at", flat=True)
    found = [WorkVersion(id=SAVED, label=_("Saved now"), at=at) for at in saved]
    handed = Submission.objects.filter(**mine).order_by("-number")[:MOST_VERSIONS]
    for pk, number, at, kept in handed.values_list("pk", "number", "received_at", "kept_score"):
        points = None if kept is None else points_of(kept, student.unit.points)
        found.append(WorkVersion(id=str(pk), label=_("Submission %s") % number, at=at, points=points))
    kept_rows = KeptVersion.objects.filter(**mine).order_by("-kept_at")[:MOST_VERSIONS]
    found += [
        WorkVersion(id=str(pk), label=_why(why), at=at) for pk, why, at in kept_rows.values_list("pk", "why", "kept_at")
    ]
    return found


def begun_with(versions: Sequence[WorkVersion], asked: str, counts: str) -> WorkVersion | None:
    """The version that a page shows: the one asked for, else the submission that counts, else the newest that was not
    only saved, else what is saved; None where there is none.
    """
    by_id = {version.id: version for version in versions}
    if asked in by_id or counts in by_id:
        return by_id.get(asked) or by_id[counts]
    handed = [version for version in versions if version.id != SAVED]
    return next(iter([*handed, *versions]), None)


def files_of(student: StudentInUnit, version: WorkVersion) -> tuple[Mapping[str, str], Submission | None]:
    """Its files, and the submission where it is one."""
    mine = {"unit": student.unit, "user": student.user}
    if version.id == SAVED:
        saved = SavedWork.objects.filter(**mine).first()
        return (saved.files if saved else {}), None
    row = Submission.objects.filter(**mine, pk=version.id).select_related("unit", "user").first()
    if row is not None:
        return row.files, row
    kept = KeptVersion.objects.filter(**mine, pk=version.id).first()
    return (kept.files if kept else {}), None


def all_versions(student: StudentInUnit) -> list[dict[str, Any]]:
    """Every version with its files, as the student's own history has it, and what is saved now before them."""
    saved = SavedWork.objects.filter(unit=student.unit, user=student.user).first()
    now = [{"id": SAVED, "why": SAVED, "at": saved.saved_at.isoformat(), "files": saved.files}] if saved else []
    return [*now, *versions_data(student.user, student.unit)]


def _why(why: str) -> str:
    said = {
        KeptVersion.Why.RUN.value: _("Run"),
        KeptVersion.Why.OTHER_TAB.value: _("From another tab"),
        KeptVersion.Why.RESET.value: _("Before starting over"),
    }
    return said.get(why, why)
