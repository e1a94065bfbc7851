"""A suite as large as the largest of the public ones, and of two megabytes, from handing in to the result."""

import time
from decimal import Decimal

import pytest

from tests.submissions.exercise import exercise_unit
from tests.submissions.test_grading import graded

pytestmark = [pytest.mark.sandbox, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
TABS, CONTEXTS, CASES = 3, 90, 152
PROGRAM = """\
import sys
def count(text):
    return len(text)
print(sys.stdin.read().count("a"))
"""


def suite_of_two_megabytes() -> str:
    """Each context runs the program with a long input; in most a call comes after it."""
    lines, calls = [], CASES - CONTEXTS
    for number in range(CONTEXTS):
        if number % (CONTEXTS // TABS) == 0:
            lines += [f"- tab: Part {number // (CONTEXTS // TABS)}", "  contexts:"]
        text = "ab" * 11_500
        lines += ["  - testcases:", f'    - {{stdin: "{text}", stdout: "11500"}}']
        if number < calls:
            lines.append(f'    - {{expression: "count(\\"{"x" * number}\\")", return: {number}}}')
    return "\n".join(["namespace: shapes", "tabs:", *lines, ""])


def test_it_is_graded_whole() -> None:
    suite = suite_of_two_megabytes()
    assert len(suite) > 2_000_000
    began = time.monotonic()
    made = graded(exercise_unit({"tests/tests.yaml": suite}, time_limit=120), PROGRAM)
    print(f"{len(suite):,} bytes, {CASES} cases: {time.monotonic() - began:.1f} s")
    assert (made.state, made.score) == ("graded", Decimal(1))
    assert made.result is not None
    tabs = made.result["result"]["tabs"]
    assert [len(tab["contexts"]) for tab in tabs] == [30, 30, 30]
    assert sum(len(context["cases"]) for tab in tabs for context in tab["contexts"]) == CASES
