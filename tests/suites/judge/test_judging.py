"""Observations belong to their context and case by place; what no honest guest says gains nothing."""

import json
import time

import pytest

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.result import (
    Channel,
    ContextResult,
    Excerpt,
    Failure,
    Verdict,
    WrittenException,
    WrittenValue,
)
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.suite import Case, CaseInput, Context, Suite, Tab, TextCheck
from slipway.suites.value import NOTHING, ValueType
from tests.suites.building import called, ended, integer, list_of, one_case, raised, seen, suite_of, unknown, words
from tests.suites.judge.test_equality import nested

PASSED, FAILED, NOT_RUN, UNGRADED = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_RUN, Verdict.UNGRADED
ECHOES = tuple(Case(line=n + 3, given=CaseInput(stdin=f"{n}\n"), stdout=TextCheck(text=str(n))) for n in range(3))
ECHOED = tuple(seen(f"{n}\n") for n in range(3))


def judged(sight: SeenContext, cases: tuple[Case, ...] = ECHOES) -> ContextResult:
    return judge_suite(suite_of(Context(cases=cases)), [[sight]]).tabs[0].contexts[0]


def outcomes(context: ContextResult) -> list[Verdict]:
    return [case.outcome for case in context.cases]


@pytest.mark.parametrize(
    ("sight", "expected", "end"),
    [
        (ended(*ECHOED), [PASSED] * 3, End.FINISHED),
        (ended(*ECHOED, seen("3\n")), [FAILED, NOT_RUN, NOT_RUN], End.CRASHED),
        (ended(*ECHOED[:2]), [PASSED, PASSED, FAILED], End.CRASHED),
        (ended(), [FAILED, NOT_RUN, NOT_RUN], End.CRASHED),
        (ended(*ECHOED[1:]), [FAILED] * 3, End.CRASHED),
        (ended(*ECHOED, end=End.TIME), [PASSED, PASSED, FAILED], End.TIME),
        (ended(*ECHOED[:1], end=End.TIME), [PASSED, FAILED, NOT_RUN], End.TIME),
        (ended(*ECHOED[:1], end=End.MEMORY), [PASSED, FAILED, NOT_RUN], End.MEMORY),
        (ended(*ECHOED[:1], end=End.CRASHED), [PASSED, FAILED, NOT_RUN], End.CRASHED),
        (ended(*ECHOED[:1], end=End.OUTPUT), [FAILED, NOT_RUN, NOT_RUN], End.OUTPUT),
        (ended(end=End.OUTPUT), [FAILED, NOT_RUN, NOT_RUN], End.OUTPUT),
        (ended(end=End.TIME), [FAILED, NOT_RUN, NOT_RUN], End.TIME),
        (SeenContext(cases=(), end=End.TIME), [NOT_RUN] * 3, End.TIME),
        (ended(*ECHOED[:2], end=End.EXIT), [PASSED, PASSED, NOT_RUN], End.EXIT),
        (ended(*ECHOED, end=End.EXIT), [PASSED] * 3, End.EXIT),
        (ended(*ECHOED, end=End.SYNTAX), [NOT_RUN] * 3, End.SYNTAX),
        (ended(*ECHOED, end=End.MISSING), [NOT_RUN] * 3, End.MISSING),
    ],
)
def test_ends(sight: SeenContext, expected: list[Verdict], end: End) -> None:
    context = judged(sight)
    assert outcomes(context) == expected
    assert context.end is end


@pytest.mark.parametrize("end", [end for end in End if end is not End.FINISHED])
def test_each_end_has_its_own_sentence_for_what_was_not_run(end: End) -> None:
    last = judged(ended(*ECHOED[:1], end=end)).cases[-1]
    assert (last.outcome, last.stopped) == (NOT_RUN, end)
    others = {
        judged(ended(*ECHOED[:1], end=other)).cases[-1].sentences for other in End if other not in {end, End.FINISHED}
    }
    [sentence] = last.sentences
    assert sentence.english.startswith("Not run because ")
    assert last.sentences not in others


@pytest.mark.parametrize("end", [End.TIME, End.MEMORY, End.OUTPUT, End.CRASHED])
def test_the_case_in_which_a_program_was_stopped_says_so(end: End) -> None:
    case = judged(ended(*ECHOED[:2], end=end)).cases[1 if end is End.OUTPUT else 2]
    assert (case.outcome, case.stopped) == (FAILED, end)
    assert "in this case" in case.sentences[0].english


def test_what_was_printed_before_it_was_too_much_is_shown_all_the_same() -> None:
    assert judged(ended(*ECHOED[:1], end=End.OUTPUT)).cases[0].checks[0].outcome is PASSED


def test_what_was_not_observed_is_ungraded_and_nothing_shifts() -> None:
    context = Context(cases=ECHOES)
    suite = Suite(tabs=(Tab(name="a", contexts=(context, context)), Tab(name="b", contexts=(context,))))
    result = judge_suite(suite, [[None, ended(*ECHOED)]])
    assert [outcomes(each) for tab in result.tabs for each in tab.contexts] == [
        [UNGRADED] * 3,
        [PASSED] * 3,
        [UNGRADED] * 3,
    ]
    assert result.tabs[0].contexts[0].end is None


@pytest.mark.parametrize("told", [[[], []], [[ended(*ECHOED), ended(*ECHOED)]]])
def test_more_observations_than_contexts_are_a_mistake_of_the_caller(told: list[list[SeenContext]]) -> None:
    with pytest.raises(ValueError, match="more observations than contexts"):
        judge_suite(suite_of(Context(cases=ECHOES)), told)


def test_a_program_that_is_no_python() -> None:
    fault = seen(exception=raised("SyntaxError", "invalid syntax"))
    context = Context(cases=ECHOES)
    suite = suite_of(context, context)
    whole = judge_suite(suite, [[ended(fault, end=End.SYNTAX), ended(end=End.SYNTAX)]])
    assert whole.nothing_ran is End.SYNTAX
    [check] = whole.tabs[0].contexts[0].cases[0].checks
    assert isinstance(check.got, WrittenException)
    assert check.got.name == "SyntaxError"
    assert check.got.trace[0].line == 2
    partly = judge_suite(suite, [[ended(end=End.SYNTAX), ended(*ECHOED)]])
    assert partly.nothing_ran is None
    assert judge_suite(suite, [[None, ended(end=End.SYNTAX)]]).nothing_ran is None
    assert judge_suite(suite, [[ended(end=End.SYNTAX), ended(end=End.MISSING)]]).nothing_ran is None


@pytest.mark.parametrize(
    ("sight", "has_passed"),
    [
        (ended(seen(), code=3, end=End.EXIT), True),
        (ended(seen(), code=3), True),
        (ended(seen(), code=None), False),
        (ended(seen(), code=10**5_000), False),
        (ended(seen(), code=3, end=End.TIME), False),
    ],
)
def test_exit_codes(sight: SeenContext, has_passed: bool) -> None:
    context = judged(sight, (Case(line=3, given=CaseInput(), exit_code=3),))
    assert outcomes(context) == [PASSED if has_passed else FAILED]
    assert context.cases[0].checks[0].channel is Channel.EXIT_CODE
    json.dumps(result_to_json(judge_suite(one_case(Case(line=3, given=CaseInput(), exit_code=3)), [[sight]])))


@pytest.mark.parametrize(
    ("sight", "failure"),
    [
        (seen("5\n", more=3), Failure.CUT_TEXT),
        (seen("", more=3), Failure.CUT_TEXT),
        (seen(""), Failure.WRONG_TEXT),
    ],
)
def test_a_text_whose_end_nobody_saw_equals_none(sight: SeenCase, failure: Failure) -> None:
    [check] = judged(ended(sight), (Case(line=3, given=CaseInput(), stdout=TextCheck(text="5")),)).cases[0].checks
    assert check.failure is failure
    if sight.stdout.more:
        assert check.sentences[0].english == "The program wrote 3 characters more than are compared."
        assert check.got == Excerpt(text=sight.stdout.text, more=3)


@pytest.mark.parametrize(
    ("value", "failure", "lines"),
    [
        (nested(10_000), Failure.LARGE_VALUE, ("…",)),
        (list_of(*[integer(1)] * 100_000), Failure.LARGE_VALUE, ("…",)),
        (integer(10**5_000), Failure.WRONG_VALUE, (hex(10**5_000)[:999] + "…",)),
        (words("1"), Failure.WRONG_TYPE, ("'1'",)),
        (words("\0\udc80"), Failure.WRONG_TYPE, ("'\\x00\\udc80'",)),
        (unknown("\0\udc80" + "x" * 5_000), Failure.WRONG_TYPE, ("\\x00\\udc80" + "x" * 989 + "…",)),
        (NOTHING, Failure.WRONG_TYPE, ("None",)),
        (None, Failure.NO_VALUE, None),
    ],
)
def test_values_that_are_hard_to_write(value: object, failure: Failure, lines: tuple[str, ...] | None) -> None:
    sight = SeenCase(value=value)  # type: ignore[arg-type]
    result = judge_suite(one_case(Case(line=3, given=called("f()"), value=integer(1))), [[ended(sight)]])
    [check] = result.tabs[0].cases[0].checks
    assert check.failure is failure
    assert check.expected == WrittenValue(type=ValueType.INTEGER, lines=("1",))
    assert (check.got.lines if isinstance(check.got, WrittenValue) else None) == lines
    json.dumps(result_to_json(result)).encode()


def test_a_suite_of_152_cases_and_2_megabytes_is_judged_quickly_and_kept_small() -> None:
    text = "".join(f"line {number}\n" for number in range(1_400))
    cases = tuple(
        Case(line=n, given=CaseInput(stdin=text), stdout=TextCheck(text=text + str(n))) for n in range(1, 153)
    )
    suite = suite_of(*(Context(cases=(case,)) for case in cases))
    sights = [ended(seen(text + "wrong\n")) for _ in cases]
    start = time.process_time()
    kept = json.dumps(result_to_json(judge_suite(suite, [sights])))
    assert time.process_time() - start < 2
    assert len(kept) < 4_000_000
