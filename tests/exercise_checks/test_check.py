"""Checks of exercises in the real sandbox: what is a fault, what a hint, and that nothing bad is an exception."""

import sys
from dataclasses import replace

import pytest

from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.exercise_checks.check import check_exercise, with_time_for_changes
from slipway.exercise_checks.findings import CheckFinding, FindingKind, is_sound, of_kind
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.places import PYTHON_OF_PROGRAMS
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import SeenContext
from tests.exercise_checks.exercises import ADDS, SETTINGS, SOUND, as_bytes
from tests.submissions.exercise import HALF_RIGHT

pytestmark = pytest.mark.sandbox


class Unused:
    """A sandbox that nobody may need."""

    def run(self, work: GuestWork) -> tuple[SeenContext, ...]:
        raise AssertionError(work)


def told(findings: list[CheckFinding], kind: FindingKind) -> list[str]:
    return [str(fault) for fault in of_kind(findings, kind)]


def check(changed: dict[str, str], *, most_changes: int = 0) -> list[CheckFinding]:
    files = {path: content for path, content in {**SOUND, **changed}.items() if content}
    return check_exercise(SETTINGS, as_bytes(files), DenoSandbox(), most_changes=most_changes)


def test_a_sound_exercise_says_what_notices_each_mistake_and_what_nothing_notices() -> None:
    steps: list[tuple[int, ...]] = []
    files = as_bytes(SOUND)
    findings = check_exercise(SETTINGS, files, DenoSandbox(), most_changes=6, tell=lambda *step: steps.append(step))
    assert is_sound(findings)
    assert told(findings, FindingKind.NOTICED) == [
        "wrong/no-errors.py: noticed in Errors: forgets that sides are positive",
        "wrong/adds.py: noticed in Examples, Errors: adds",
    ]
    assert told(findings, FindingKind.WARNING) == [
        f"reference/shapes.py:2: no case notices when {change}; if that makes it wrong, a case is missing"
        for change in ("height < 0 becomes height <= 0",)
    ]
    assert told(findings, FindingKind.UNFAILED) == []
    assert steps[0] == (0, 3)
    assert steps[-1][0] == steps[-1][1] == len(steps) - 1 == 9


NOT_RAISED = "area(-1, 4): expected Exception: sides are positive, got nothing"
FAILS_ONE = "must pass every test, and fails one of the tab 'Errors' (tests/tests.yaml:13)"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"reference/shapes.py": HALF_RIGHT},
            f"reference/shapes.py: {FAILS_ONE}: {NOT_RAISED}",
        ),
        (
            {"wrong/right.py": f"# is right\n{SOUND['reference/shapes.py']}"},
            "wrong/right.py: passes every test, so that the tests are too weak to notice: is right",
        ),
        (
            {"wrong/no-errors.py": f"# scores below 0.4: forgets errors\n{HALF_RIGHT}"},
            "wrong/no-errors.py: scores 0.5, and must score below 0.4: forgets errors (noticed in Errors)",
        ),
    ],
)
def test_what_running_shows(changed: dict[str, str], fault: str) -> None:
    assert told(check(changed, most_changes=2), FindingKind.FAULT) == [fault]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"reference/shapes.py": ""}, "reference/shapes.py: is missing: a solution that passes every test"),
        ({"wrong/adds.py": "x = 1\n"}, "wrong/adds.py:1: must begin with a comment that says what is wrong with it,"),
        ({"tests/tests.yaml": ""}, "tests/tests.yaml: The suite tests/tests.yaml is missing."),
        ({"tests/tests.yaml": "- tab: A\n  testcases:\n  - stdin: [\n"}, "tests/tests.yaml: tests/tests.yaml:"),
    ],
)
def test_bad_files_are_told_and_nothing_is_run(changed: dict[str, str], fault: str) -> None:
    files = {path: content for path, content in {**SOUND, **changed}.items() if content}
    (only,) = told(check_exercise(SETTINGS, as_bytes(files), Unused()), FindingKind.FAULT)
    assert only.startswith(fault)


# Newer than the oldest Python that Slipway runs on: 3.12, 3.12, 3.14, 3.14.
NEWER = """type Length = int
def area(width: Length, height: Length) -> Length:
    words = {"no": "sides are positive"}
    try:
        if width < 0 or height < 0:
            raise ValueError(f"{words["no"]}")
    except TypeError, KeyError:
        pass
    t"{width}"
    return width * height
"""


def test_teachers_write_the_python_that_programs_are_run_by() -> None:
    changed = {
        "reference/shapes.py": NEWER,
        "starter/shapes.py": 't"{1}"\n',
        "wrong/adds.py": ADDS.replace("    return", '    t"{width}"\n    return'),
        "wrong/broken.py": "# does not parse: a bracket is missing\nprint(t'{1}'\n",
    }
    findings = check(changed, most_changes=3)
    assert is_sound(findings)
    assert told(findings, FindingKind.FAULT) == []
    newer = [each for each in told(findings, FindingKind.WARNING) if "no small changes" in each]
    assert len(newer) == (sys.version_info < PYTHON_OF_PROGRAMS)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"reference/shapes.py": "x = 1\ndef area(:"},
            "reference/shapes.py:2: is not valid Python 3.14: invalid syntax",
        ),
        ({"tests/near.py": "def within(:"}, "tests/near.py:1: is not valid Python 3.14: invalid syntax"),
        ({"wrong/adds.py": "# adds\ndef area(:"}, "wrong/adds.py:2: is not valid Python 3.14: invalid syntax"),
        (
            {"wrong/adds.py": "# does not parse: brackets are missing\ntry: ...\nexcept OSError, KeyError: ...\n"},
            "wrong/adds.py:1: is valid Python, though its first line says that it does not parse",
        ),
    ],
)
def test_what_is_no_python_where_it_runs_is_told_by_line(changed: dict[str, str], fault: str) -> None:
    assert told(check(changed), FindingKind.FAULT) == [fault]


def test_a_starter_that_is_no_python_is_a_hint() -> None:
    hints = told(check({"starter/shapes.py": "def area(:"}), FindingKind.WARNING)
    assert hints == ["starter/shapes.py:1: is not valid Python 3.14: invalid syntax"]


def test_what_is_no_text_is_told_too() -> None:
    files = {**as_bytes(SOUND), "reference/data.txt": b"\xff\0", "wrong/\xff.py": b"\xff"}
    assert not is_sound(check_exercise(SETTINGS, files, Unused()))


ASKS = """
- tab: Style
  testcases:
    - expression: area(2, 3)
      return: !oracle {value: 6, oracle: custom_check, file: style.py, name: judge}
    - expression: area(3, 3)
      return: 9
"""
BREAKS = """from evaluation_utils import EvaluationResult
def judge(context):
    if context.actual != context.expected:
        raise ValueError("nobody thought of that")
    return EvaluationResult(True)
"""


def test_a_function_of_the_tests_that_breaks_for_a_wrong_solution_is_a_fault() -> None:
    suite = {"tests/tests.yaml": f"namespace: shapes\ntabs:{ASKS}", "tests/style.py": BREAKS, "wrong/no-errors.py": ""}
    told_of_adds = "wrong/adds.py: could not be graded: a function of the tests gave no answer for it"
    assert told(check(suite), FindingKind.FAULT) == [told_of_adds]


def test_a_case_that_nothing_fails_is_told_quietly() -> None:
    lenient = SOUND["tests/tests.yaml"] + "      - {expression: 'area(2, 2)', return: 4}\n"
    findings = check({"tests/tests.yaml": lenient}, most_changes=1)
    assert is_sound(findings)
    unfailed = "tests/tests.yaml:15: no wrong solution fails this case, nor does any change of the reference"
    assert told(findings, FindingKind.UNFAILED) == [unfailed]


UNIT_TESTS = """import unittest
from shapes import area
class Examples(unittest.TestCase):
    def test_area(self):
        self.assertEqual(area(2, 3), 6)
    def test_there(self):
        self.assertTrue(callable(area))
"""


def test_a_unittest_that_nothing_fails_is_told_where_it_stands() -> None:
    files = as_bytes({"tests/test_shapes.py": UNIT_TESTS, "reference/shapes.py": HALF_RIGHT, "wrong/adds.py": ADDS})
    settings = replace(SETTINGS, tests="tests/test_*.py")
    findings = check_exercise(settings, files, DenoSandbox(), most_changes=1)
    assert is_sound(findings)
    unfailed = "tests/test_shapes.py:6: no wrong solution fails this case, nor does any change of the reference"
    assert told(findings, FindingKind.UNFAILED) == [unfailed]


@pytest.mark.parametrize(
    ("limit", "milliseconds", "seconds"), [(10, 0, 2), (10, 300, 2), (10, 1001, 6), (10, 3000, 10), (1, 0, 1)]
)
def test_changes_that_never_end_take_a_few_seconds_only(limit: int, milliseconds: int, seconds: int) -> None:
    assert with_time_for_changes(ExerciseSettings(time_limit=limit), milliseconds).time_limit == seconds
