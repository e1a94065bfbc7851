"""What became of tests, as results: kept, scored and shown as those of suites are."""

from fractions import Fraction

import pytest

from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.result import Channel, SuiteResult, Verdict, WrittenException
from slipway.suites.observed import End, SeenException
from slipway.suites.scoring import Credit, TabPoints, score
from slipway.suites.shown import Show, shown_result
from slipway.suites.unit_tests.classes import UnitTest, UnitTestClass, UnitTestProblem, UnitTests
from slipway.suites.unit_tests.judge_tests import SeenTest, UnitTestOutcome, judge_unit_tests

PASSED = SeenTest(outcome=UnitTestOutcome.PASSED, milliseconds=3)
FAILED = SeenTest(
    outcome=UnitTestOutcome.FAILED,
    problems=(
        UnitTestProblem(message="12 != 13 : three by four", where="(n=0)"),
        UnitTestProblem(
            message="oh\0no", is_assertion=False, name="TooSmall", qualified="shapes.TooSmall", trace=((3, "raise"),)
        ),
    ),
    milliseconds=3,
)


def groups(*sizes: int) -> UnitTests:
    made = [
        UnitTestClass(
            file="a.py",
            name=f"C{place}",
            line=1,
            title=f"Tab {place}",
            tests=tuple(UnitTest(name=f"test_{n}", line=n + 2, title=f"Case {n}") for n in range(size)),
        )
        for place, size in enumerate(sizes)
    ]
    return UnitTests(classes=tuple(made))


def judged(*seen: SeenTest) -> SuiteResult:
    return judge_unit_tests(groups(len(seen)), seen)


@pytest.mark.parametrize(
    ("seen", "outcome", "says"),
    [
        (PASSED, Verdict.PASSED, ""),
        (FAILED, Verdict.FAILED, ""),
        (
            SeenTest(outcome=UnitTestOutcome.SKIPPED, reason="no Circle"),
            Verdict.NOT_RUN,
            "The test was skipped: no Circle",
        ),
        (SeenTest(outcome=UnitTestOutcome.SKIPPED), Verdict.NOT_RUN, "The test was skipped."),
        (SeenTest(outcome=UnitTestOutcome.BROKEN, reason="line 3"), Verdict.UNGRADED, "could not be graded"),
        (SeenTest(), Verdict.UNGRADED, "could not be graded"),
        (SeenTest(end=End.TIME, milliseconds=9), Verdict.FAILED, "took too long"),
        (SeenTest(end=End.TIME), Verdict.NOT_RUN, "the time was used up before"),
        (SeenTest(end=End.MEMORY, milliseconds=9), Verdict.FAILED, "used up its memory"),
        (SeenTest(end=End.OUTPUT, milliseconds=9), Verdict.FAILED, "wrote too much"),
        (SeenTest(end=End.CRASHED), Verdict.FAILED, "stopped working"),
        (SeenTest(end=End.EXIT, milliseconds=9), Verdict.FAILED, "The program ended itself"),
        (SeenTest(end=End.SYNTAX), Verdict.NOT_RUN, "not valid Python"),
        (SeenTest(end=End.MISSING), Verdict.NOT_RUN, "no program was handed in"),
        (SeenTest(end=End.TIME, outcome=UnitTestOutcome.PASSED, milliseconds=9), Verdict.FAILED, "took too long"),
    ],
)
def test_what_a_test_comes_to(seen: SeenTest, outcome: Verdict, says: str) -> None:
    result = judged(seen)
    (case,) = result.tabs[0].cases
    assert (case.outcome, case.counts, case.line) == (outcome, True, 2)
    assert says in " ".join(each.english for each in case.sentences)
    assert result_from_json(result_to_json(result)) == result
    assert result.nothing_ran is (seen.end if seen.end in {End.SYNTAX, End.MISSING} else None)


def test_what_failed_is_told() -> None:
    (case,) = judged(FAILED).tabs[0].cases
    assertion, exception = case.checks
    assert (assertion.channel, assertion.messages) == (Channel.ASSERTION, ("(n=0): 12 != 13 : three by four",))
    assert exception.channel is Channel.EXCEPTION
    assert isinstance(exception.got, WrittenException)
    assert (exception.got.name, exception.got.message and exception.got.message.text) == ("TooSmall", "oh\\x00no")
    assert [(line.line, line.code) for line in exception.got.trace] == [(3, "raise")]


def test_what_python_says_of_a_program_that_is_none() -> None:
    fault = SeenException(name="SyntaxError", qualified="SyntaxError", message="invalid syntax", trace=((1, "def ("),))
    (case,) = judged(SeenTest(end=End.SYNTAX, fault=fault)).tabs[0].cases
    assert [check.channel for check in case.checks] == [Channel.EXCEPTION]


def test_points_and_what_is_shown_are_those_of_suites() -> None:
    result = judge_unit_tests(groups(2, 2), [PASSED, FAILED, PASSED, PASSED])
    rules = [TabPoints(tab="Tab 0", share=1, credit=Credit.CASES), TabPoints(tab="Tab 1", share=1)]
    made = score(result, rules)
    assert made
    assert made.earned == Fraction(3, 4)
    hidden = shown_result(result, {"Tab 0": Show.VERDICT, "Tab 1": Show.ALL}, is_after_due=False)
    assert [case.outcome for case in hidden.tabs[0].cases] == [Verdict.PASSED, Verdict.FAILED]
    assert not any(case.checks or case.given or case.line or case.sentences for case in hidden.tabs[0].cases)


def test_a_broken_test_gives_no_score() -> None:
    assert score(judged(PASSED, SeenTest(outcome=UnitTestOutcome.BROKEN)), []) is None


@pytest.mark.parametrize("seen", [[], [PASSED], [PASSED] * 3])
def test_there_is_one_observation_for_each(seen: list[SeenTest]) -> None:
    with pytest.raises(ValueError, match="zip"):
        judge_unit_tests(groups(2), seen)
