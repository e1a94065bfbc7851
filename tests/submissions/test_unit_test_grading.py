"""Submissions under a teacher's own unittest classes are graded by a real worker's handler, in two real guests."""

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.content.models import Unit
from slipway.submissions.models import Submission
from slipway.submissions.results import result_for_student
from slipway.suites.scoring import Credit
from slipway.suites.shown import Show
from tests.submissions.exercise import NO_PYTHON, exercise_unit
from tests.submissions.test_grading import graded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]

TESTS = '''
import unittest
from near import nearly
from shapes import area

class Examples(unittest.TestCase):
    def test_area(self):
        """Three by four"""
        self.assertEqual(area(3, 4), 12, "sides are multiplied")
    def test_zero(self):
        self.assertTrue(nearly(area(0, 4), 0))

class Errors(unittest.TestCase):
    def test_negative(self):
        with self.assertRaises(ValueError):
            area(-1, 4)
'''
NEAR = "def nearly(one, other):\n    return abs(one - other) < 0.001\n"
RIGHT = """import sides
def area(width, height):
    sides.check(width, height)
    return width * height
"""
SIDES = "def check(*sides):\n    if min(sides) < 0:\n        raise ValueError('sides are positive')\n"
TABS = (
    ExerciseTab(tab="Examples", share=3, credit=Credit.CASES),
    ExerciseTab(tab="Errors", share=1, show=Show.VERDICT),
)


def unit_with(tests: str = TESTS, file: str = "shapes.py") -> Unit:
    files = {"tests/test_shapes.py": tests, "tests/near.py": NEAR}
    return exercise_unit(files, tests="tests/test_shapes.py", file=file, tabs=TABS, time_limit=60)


def shown(made: Submission) -> str:
    return json.dumps(result_for_student(made, now=timezone.now()))


def test_full_points_for_work_of_several_files() -> None:
    made = graded(unit_with(), {"shapes.py": RIGHT, "sides.py": SIDES})
    assert (made.state, made.score, made.uses_attempt) == ("graded", Decimal(1), True)


def test_tests_find_a_program_that_is_called_as_ours_are() -> None:
    """`submission.py` is also what an exercise calls it that says nothing."""
    tests = TESTS.replace("shapes", "submission")
    made = graded(unit_with(tests, "submission.py"), {"submission.py": RIGHT, "sides.py": SIDES})
    assert made.score == Decimal(1)


def test_a_part_of_the_points_and_what_the_student_is_told() -> None:
    made = graded(unit_with(), {"shapes.py": "def area(width, height):\n    return width + height if width else 0\n"})
    assert (made.state, made.score) == ("graded", Decimal("0.375"))
    assert "7 != 12 : sides are multiplied" in shown(made)
    assert "Three by four" in shown(made)
    assert "negative" not in shown(made)  # the tab shows verdicts only
    assert "ValueError" not in shown(made)
    assert "negative" in json.dumps(made.result)


def test_a_syntax_error_costs_no_attempt() -> None:
    made = graded(unit_with(), {"shapes.py": NO_PYTHON})
    assert (made.state, made.score, made.uses_attempt) == ("graded", Decimal(0), False)
    assert "SyntaxError" in shown(made)


@pytest.mark.parametrize("tests", ["import unittest\n", "def (:\n"])
def test_broken_tests_cost_nothing(tests: str) -> None:
    made = graded(unit_with(tests), {"shapes.py": RIGHT})
    assert (made.state, made.score, made.costs_attempt) == ("failed", None, False)


def test_a_class_may_have_less_time() -> None:
    tabs = (ExerciseTab(tab="Examples", time_limit=3), ExerciseTab(tab="Errors"))
    files = {"tests/test_shapes.py": TESTS, "tests/near.py": NEAR}
    unit = exercise_unit(files, tests="tests/test_shapes.py", tabs=tabs, time_limit=60)
    loops = "def area(width, height):\n    while width > 0: pass\n    raise ValueError\n"
    made = graded(unit, {"shapes.py": loops})
    assert made.score == Decimal("0.5")
    assert made.result
    spent = [context["milliseconds"] for context in made.result["result"]["tabs"][0]["contexts"]]
    assert 1_400 < sum(spent) < 5_000  # half of its time for the loop, then new guests, in which it raises at once
