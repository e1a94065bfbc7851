"""How a regrade, and the submissions of a class, stand: what pages for teachers are told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from slipway.content.kinds.exercise_parts import TESTS
from slipway.content.models import Unit
from slipway.jobs.models import Job
from slipway.regrading.asking import REGRADING, graded_otherwise
from slipway.regrading.models import Regrade, RegradeRow
from slipway.submissions.exercises import version_of_tests, versions_of_tests
from slipway.submissions.grading import INTERPRETER
from slipway.submissions.models import Extension, Submission
from slipway.submissions.stuck import not_graded_of
from slipway.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeCounts:
    """Rows of a regrade: all, those that wait, whose score changes or stays, that could not be graded, that
    were left alone; of those that change, which were `given` their new score, and perhaps their old one again."""

    rows: int = 0
    waiting: int = 0
    changed: int = 0
    unchanged: int = 0
    ungraded: int = 0
    passed_over: int = 0
    given: int = 0

    @property
    def done(self) -> int:
        """Those that were rehearsed."""
        return self.rows - self.waiting


AT_WORK = {Regrade.State.REHEARSING, Regrade.State.APPLYING, Regrade.State.UNDOING}
_OPEN = Q(rows__state__in=[RegradeRow.State.WAITING, RegradeRow.State.UNGRADED])
_GIVEN = [RegradeRow.State.APPLIED, RegradeRow.State.UNDONE]
_COUNTS = {
    "counted_rows": Count("rows"),
    "counted_waiting": Count("rows", filter=Q(rows__state=RegradeRow.State.WAITING)),
    "counted_changed": Count("rows", filter=Q(rows__is_changed=True)),
    "counted_unchanged": Count("rows", filter=Q(rows__is_changed=False) & ~_OPEN),
    "counted_ungraded": Count("rows", filter=Q(rows__state=RegradeRow.State.UNGRADED)),
    "counted_given": Count("rows", filter=Q(rows__is_changed=True, rows__state__in=_GIVEN)),
    "counted_passed_over": Count("rows", filter=Q(rows__state=RegradeRow.State.PASSED_OVER)),
}


def with_counts(regrades: QuerySet[Regrade]) -> QuerySet[Regrade]:
    """The regrades with what `counts_of` reads, in one statement."""
    return regrades.annotate(**_COUNTS)


def counts_of(regrade: Regrade) -> RegradeCounts:
    """The counts of a regrade that `with_counts` has read."""
    return RegradeCounts(**{name.removeprefix("counted_"): getattr(regrade, name) for name in _COUNTS})


def changed_rows(regrade: Regrade) -> QuerySet[RegradeRow]:
    """The rows whose score changes, and those that could not be graded, in the order in which they were handed in."""
    told = RegradeRow.objects.filter(regrade=regrade).filter(Q(is_changed=True) | Q(state=RegradeRow.State.UNGRADED))
    rows = told.select_related("submission").defer(
        "old_result", "new_result", "submission__result", "submission__files"
    )
    return rows.order_by("-is_changed", "submission__received_at", "pk")


def stopped_because(regrade: Regrade) -> Text | None:
    """Why nobody goes on with a regrade that is at work: its job has stopped for good. One statement, None while a
    worker will go on, and for a regrade that is not at work."""
    if regrade.state not in AT_WORK:
        return None
    job = Job.objects.filter(kind=REGRADING, key=str(regrade.pk), stopped_at__isnull=False).only("problem").first()
    return job.problem if job else None


def count_graded_otherwise(unit: Unit, hashes: Mapping[str, str] | None = None) -> int:
    """How many submissions of an exercise were graded by other tests than those of now: two statements, one where the
    caller has the `hashes` of the unit's files, by path."""
    if unit.exercise is None:
        return 0
    tests = {path: sha for path, sha in (hashes or {}).items() if path.startswith(f"{TESTS}/")}
    version = version_of_tests(unit) if hashes is None else unit.exercise.version_with(tests)
    return graded_otherwise(unit, version).filter(state=Submission.State.GRADED).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """An exercise of a class: submissions that other tests have graded, that nobody grades, and extensions."""

    unit: Unit
    graded_otherwise: int
    not_graded: int
    extensions: int


def standings_of(units: Iterable[Unit]) -> list[UnitStanding]:
    """How the exercises among these units stand: four statements beside that of the units."""
    exercises = [unit for unit in units if unit.exercise is not None]
    otherwise, stuck = _graded_otherwise(exercises), _by_unit(not_graded_of(exercises))
    given = _by_unit(Extension.objects.filter(unit__in=exercises))
    return [
        UnitStanding(
            unit=unit,
            graded_otherwise=otherwise[unit.pk],
            not_graded=stuck.get(unit.pk, 0),
            extensions=given.get(unit.pk, 0),
        )
        for unit in exercises
    ]


def _by_unit(rows: QuerySet[Any]) -> Mapping[UUID, int]:
    return dict(rows.order_by().values_list("unit").annotate(Count("pk")))


def _graded_otherwise(exercises: Collection[Unit]) -> Mapping[UUID, int]:
    """`count_graded_otherwise` of each: submissions are counted by what has graded them, and versions compared here."""
    versions, counted = versions_of_tests(exercises), dict.fromkeys((unit.pk for unit in exercises), 0)
    graded = Submission.objects.filter(unit__in=exercises, state=Submission.State.GRADED).order_by()
    by_tests = graded.values_list("unit", "tests_version", "interpreter").annotate(Count("pk"))
    for unit_id, tests_version, interpreter, many in by_tests:
        if (tests_version, interpreter) != (versions[unit_id], INTERPRETER):
            counted[unit_id] += many
    return counted
