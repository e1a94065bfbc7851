"""Checks of exercises as they stand in their class: asked for, and shown. `unit_check_job` does them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from slipway.content.models import Unit
from slipway.exercise_checks.findings import CheckFinding, FindingKind, of_kind
from slipway.exercise_checks.models import CheckState, ExerciseCheck
from slipway.exercise_checks.placed import PlacedSentence, placed
from slipway.exercise_checks.versions import checked_version, version_in_place, versions_in_place
from slipway.jobs.enqueue import enqueue
from slipway.web.languages import translated
from slipway.words import Text, text

CHECKING = "check-exercise"
LANE = "exercise-checks"  # one check at a time, of units and of archives: a worker keeps hands free for students
GIVES_UP_AFTER = timedelta(hours=1)
_NOT_DONE = text("The check was not done within an hour. Ask for it again; if that does not help, tell your operator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckShown:
    """A check as pages show it, in the language that is spoken now.

    state: waiting, running, passed, failed, or unknown (then `problem` says why). While it waits or runs, there is
        nothing else but `done` of `of` runs (0 of 0: it has not begun).
    is_current: nothing that was checked has been changed since.
    faults: why it failed. warnings: what may be missing. noticed: which tabs notice which wrong solution. unfailed:
        cases that nothing fails.
    """

    state: CheckState
    done: int = 0
    of: int = 0
    is_current: bool = True
    problem: str = ""
    faults: tuple[PlacedSentence, ...] = ()
    warnings: tuple[PlacedSentence, ...] = ()
    noticed: tuple[PlacedSentence, ...] = ()
    unfailed: tuple[PlacedSentence, ...] = ()
    checked_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return not self.state.is_under_way


def ask_for_check(unit: Unit) -> None:
    """Have an exercise checked as it stands, changes of its reference too. Asked again meanwhile, it is done anew."""
    with transaction.atomic():
        begun = {"state": CheckState.WAITING, "done": 0, "of": 0, "findings": [], "asked_at": timezone.now()}
        ExerciseCheck.objects.update_or_create(unit=unit, defaults={**begun, "problem": {}, "checked_at": None})
        enqueue(CHECKING, str(unit.pk), {}, lane=LANE, share=str(unit.classroom.organization_id))


def newest_check(unit: Unit, hashes: Mapping[str, str] | None = None) -> CheckShown | None:
    """The check that was last asked for; None: none was. One statement; one more once it is over, where the caller has
    no `hashes` of the unit's files, by path."""
    row = ExerciseCheck.objects.filter(unit=unit).first()
    if row is None:
        return None
    state = state_shown(CheckState(row.state), row.asked_at, timezone.now())
    if state.is_under_way:
        return CheckShown(state=state, done=row.done, of=row.of)
    if state is CheckState.UNKNOWN:
        return CheckShown(state=state, problem=translated(Text.from_json(row.problem) or _NOT_DONE))
    findings = [CheckFinding.from_json(each) for each in row.findings]
    return CheckShown(
        state=state,
        done=row.done,
        of=row.of,
        is_current=row.version == _version_now(unit, hashes),
        faults=placed(of_kind(findings, FindingKind.FAULT)),
        warnings=placed(of_kind(findings, FindingKind.WARNING)),
        noticed=placed(of_kind(findings, FindingKind.NOTICED)),
        unfailed=placed(of_kind(findings, FindingKind.UNFAILED)),
        checked_at=row.checked_at,
    )


def _version_now(unit: Unit, hashes: Mapping[str, str] | None) -> str:
    if hashes is None or unit.exercise is None:
        return version_in_place(unit)
    return checked_version(unit.exercise, hashes)


def units_at_fault(units: Collection[Unit]) -> set[UUID]:
    """Which of these units were found unsound and have not been changed since: none where there is no exercise
    among them, one, and two where some failed."""
    exercises = [unit for unit in units if unit.exercise is not None]
    if not exercises:
        return set()
    failed = ExerciseCheck.objects.filter(unit__in=exercises, state=CheckState.FAILED)
    checked = dict(failed.values_list("unit", "version"))
    if not checked:
        return set()
    now = versions_in_place(unit for unit in exercises if unit.pk in checked)
    return {unit for unit, version in checked.items() if now[unit] == version}


def state_shown(state: CheckState, asked_at: datetime, now: datetime) -> CheckState:
    """The state that pages show: a check that no worker has ended within an hour is not waited for any longer."""
    return CheckState.UNKNOWN if state.is_under_way and now - asked_at > GIVES_UP_AFTER else state
