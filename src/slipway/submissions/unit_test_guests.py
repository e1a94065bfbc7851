"""Running a teacher's own unittest classes: they in one guest, the student's program in another."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slipway.content.kinds.exercise_unit_tests import program_modules
from slipway.sandbox.sandbox import GuestWork, Sandbox
from slipway.submissions.exercises import Exercise
from slipway.suites.judge.result import SuiteResult
from slipway.suites.observed import End, SeenContext
from slipway.suites.suite import Call, CaseInput
from slipway.suites.unit_tests.classes import UnitTest, UnitTestClass, UnitTestProblem, UnitTests
from slipway.suites.unit_tests.judge_tests import SeenTest, UnitTestOutcome, judge_unit_tests
from slipway.suites.value import plain_data

_PROGRAM = "from slipway_tests import run_test\n"  # a module of every guest's
_NAMESPACE = "slipway_unit_tests"  # no name of a student's file: tests find those by the way to the other guest
_Group = list[tuple[UnitTestClass, UnitTest]]


def run_unit_tests(exercise: Exercise, tests: UnitTests, files: Mapping[str, str], sandbox: Sandbox) -> SuiteResult:
    """What becomes of work under these tests: each test finds both guests fresh. Raises SandboxFailed."""
    settings, limits = exercise.settings, {tab.tab: tab.time_limit for tab in exercise.settings.tabs}
    left = float(settings.time_limit)
    seen: list[SeenContext] = []
    for group in _together(tests, limits):
        limit = limits.get(group[0][0].title)
        found = sandbox.run(_work(exercise, group, files, min(limit or left, left)))
        left = max(left - sum(context.milliseconds for context in found) / 1000, 0)
        seen += found
    return judge_unit_tests(tests, list(map(_seen_test, seen)))


def _together(tests: UnitTests, limits: Mapping[str, int | None]) -> list[_Group]:
    """Tests that share their time: all of them, unless a class has a time of its own."""
    if not any(limits.get(each.title) for each in tests.classes):
        return [list(tests.in_order)]
    return [[(each, test) for test in each.tests] for each in tests.classes]


def _work(exercise: Exercise, group: _Group, files: Mapping[str, str], seconds: float) -> GuestWork:
    main = exercise.settings.file
    others = {path: content.encode() for path, content in files.items() if path != main}
    modules = program_modules(exercise.settings, files)
    return GuestWork(
        program=_PROGRAM,
        namespace=_NAMESPACE,
        files={**exercise.files, **exercise.oracles},
        contexts=tuple((_question(each, test, modules),) for each, test in group),
        seconds=seconds,
        reaches=GuestWork(
            program=files.get(main),
            namespace=exercise.settings.module,
            files={**others, **exercise.files},
            contexts=(),
        ),
    )


def _question(each: UnitTestClass, test: UnitTest, modules: Sequence[str]) -> CaseInput:
    code = f"submission.run_test({each.file!r}, {each.name!r}, {test.name!r}, {list(modules)!r})"
    return CaseInput(call=Call(code=code, shown=code, is_expression=True))


def _seen_test(seen: SeenContext) -> SeenTest:
    """What the tests' guest said. What is not of the right form is from tests that broke: it has no outcome."""
    case = seen.cases[0] if seen.cases else None
    without = SeenTest(end=seen.end, milliseconds=seen.milliseconds)
    if seen.end is End.SYNTAX:
        return replace(without, fault=case.exception if case else None)
    said = plain_data(case.value) if case and case.value and seen.end is End.FINISHED else None
    if not isinstance(said, dict):
        return without
    try:
        problems = tuple(map(_problem, said["problems"]))
        return replace(without, outcome=UnitTestOutcome(said["outcome"]), problems=problems, reason=str(said["reason"]))
    except (KeyError, TypeError, ValueError):
        return without


def _problem(said: Any) -> UnitTestProblem:
    return UnitTestProblem(
        where=str(said["where"]),
        is_assertion=said["is_assertion"] is True,
        name=str(said["name"]),
        qualified=str(said["qualified"]),
        message=str(said["message"]),
        trace=tuple((int(line), str(code)) for line, code in said["trace"]),
    )
