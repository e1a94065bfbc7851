"""Whether an exercise is sound: its reference and its wrong solutions are run under its tests, then small changes of
the reference. What is right and wrong is decided by `content.kinds.solutions`, what is told in `told_runs`."""

import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_parts import REFERENCE, TESTS, files_of, part_faults
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solution_runs import solution_run
from slipway.content.kinds.solutions import WrongSolution, solution_faults, wrong_solution_faults, wrong_solutions
from slipway.exercise_checks.findings import CheckFinding, FindingKind, found, is_sound
from slipway.exercise_checks.grammar import (
    doubtful_files,
    grammar_faults,
    problems_where_it_runs,
    unchanged_reference,
)
from slipway.exercise_checks.source_changes import source_changes
from slipway.exercise_checks.told_runs import (
    TriedProgram,
    noticed,
    slow_reference,
    unfailed_cases,
    ungraded,
    unnoticed_changes,
    untried,
)
from slipway.sandbox.sandbox import Sandbox
from slipway.submissions.exercises import BrokenExerciseError, Exercise, exercise_of
from slipway.submissions.running import grade_work
from slipway.suites.judge.excerpts import presentable

MOST_CHANGES = 40  # of a reference that are tried
SECONDS_FOR_CHANGES = 60.0
SECONDS_FOR_SOLUTIONS = 600.0  # for the reference and the wrong solutions of one exercise
_ROOM, _LEAST_SECONDS = 5, 2  # a changed reference gets as many times its time, and so many seconds at least

TellProgress = Callable[[int, int], None]  # how many runs are done, of how many


def no_progress(done: int, of: int) -> None:
    """For those who wait for the end."""


def check_exercise(
    settings: ExerciseSettings,
    files: Mapping[str, bytes],
    sandbox: Sandbox,
    *,
    most_changes: int = MOST_CHANGES,
    tell: TellProgress = no_progress,
) -> list[CheckFinding]:
    """What is found of an exercise with these files, by their paths in the unit: never an exception for a bad one.

    Faults first, then warnings and remarks. Where its files or its suite are at fault, nothing is run. `most_changes`
    of its reference are tried where there is no fault; 0: none. `tell` is called before the first run and after each.
    Raises SandboxFailed, where nothing is known.
    """
    before = [*part_faults(settings, files), *wrong_solution_faults(files)]
    if faults := [fault for fault in before if not fault.is_warning]:
        return list(found(FindingKind.FAULT, faults))
    doubtful = doubtful_files(files)
    by_guest = list(_grammar(doubtful, files, sandbox))
    if faults := [fault for fault in by_guest if not fault.is_warning]:
        return list(found(FindingKind.FAULT, faults))
    try:
        exercise = exercise_of(settings, {path: data for path, data in files.items() if path.startswith(f"{TESTS}/")})
    except BrokenExerciseError as broken:
        return list(found(FindingKind.FAULT, [Fault(settings.tests, 0, broken.cause)]))
    check = _Check(exercise=exercise, files=files, sandbox=sandbox, tell=tell)
    findings = [*check.solutions(), *found(FindingKind.WARNING, by_guest)]
    if most_changes and is_sound(findings):
        findings += [
            *check.changes(most_changes),
            *found(FindingKind.WARNING, unchanged_reference(check.reference, doubtful)),
        ]
    return findings


def _grammar(doubtful: Sequence[str], files: Mapping[str, bytes], sandbox: Sandbox) -> Iterator[Fault]:
    wrong = [each for each in wrong_solutions(files) if isinstance(each, WrongSolution)]
    return grammar_faults(doubtful, problems_where_it_runs(doubtful, files, sandbox), wrong)


def with_time_for_changes(settings: ExerciseSettings, milliseconds: int) -> ExerciseSettings:
    """The settings, with so much time that a change which never ends does not take all there is. `milliseconds` are
    what the reference took."""
    seconds = max(math.ceil(_ROOM * milliseconds / 1000), _LEAST_SECONDS)
    return replace(settings, time_limit=min(settings.time_limit, seconds))


@dataclass(kw_only=True)
class _Check:
    """One check. `tried` is what became of the solutions, by their paths."""

    exercise: Exercise
    files: Mapping[str, bytes]
    sandbox: Sandbox
    tell: TellProgress

    def __post_init__(self) -> None:
        self.reference = f"{REFERENCE}/{self.exercise.settings.file}"
        self.tried: dict[str, TriedProgram] = {}
        self.done, self.of = 0, 1
        folder = self.exercise.settings.tests_folder
        classes = self.exercise.unit_tests.classes if self.exercise.unit_tests else ()
        self.files_of_tabs = {presentable(each.title): f"{folder}/{each.file}" for each in classes}

    def solutions(self) -> Iterator[CheckFinding]:
        """What the reference and the wrong solutions make plain."""
        settings = self.exercise.settings
        wrong = [each for each in wrong_solutions(self.files) if isinstance(each, WrongSolution)]
        paths = [self.reference, *(each.path for each in wrong)]
        self.of = len(paths)
        self.tell(0, self.of)
        until = time.monotonic() + SECONDS_FOR_SOLUTIONS
        for path in paths:
            if time.monotonic() < until:
                self.tried[path] = self._try(self.exercise, self.files[path].decode("utf-8-sig"))
        ran = [each for each in wrong if each.path in self.tried]
        runs = {path: tried.run for path, tried in self.tried.items()}
        faults = [*solution_faults(settings, ran, runs), *ungraded(self.tried), *untried(paths, self.tried)]
        yield from found(FindingKind.FAULT, faults)
        yield from found(FindingKind.WARNING, slow_reference(settings, self.reference, self.tried[self.reference]))
        yield from found(FindingKind.NOTICED, noticed(ran, self.tried))

    def changes(self, most: int) -> Iterator[CheckFinding]:
        """Which changes of the reference no case notices, and which cases notice nothing at all."""
        program = self.files[self.reference].decode("utf-8-sig")
        changes = source_changes(program, most=most)
        settings = with_time_for_changes(self.exercise.settings, self.tried[self.reference].milliseconds)
        exercise = replace(self.exercise, settings=settings)
        self.of += len(changes)
        unnoticed, runs = [], [tried.run for tried in self.tried.values()]
        until = time.monotonic() + SECONDS_FOR_CHANGES
        for change in changes:
            if time.monotonic() > until:
                break
            tried = self._try(exercise, change.source)
            runs.append(tried.run)
            if not tried.run.failed:
                unnoticed.append(change)
        yield from found(FindingKind.WARNING, unnoticed_changes(self.reference, unnoticed))
        yield from found(FindingKind.UNFAILED, unfailed_cases(self.exercise, runs))

    def _try(self, exercise: Exercise, program: str) -> TriedProgram:
        """A program in the place of the one that students hand in, beside the reference's other files."""
        beside = {path: data.decode("utf-8-sig") for path, data in files_of(REFERENCE, self.files).items()}
        graded = grade_work(exercise, {**beside, exercise.settings.file: program}, self.sandbox)
        self.done += 1
        self.tell(self.done, self.of)
        contexts = [context for tab in graded.result.tabs for context in tab.contexts]
        return TriedProgram(
            run=solution_run(graded.result, graded.score, self.files_of_tabs),
            is_graded=graded.score is not None,
            milliseconds=sum(context.milliseconds or 0 for context in contexts),
        )
