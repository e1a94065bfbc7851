"""The sample exercises are read without a warning, and their tests tell right from wrong."""

from functools import cache
from typing import Any

import pytest

from slipway.content.folder import ClassFolder, FolderUnit, class_files, read_class_folder
from slipway.content.kinds.exercise_parts import STARTER, files_of
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solutions import WrongSolution, solution_faults, wrong_solutions
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.suite import OracleCheck, Suite
from tests.content.exercises.sample_runs import graded
from tests.content.folders import EXERCISES


@cache
def exercises() -> ClassFolder:
    return read_class_folder(EXERCISES)


def units() -> list[FolderUnit]:
    return [unit for module in exercises().modules for unit in module.units]


def files(unit: FolderUnit) -> dict[str, bytes]:
    return {file.path: file.content for file in unit.files}


def settings(unit: FolderUnit) -> ExerciseSettings:
    assert unit.exercise is not None
    return unit.exercise


def suite(unit: FolderUnit) -> Suite:
    read = read_suite(files(unit)[settings(unit).tests]).suite
    assert read is not None
    return read


def units_with_suites() -> list[FolderUnit]:
    """Those that plain Python can try here; `tests/submissions` runs all of them in guests."""
    return [unit for unit in units() if not settings(unit).has_unit_tests]


def test_there_are_twelve_and_nothing_is_to_be_said_of_them() -> None:
    assert len(units()) == 12
    assert len(units_with_suites()) == 10
    assert list(exercises().warnings) == []
    assert exercises().ignored == ()


def test_they_are_written_as_they_stand() -> None:
    there = {str(path.relative_to(EXERCISES)): path.read_bytes() for path in EXERCISES.rglob("*") if path.is_file()}
    assert class_files(exercises()) == there


def some_units() -> list[Any]:
    """Each time one whose answers are printed and one whose answers are returned: each starts a Python a solution."""
    marks = {
        unit.slug: () if unit.slug in {"greeting", "word-tools"} else pytest.mark.long for unit in units_with_suites()
    }
    return [pytest.param(unit, id=unit.slug, marks=marks[unit.slug]) for unit in units_with_suites()]


@pytest.mark.parametrize("unit", some_units())
def test_the_reference_passes_and_wrong_solutions_stay_below_their_bounds(unit: FolderUnit) -> None:
    of_unit, given = files(unit), settings(unit)
    wrong = [each for each in wrong_solutions(of_unit) if isinstance(each, WrongSolution)]
    assert 2 <= len(wrong) <= 4
    paths = [f"reference/{given.file}", *(each.path for each in wrong)]
    runs = {path: graded(given, of_unit, of_unit[path]) for path in paths}
    assert [str(fault) for fault in solution_faults(given, wrong, runs)] == []
    assert all(runs[each.path].is_python is each.parses for each in wrong)


@pytest.mark.parametrize("unit", units_with_suites(), ids=lambda unit: unit.slug)
def test_what_students_begin_with_does_not_pass(unit: FolderUnit) -> None:
    of_unit, given = files(unit), settings(unit)
    run = graded(given, of_unit, files_of(STARTER, of_unit)[given.file])
    assert run.is_python
    assert run.failed
    assert run.score is not None
    assert run.score < 1


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.slug)
def test_every_guide_says_the_goal_and_what_to_look_out_for(unit: FolderUnit) -> None:
    assert unit.guide.startswith("**Your goal:** ")
    assert "\n## " in unit.guide
    assert 20 <= len(unit.guide.splitlines()) <= 70
    assert unit.points == int(unit.points)


def test_every_shape_is_among_them() -> None:
    cases = [
        case for unit in units_with_suites() for tab in suite(unit).tabs for each in tab.contexts for case in each.cases
    ]
    tabs = [tab for unit in units() for tab in settings(unit).tabs]
    checks = [check for case in cases for check in (case.stdout, case.value)]
    assert any((case.given.stdin or "").count("\n") > 1 for case in cases)
    assert any(case.given.arguments for case in cases)
    assert any(case.given.call and not case.given.call.is_expression for case in cases)
    assert any(case.exception and case.exception.name for case in cases)
    assert any(case.exit_code == 2 for case in cases)
    assert any(case.stderr for case in cases)
    assert sum(isinstance(check, OracleCheck) for check in checks) > 1
    assert {tab.show for tab in tabs} >= {"all", "verdict"}
    assert {tab.credit for tab in tabs} == {"all", "cases"}
    assert any(unit.due_at and unit.until_at and unit.due_at < unit.until_at for unit in units())
