"""Checks by oracles: what is asked, and what an answer means."""

import pytest

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.oracles import CheckPlace, OracleAnswer, oracle_answer, oracle_questions, with_answers
from slipway.suites.judge.result import CaseResult, Channel, CheckResult, Excerpt, Failure, SuiteResult, Verdict
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.scoring import score
from slipway.suites.suite import Case, CaseInput, Context, OracleCheck, TextCheck
from tests.suites.building import called, ended, integer, list_of, one_case, raised, seen, suite_of, unknown, words
from tests.suites.judge.test_equality import nested

NEAR = OracleCheck(file="near.py", function="within", expected=integer(3), arguments=(integer(1),))
SAYS = OracleCheck(file="says.py", function="evaluate", expected=words("hi"))
VALUE_CASE = Case(line=3, given=called("f()"), value=NEAR)
PLACE = CheckPlace(0, 0, 0, Channel.VALUE)


def judged(case: Case, sight: SeenContext) -> SuiteResult:
    return judge_suite(one_case(case), [[sight]])


def only_case(result: SuiteResult) -> CaseResult:
    return result.tabs[0].cases[0]


def only_check(result: SuiteResult) -> CheckResult:
    [check] = only_case(result).checks
    return check


def test_a_value_is_asked_about() -> None:
    told = [[ended(seen(value=integer(4)))]]
    result = judge_suite(one_case(VALUE_CASE), told)
    assert only_case(result).outcome is Verdict.WAITING
    [question] = oracle_questions(one_case(VALUE_CASE), told, result)
    assert question.place == PLACE
    assert (question.file, question.function, question.arguments) == ("near.py", "within", (integer(1),))
    assert (question.expected, question.actual) == (integer(3), integer(4))


def test_texts_are_asked_about_with_their_newline_and_plain_line_breaks() -> None:
    case = Case(line=3, given=CaseInput(), stdout=SAYS, stderr=SAYS)
    told = [[ended(seen("Hi\r\n", ""))]]
    questions = oracle_questions(one_case(case), told, judge_suite(one_case(case), told))
    assert [each.place.channel for each in questions] == [Channel.STDOUT, Channel.STDERR]
    assert [(each.expected, each.actual) for each in questions] == [
        (words("hi\n"), words("Hi\n")),
        (words("hi\n"), words("")),
    ]


@pytest.mark.parametrize(
    ("case", "sight", "failure"),
    [
        (VALUE_CASE, ended(seen(exception=raised("ValueError"))), Failure.NO_VALUE),
        (VALUE_CASE, ended(seen()), Failure.NO_VALUE),
        (VALUE_CASE, ended(seen(value=unknown("<object>"))), Failure.NOT_ASKED),
        (VALUE_CASE, ended(seen(value=list_of(unknown("<object>")))), Failure.NOT_ASKED),
        (VALUE_CASE, ended(seen(value=nested(10_000))), Failure.LARGE_VALUE),
        (VALUE_CASE, ended(seen(value=integer(3)), end=End.OUTPUT), Failure.NOT_ASKED),
        (Case(line=3, given=CaseInput(), stdout=SAYS), ended(seen("hi", more=5)), Failure.CUT_TEXT),
    ],
)
def test_there_is_nothing_to_ask(case: Case, sight: SeenContext, failure: Failure) -> None:
    result = judged(case, sight)
    assert only_case(result).outcome is Verdict.FAILED
    assert failure in {check.failure for check in only_case(result).checks}
    assert oracle_questions(one_case(case), [[sight]], result) == ()
    assert with_answers(result, {PLACE: {"result": True}}) == result


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"result": True}, Verdict.PASSED),
        ({"result": False}, Verdict.FAILED),
        ({"result": True, "more": 5}, Verdict.PASSED),
        (None, Verdict.UNGRADED),
        (True, Verdict.UNGRADED),
        ("true", Verdict.UNGRADED),
        ([True], Verdict.UNGRADED),
        ({}, Verdict.UNGRADED),
        ({"result": None}, Verdict.UNGRADED),
        ({"result": 1}, Verdict.UNGRADED),
        ({"result": "yes"}, Verdict.UNGRADED),
        ({"result": True, "messages": "well done"}, Verdict.UNGRADED),
        ({"result": True, "messages": [5]}, Verdict.UNGRADED),
        ({"result": True, "messages": [{"format": "text"}]}, Verdict.UNGRADED),
        ({"result": True, "readable_actual": 5}, Verdict.UNGRADED),
    ],
)
def test_only_true_passes_and_only_false_fails(said: object, outcome: Verdict) -> None:
    result = with_answers(judged(VALUE_CASE, ended(seen(value=integer(4)))), {PLACE: said})
    assert only_case(result).outcome is only_check(result).outcome is outcome
    assert (score(result, ()) is None) == (outcome is Verdict.UNGRADED)


def test_an_answer_that_did_not_come_is_ungraded() -> None:
    result = with_answers(judged(VALUE_CASE, ended(seen(value=integer(4)))), {})
    assert only_case(result).outcome is Verdict.UNGRADED
    assert "not your program's fault" in only_check(result).sentences[0].english


def test_what_an_oracle_says_is_shown_in_its_words() -> None:
    said = {
        "result": False,
        "readable_expected": "about 3",
        "readable_actual": "\0 4",
        "messages": ["too far", {"description": "for staff", "permission": "staff"}, {"description": "by 1"}],
    }
    check = only_check(with_answers(judged(VALUE_CASE, ended(seen(value=integer(4)))), {PLACE: said}))
    assert check.failure is Failure.REFUSED_BY_ORACLE
    assert check.expected == Excerpt(text="about 3")
    assert check.got == Excerpt(text="\\x00 4")
    assert check.messages == ("too far", "by 1")


def test_an_oracle_can_flood_nobody() -> None:
    answer = oracle_answer({"result": True, "messages": ["x" * 10**6] * 1000})
    assert isinstance(answer, OracleAnswer)
    assert sum(len(message) for message in answer.messages) == 10_000
    said = {"result": False, "readable_actual": "y" * 10**6}
    check = only_check(with_answers(judged(VALUE_CASE, ended(seen(value=integer(4)))), {PLACE: said}))
    assert check.got == Excerpt(text="y" * 1_000, more=999_000)


def test_a_failed_check_beside_it_decides() -> None:
    case = Case(line=3, given=called("f()"), value=NEAR, stdout=TextCheck(text="a"))
    result = judged(case, ended(seen("b\n", value=integer(3))))
    assert only_case(result).outcome is Verdict.FAILED
    assert only_case(with_answers(result, {PLACE: {"result": True}})).outcome is Verdict.FAILED
    assert only_case(with_answers(result, {})).outcome is Verdict.FAILED


def test_answers_belong_to_their_place() -> None:
    context = Context(cases=(VALUE_CASE, VALUE_CASE))
    sights: list[SeenCase] = [seen(value=integer(4)), seen(value=integer(9))]
    suite, told = suite_of(context, context), [[ended(*sights), ended(*sights)]]
    result = judge_suite(suite, told)
    questions = oracle_questions(suite, told, result)
    assert [(each.place.context, each.place.case, each.actual.data) for each in questions] == [
        (0, 0, 4), (0, 1, 9), (1, 0, 4), (1, 1, 9),
    ]  # fmt: skip
    answers: dict[CheckPlace, object] = {each.place: {"result": each.actual == integer(4)} for each in questions}
    answers[CheckPlace(9, 9, 9, Channel.VALUE)] = {"result": True}
    outcomes = [case.outcome for case in with_answers(result, answers).tabs[0].cases]
    assert outcomes == [Verdict.PASSED, Verdict.FAILED] * 2
