"""What a reference and wrong solutions must come to: decided from what their runs came to, as tables."""

from fractions import Fraction

import pytest

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solution_runs import solution_run
from slipway.content.kinds.solutions import (
    FailedCase,
    SolutionRun,
    WrongSolution,
    read_wrong_solution,
    solution_faults,
)
from slipway.suites.judge.judging import judge_suite
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.scoring import score
from slipway.suites.value import Value, ValueType
from slipway.words import text

SHAPES = ExerciseSettings(file="shapes.py")
RIGHT = SolutionRun(score=Fraction(1))


def failing(*tabs: str, points: Fraction | None) -> SolutionRun:
    cases = [FailedCase(tab=tab, line=4, told=text("area(0, 3): expected 0, got 3")) for tab in tabs]
    return SolutionRun(score=points, failed=cases)


@pytest.mark.parametrize(
    ("line", "reason", "below", "parses"),
    [
        ("# forgets the empty list", "forgets the empty list", Fraction(1), True),
        ("#forgets: and more", "forgets: and more", Fraction(1), True),
        ("# scores below 0.5: forgets", "forgets", Fraction(1, 2), True),
        ("# scores below 1: forgets", "forgets", Fraction(1), True),
        ("#  scores below  0.125 :  forgets", "forgets", Fraction(1, 8), True),
        ("# does not parse: no colon", "no colon", Fraction(1), False),
        ("\ufeff# forgets\r", "forgets", Fraction(1), True),
    ],
)
def test_the_first_line_says_what_is_wrong_and_how_much_it_may_score(
    line: str, reason: str, below: Fraction, parses: bool
) -> None:
    read = read_wrong_solution("wrong/x.py", f"{line}\nx = 1\n".encode())
    assert read == WrongSolution(path="wrong/x.py", reason=reason, below=below, parses=parses)


@pytest.mark.parametrize(
    "line",
    [
        *("", "x = 1", "#", "#  ", '"""forgets"""', "# scores below: x", "# scores below nan: x"),
        *("# scores below 1.01: x", "# scores below -1: x", "# scores below 0.5:", "# scores below 50%: x"),
        "# does not parse:",
    ],
)
def test_a_first_line_that_says_nothing_is_a_fault(line: str) -> None:
    read = read_wrong_solution("wrong/x.py", line.encode())
    assert isinstance(read, Fault)
    assert (read.path, read.line) == ("wrong/x.py", 1)


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (RIGHT, []),
        (SolutionRun(score=None), []),
        (
            failing("Examples", points=Fraction(0)),
            ["reference/shapes.py: must pass … 'Examples' (tests/tests.yaml:4): area(0, 3): expected 0, got 3"],
        ),
        (failing("A", "B", points=Fraction(1)), ["… 'A' …", "… 'B' …"]),  # tabs without a share too
        (
            SolutionRun(score=Fraction(0), is_python=False),
            ["reference/shapes.py: must pass every test, and is no Python where it runs"],
        ),
    ],
)
def test_the_reference_passes_everything(run: SolutionRun, told: list[str]) -> None:
    found = [str(fault) for fault in solution_faults(SHAPES, [], {"reference/shapes.py": run})]
    assert len(found) == len(told)
    assert all(part in fault for fault, line in zip(found, told, strict=True) for part in line.split("…"))


@pytest.mark.parametrize(
    ("below", "run", "told"),
    [
        ("1", failing("A", points=Fraction(99, 100)), None),
        ("1", failing("A", points=None), None),
        ("0.5", failing("A", points=Fraction(49, 100)), None),
        ("1", RIGHT, "passes every test, so that the tests are too weak to notice: adds"),
        ("0.5", RIGHT, "passes every test, so that the tests are too weak to notice: adds"),
        ("1", SolutionRun(score=None), "passes every test, so that the tests are too weak to notice: adds"),
        (
            "1",
            failing("A", "B", "A", points=Fraction(1)),
            "scores full points, because no tab with a share notices: adds (noticed in A, B)",
        ),
        ("0.5", failing("A", points=Fraction(1, 2)), "scores 0.5, and must score below 0.5: adds (noticed in A)"),
        ("0.5", failing("A", points=Fraction(4, 5)), "scores 0.8, and must score below 0.5: adds (noticed in A)"),
        ("0.6", failing("A", points=Fraction(2, 3)), "scores 0.666, and must score below 0.6: adds (noticed in A)"),
        ("1", SolutionRun(score=Fraction(0), is_python=False), None),
    ],
)
def test_a_wrong_solution_stays_below_its_bound(below: str, run: SolutionRun, told: str | None) -> None:
    solution = WrongSolution(path="wrong/adds.py", reason="adds", below=Fraction(below))
    runs = {"reference/shapes.py": RIGHT, "wrong/adds.py": run}
    found = [str(fault) for fault in solution_faults(SHAPES, [solution], runs)]
    assert found == ([f"wrong/adds.py: {told}"] if told else [])


SUITE = """\
- tab: "A"
  testcases:
    - expression: "area(2, 3)"
      return: 6
- tab: "B"
  testcases:
    - stdin: "2"
      stdout: "4"
"""


def seen(value: int, stdout: str) -> list[list[SeenContext]]:
    returned = SeenCase(value=Value(ValueType.INTEGER, value))
    printed = SeenCase(stdout=SeenText(text=stdout))
    return [[SeenContext(cases=(each,))] for each in (returned, printed)]


RAISED = SeenCase(exception=SeenException(name="TypeError", qualified="builtins.TypeError", message="no"))


@pytest.mark.parametrize(
    ("observed", "told"),
    [
        (seen(6, "4\n"), []),
        (seen(5, "4\n"), ["A:3: area(2, 3): expected 6, got 5"]),
        (seen(6, "5\n"), [r"B:7: with the input '2\n': expected '4\n', got '5\n'"]),
        ([[SeenContext(cases=(RAISED,))], seen(6, "4\n")[1]], ["A:3: area(2, 3): expected nothing, got TypeError: no"]),
        (
            [[SeenContext(cases=(), end=End.SYNTAX)]] * 2,
            [f"{place}: Not run because the program is not valid Python." for place in ("A:3", "B:7")],
        ),
    ],
)
def test_what_the_judge_says_is_told_by_case(observed: list[list[SeenContext]], told: list[str]) -> None:
    suite = read_suite(SUITE).suite
    assert suite is not None
    result = judge_suite(suite, observed)
    run = solution_run(result, score(result, []))
    assert [f"{case.tab}:{case.line}: {case.told.english}" for case in run.failed] == told
    assert run.score == 1 - Fraction(len(told), 2)
