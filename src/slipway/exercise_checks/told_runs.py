"""What the runs of solutions say of an exercise, beside its faults: pure functions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solutions import SolutionRun, WrongSolution
from slipway.exercise_checks.source_changes import SourceChange
from slipway.submissions.exercises import Exercise
from slipway.suites.judge.excerpts import presentable
from slipway.words import text


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedProgram:
    """A program that was run under the tests. `is_graded`: every check of theirs gave an answer."""

    run: SolutionRun
    is_graded: bool = True
    milliseconds: int = 0


def ungraded(tried: Mapping[str, TriedProgram]) -> Iterator[Fault]:
    """Solutions, by their paths, for which a function of the tests broke: students' would not be graded either."""
    for path, each in tried.items():
        if not each.is_graded:
            yield Fault(path, 0, text("could not be graded: a function of the tests gave no answer for it"))


def untried(paths: Iterable[str], tried: Mapping[str, TriedProgram]) -> Iterator[Fault]:
    """Solutions that time did not suffice for."""
    for path in paths:
        if path not in tried:
            yield Fault(path, 0, text("was not run: those before it took too long; lower time_limit, or have fewer"))


def slow_reference(settings: ExerciseSettings, path: str, reference: TriedProgram) -> Iterator[Fault]:
    """A reference that takes more than half of the time: on a busy server students' programs would be stopped."""
    if reference.milliseconds > 500 * settings.time_limit:
        told = text(
            "takes %(seconds)s of %(limit)d seconds: allow more (time_limit), since servers may be busy",
            seconds=f"{reference.milliseconds / 1000:.1f}",
            limit=settings.time_limit,
        )
        yield Fault(path, 0, told)


def noticed(wrong: Sequence[WrongSolution], tried: Mapping[str, TriedProgram]) -> Iterator[Fault]:
    """By which tabs each wrong solution is noticed."""
    for solution in wrong:
        run = tried[solution.path].run
        if not run.is_python:
            yield Fault(solution.path, 0, text("noticed, since it is no Python: %(reason)s", reason=solution.reason))
        elif run.failed:
            tabs = ", ".join(dict.fromkeys(case.tab for case in run.failed))
            told = text("noticed in %(tabs)s: %(reason)s", tabs=tabs, reason=solution.reason)
            yield Fault(solution.path, 0, told)


def unnoticed_changes(path: str, changes: Iterable[SourceChange]) -> Iterator[Fault]:
    """Changes of the reference that pass every test. Some change nothing of what it does, so this is a hint."""
    for change in changes:
        told = text(
            "no case notices when %(was)s becomes %(now)s; if that makes it wrong, a case is missing",
            was=change.was,
            now=change.now,
        )
        yield Fault(path, change.line, told)


def unfailed_cases(exercise: Exercise, runs: Iterable[SolutionRun]) -> Iterator[Fault]:
    """Cases that no program of these has failed."""
    failed = {(case.tab, case.line) for run in runs for case in run.failed}
    for tab, path, line in dict.fromkeys(_checking_cases(exercise)):
        if (presentable(tab), line) not in failed:
            told = text("no wrong solution fails this case, nor does any change of the reference")
            yield Fault(path, line, told)


def _checking_cases(exercise: Exercise) -> Iterator[tuple[str, str, int]]:
    """Tab, file and line of each case that checks something, of a suite or of unittest classes."""
    for tab in exercise.suite.tabs:
        cases = (case for context in tab.contexts for case in context.cases if case.has_checks)
        yield from ((tab.name, exercise.settings.tests, case.line) for case in cases)
    if exercise.unit_tests is not None:
        folder = exercise.settings.tests_folder
        yield from ((each.title, f"{folder}/{each.file}", test.line) for each, test in exercise.unit_tests.in_order)
