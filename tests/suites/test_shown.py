"""What students see of a result: verdicts leak nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.oracles import CheckPlace, with_answers
from slipway.suites.judge.result import Channel, SuiteResult, Verdict
from slipway.suites.observed import End, SeenContext
from slipway.suites.shown import Show, show_faults, shown_result, tab_shows
from slipway.suites.suite import Case, CaseInput, Context, Suite, Tab, TextCheck
from tests.often import at_most
from tests.suites.building import ended, seen
from tests.suites.strategies import SECRET_LETTERS, contexts, oracle_says, secret_numbers, secret_texts, sights


@settings(max_examples=at_most(100), deadline=None)
@given(
    found=st.lists(contexts(secret_texts, secret_numbers), min_size=1, max_size=2),
    told=st.lists(st.none() | sights(secret_texts, secret_numbers), max_size=2),
    said=oracle_says(secret_texts),
    is_answered=st.booleans(),
)
def test_verdicts_hold_no_text_and_no_number_of_case_expected_or_observed(
    found: list[Context], told: list[SeenContext | None], said: dict[Channel, object], is_answered: bool
) -> None:
    suite = Suite(tabs=(Tab(name="hidden", contexts=tuple(found)),))
    result = judge_suite(suite, [told[: len(found)]])
    if is_answered:
        result = with_answers(result, {CheckPlace(0, 0, 0, channel): answer for channel, answer in said.items()})
    for show in (Show.VERDICT, Show.AFTER_DUE):
        shown = shown_result(result, {"hidden": show}, is_after_due=False)
        kept = json.dumps(result_to_json(shown), ensure_ascii=False)
        assert not set(SECRET_LETTERS) & set(kept)
        assert "70707" not in kept
        assert not any(word in kept for word in ("time", "memory", "exception", "stdout", "wrong"))
    assert result_from_json(json.loads(json.dumps(result_to_json(result)))) == result


def result_of_two_tabs() -> SuiteResult:
    case = Case(line=3, given=CaseInput(stdin="1\n"), stdout=TextCheck(text="2"))
    suite = Suite(tabs=tuple(Tab(name=name, contexts=(Context(cases=(case, case)),)) for name in ("open", "hidden")))
    return judge_suite(suite, [[ended(seen("2\n"), seen("3\n"))], [ended(end=End.TIME, code=None)]])


@pytest.mark.parametrize(
    ("show", "is_after_due", "is_whole"),
    [
        (Show.ALL, False, True),
        (Show.VERDICT, False, False),
        (Show.VERDICT, True, False),
        (Show.AFTER_DUE, False, False),
        (Show.AFTER_DUE, True, True),
    ],
)
def test_modes(show: Show, is_after_due: bool, is_whole: bool) -> None:
    result = result_of_two_tabs()
    shows = tab_shows(["open", "hidden"], {"hidden": show})
    shown = shown_result(result, shows, is_after_due=is_after_due)
    assert shown.tabs[0] == result.tabs[0]
    assert (shown.tabs[1] == result.tabs[1]) is is_whole
    assert shown.tabs[1].verdicts_only is not is_whole


def test_a_verdict_says_passed_or_not_and_not_how_far_the_program_came() -> None:
    shown = shown_result(result_of_two_tabs(), {}, is_after_due=True)
    outcomes = [[case.outcome for case in tab.cases] for tab in shown.tabs]
    assert outcomes == [[Verdict.PASSED, Verdict.FAILED], [Verdict.FAILED, Verdict.FAILED]], "the last was not run"
    assert all(tab.verdicts_only for tab in shown.tabs), "tabs that the unit does not know show no more than verdicts"


def test_that_a_program_is_no_python_is_said_in_every_mode() -> None:
    case = Case(line=3, given=CaseInput())
    suite = Suite(tabs=(Tab(name="hidden", contexts=(Context(cases=(case,)),)),))
    result = judge_suite(suite, [[ended(end=End.SYNTAX, code=None)]])
    assert shown_result(result, {"hidden": Show.VERDICT}, is_after_due=False).nothing_ran is End.SYNTAX


def test_after_due_needs_a_due_time() -> None:
    shows = {"hidden": Show.AFTER_DUE}
    assert show_faults(["open", "hidden"], shows, has_due=True) == ()
    [fault] = show_faults(["open", "hidden"], shows, has_due=False)
    assert fault.english == 'the tab “hidden” has show = "after-due", which needs a due time; the unit has none'
