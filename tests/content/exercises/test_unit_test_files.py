"""Exercises that are tested by unittest classes are read with a sentence for every mistake, by file and line."""

import pytest

from slipway.content.folder import FolderRefused
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.exercise_suite import cases_of_tabs
from slipway.content.kinds.solution_runs import solution_run
from slipway.suites.unit_tests.classes import UnitTest, UnitTestClass, UnitTestProblem, UnitTests
from slipway.suites.unit_tests.judge_tests import SeenTest, UnitTestOutcome, judge_unit_tests
from tests.content.exercises.unit_files import SETTINGS, exercise_class

TESTS = b'''import unittest

from shapes import area


class Examples(unittest.TestCase):
    def test_area(self):
        self.assertEqual(area(2, 3), 6)


class More(unittest.TestCase):
    """Hidden

    A docstring's first line is the tab's name."""

    def test_zero(self):
        self.assertEqual(area(0, 3), 0)
'''
UNIT = SETTINGS.replace("tests/tests.yaml", "tests/test_shapes.py").encode()
FILES: dict[str, bytes | None] = {
    "unit.toml": UNIT,
    "tests/tests.yaml": None,
    "tests/near.py": None,
    "tests/test_shapes.py": TESTS,
}
MANY = UNIT.replace(b"test_shapes.py", b"test_*.py")


def told(**changed: bytes | None) -> list[str]:
    """What is refused, or else the warnings."""
    try:
        return [str(warning) for warning in exercise_class(**{**FILES, **changed}).warnings]
    except FolderRefused as refused:
        return [str(fault) for fault in refused.faults]


def test_a_sound_one_has_nothing_to_be_said() -> None:
    assert told() == []
    examples, more = TESTS.split(b"\n\nclass More")
    second = b"import unittest\nimport shapes\n\nclass More" + more.replace(b"area(", b"shapes.area(")
    assert told(**{"unit.toml": MANY, "tests/test_shapes.py": examples, "tests/test_more.py": second}) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"unit.toml": UNIT.replace(b"test_shapes.py", b"test_shape.py")},
            "unit.toml:10: there is no 'tests/test_shape.py'; did you mean 'tests/test_shapes.py'?",
        ),
        (
            {"unit.toml": UNIT.replace(b"test_shapes.py", b"x_*.py")},
            "unit.toml:10: there is no 'tests/x_*.py'",
        ),
        (
            {"unit.toml": UNIT.replace(b"tests/test_shapes.py", b"tests/tests.txt")},
            "unit.toml:10: tests must be a YAML",
        ),
        (
            {"tests/test_shapes.py": TESTS.replace(b"(self):", b"(self)", 1)},
            "tests/test_shapes.py:7: is not valid Python",
        ),
        ({"tests/test_shapes.py": TESTS.replace(b"unittest.TestCase", b"Base")}, "there is no test here"),
        (
            {"tests/test_shapes.py": TESTS.replace(b"import unittest", b"import unittest, numpy")},
            "tests/test_shapes.py:1: imports 'numpy', which is not there: tests can import the standard library",
        ),
        (
            {"tests/test_shapes.py": TESTS.replace(b"from shapes", b"from shape")},
            "tests/test_shapes.py:3: imports 'shape', which is not there; did you mean 'shapes'?",
        ),
        (
            {"tests/test_shapes.py": TESTS.replace(b"from shapes import area", b"area = max")},
            "tests/test_shapes.py: never imports the module 'shapes', which students hand in",
        ),
        (
            {"tests/shapes.py": b"def area(a, b): return a * b\n"},
            "tests/shapes.py: has the name of what students hand in, and would be tested in its place",
        ),
        (
            {"tests/test_shapes.py": TESTS.replace(b'"""Hidden', b'"""Secret')},
            "unit.toml:22: the suite has no tab",
        ),
        (
            {"tests/test_shapes.py": TESTS.replace(b'"""Hidden', b'"""Examples')},
            "two classes of tests are called 'Examples'",
        ),
        (
            {"tests/test_shapes.py": TESTS + b"\ndef test_alone(): ...\n"},
            "test_alone is never run: it must be a method of a class of unittest.TestCase",
        ),
        ({"tests/broken.py": b"def (:\n"}, "tests/broken.py:1: is not valid Python"),
        (
            {"tests/newer.py": b'name = t"{1}"\n'},
            "newer can be written in the reference, not here)",
        ),
    ],
)
def test_what_is_wrong_is_told(change: dict[str, bytes | None], says: str) -> None:
    assert [each for each in told(**change) if says in each], told(**change)


def test_tests_may_import_more_that_students_hand_in() -> None:
    tests = TESTS.replace(b"import unittest", b"import unittest, sides")
    assert told(**{"tests/test_shapes.py": tests, "reference/sides.py": b"TWO = 2\n"}) == []
    settings = ExerciseSettings(file="shapes.py", tests="tests/test_shapes.py")
    assert cases_of_tabs(settings, {"tests/test_shapes.py": tests})  # as grading reads it, without the reference


def test_what_programs_find_in_their_folder_is_no_test() -> None:
    assert told(**{"tests/files/broken.py": b"def (:\n"}) == []


@pytest.mark.parametrize(
    ("tests", "named"),
    [
        ("tests/test_a.py", ["tests/test_a.py"]),
        ("tests/test_*.py", ["tests/test_a.py", "tests/test_b.py"]),
        ("tests/*.py", ["tests/other.py", "tests/test_a.py", "tests/test_b.py"]),
        ("tests/inner/*.py", ["tests/inner/test_c.py"]),
        ("tests/t[e]st_a.py", []),
        ("tests/test_?.py", []),
    ],
)
def test_which_files_are_named(tests: str, named: list[str]) -> None:
    paths = ["tests/test_b.py", "tests/test_a.py", "tests/other.py", "tests/inner/test_c.py", "reference/test_a.py"]
    assert ExerciseSettings(tests=tests).unit_test_files(paths) == named


def test_the_cases_of_each_tab_are_counted() -> None:
    settings = ExerciseSettings(file="shapes.py", tests="tests/test_shapes.py")
    assert cases_of_tabs(settings, {"tests/test_shapes.py": TESTS}) == {"Examples": 1, "Hidden": 1}
    assert cases_of_tabs(settings, {}) is None


def test_what_failed_is_told_in_the_words_of_the_tests() -> None:
    tests = UnitTests(
        classes=(
            UnitTestClass(
                file="a.py", name="A", line=1, title="Areas", tests=(UnitTest(name="t", line=7, title="Three by four"),)
            ),
        )
    )
    problems = (UnitTestProblem(message="7 != 12", where="(n=1)"), UnitTestProblem(message="8 != 12"))
    seen = SeenTest(outcome=UnitTestOutcome.FAILED, problems=problems)
    (failed,) = solution_run(judge_unit_tests(tests, [seen]), None).failed
    assert (failed.tab, failed.line) == ("Areas", 7)
    assert failed.told.english == "Three by four: (n=1): 7 != 12; 8 != 12"
