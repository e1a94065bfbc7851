"""What of a class's progress a teacher asks to see: students by name, units, only some of the work, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import QueryDict

from slipway.classes.models import Enrolment
from slipway.content.models import Classroom, Unit
from slipway.gradebook.models import Grade
from slipway.progress_pages.taught import students_in
from slipway.submissions.models import Extension, Submission
from slipway.workspaces.models import Workspace

_POINTS = DecimalField(max_digits=16, decimal_places=8)
_LONGEST = 100


class Only(StrEnum):
    """Students of whom something is so in one of the units shown."""

    LATE = "late"
    NOT_BEGUN = "not-begun"


class Sort(StrEnum):
    """The order of students."""

    NAME = "name"
    NAME_DOWN = "-name"
    POINTS = "points"
    POINTS_DOWN = "-points"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the query of the page's address says; what says nothing sound counts as empty.

    `place` is the id of a module or of a unit: only its units are shown.
    """

    search: str = ""
    place: UUID | None = None
    only: Only | None = None
    sort: Sort = Sort.NAME

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """From an address."""
        only, sort = query.get("only", ""), query.get("sort", "")
        return cls(
            search=query.get("q", "").strip()[:_LONGEST],
            place=_id(query.get("units", "")),
            only=Only(only) if only in set(Only) else None,
            sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
        )

    @property
    def is_used(self) -> bool:
        """Whether somebody may be missing from the page."""
        return bool(self.search or self.place or self.only)

    def units(self, units: Sequence[Unit]) -> list[Unit]:
        """Those of the class's units that are shown."""
        return [unit for unit in units if self.place is None or self.place in {unit.pk, unit.module_id}]

    def students(
        self, classroom: Classroom, units: Sequence[Unit], now: datetime
    ) -> QuerySet[Enrolment] | list[Enrolment]:
        """The class's students, test students left out, of whom the page shows a part. By points: all are read."""
        rows = students_in(classroom, self.search)
        if self.only is Only.NOT_BEGUN:
            rows = rows.filter(_has_unit(units, ~Exists(_work_of_student())))
        elif self.only is Only.LATE:
            rows = rows.filter(_came_late(units) | _is_overdue(units, now))
        return self._sorted(rows, units)

    def _sorted(self, rows: QuerySet[Enrolment], units: Sequence[Unit]) -> QuerySet[Enrolment] | list[Enrolment]:
        if self.sort in {Sort.NAME, Sort.NAME_DOWN}:
            down = "-" if self.sort is Sort.NAME_DOWN else ""
            return rows.order_by(f"{down}shown", "pk")
        totals = _points_of_all(units)
        by_name = rows.order_by("shown", "pk")  # type: ignore[misc]  # annotated there
        sign = -1 if self.sort is Sort.POINTS_DOWN else 1
        return sorted(by_name, key=lambda enrolment: sign * totals.get(enrolment.user_id, 0))


def _points_of_all(units: Sequence[Unit]) -> Mapping[UUID, Decimal]:
    """What each student has in these units together: grouped once, which takes a quarter of asking for each of them."""
    total = Sum(F("score") * F("unit__points"), output_field=_POINTS)
    scored = Grade.objects.filter(unit__in=units, score__isnull=False).order_by().values("user")
    return dict(scored.annotate(total=total).values_list("user", "total"))


def _has_unit(units: Sequence[Unit], condition: Any) -> Exists:
    return Exists(Unit.objects.filter(condition, classroom=OuterRef("classroom"), pk__in=[unit.pk for unit in units]))


def _came_late(units: Sequence[Unit]) -> Exists:
    return Exists(Grade.objects.filter(user=OuterRef("user"), unit__in=units, is_late=True))


def _is_overdue(units: Sequence[Unit], now: datetime) -> Exists:
    """Nothing was handed in, nor the unit completed, and the student's own due time has passed."""
    given = Extension.objects.filter(unit=OuterRef("pk"), user=OuterRef(OuterRef("user")), due_at__isnull=False)
    due = Coalesce(Subquery(given.values("due_at")[:1]), F("due_at"))
    may_be = Q(due_at__lt=now) | Q(extensions__isnull=False)
    dated = Unit.objects.filter(may_be, classroom=OuterRef("classroom"), pk__in=[unit.pk for unit in units])
    nothing = ~Exists(_handed_in_by_student()) & ~Exists(_work_of_student().filter(completed_at__isnull=False))
    return Exists(dated.annotate(their_due=due).filter(nothing, their_due__lt=now))


def _work_of_student() -> QuerySet[Workspace]:
    """Of a unit, within a query of enrolments: the student's work in it, begun."""
    return Workspace.objects.filter(unit=OuterRef("pk"), user=OuterRef(OuterRef("user")))


def _handed_in_by_student() -> QuerySet[Submission]:
    return Submission.objects.filter(unit=OuterRef("pk"), user=OuterRef(OuterRef("user")))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
