"""In the real sandbox too each sample exercise's reference passes, and each wrong solution stays below its bound."""

from typing import Any

import pytest

from slipway.content.folder import FolderUnit
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solution_runs import solution_run
from slipway.content.kinds.solutions import SolutionRun, WrongSolution, solution_faults, wrong_solutions
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.submissions.exercises import exercise_of
from slipway.submissions.running import grade_work
from tests.content.exercises.test_sample_exercises import files, settings, units

pytestmark = pytest.mark.sandbox


def run(given: ExerciseSettings, of_unit: dict[str, bytes], solution: bytes) -> SolutionRun:
    tests = {path: data for path, data in of_unit.items() if path.startswith("tests/")}
    graded = grade_work(exercise_of(given, tests), {given.file: solution.decode()}, DenoSandbox())
    return solution_run(graded.result, graded.score)


def each_unit() -> list[Any]:
    """Each time one with its oracle. `tests/content/exercises` runs suites in plain Python, and tests by unittest are
    graded in `test_unit_test_grading.py`.
    """
    always = {"largest"}
    marks = {unit.slug: () if unit.slug in always else pytest.mark.long for unit in units()}
    return [pytest.param(unit, id=unit.slug, marks=marks[unit.slug]) for unit in units()]


@pytest.mark.parametrize("unit", each_unit())
def test_right_and_wrong_are_told_apart(unit: FolderUnit) -> None:
    of_unit, given = files(unit), settings(unit)
    wrong = [each for each in wrong_solutions(of_unit) if isinstance(each, WrongSolution)]
    paths = [f"reference/{given.file}", *(each.path for each in wrong)]
    runs = {path: run(given, of_unit, of_unit[path]) for path in paths}
    assert [str(fault) for fault in solution_faults(given, wrong, runs)] == []
