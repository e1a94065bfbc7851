"""Checks by a function of the teacher's, which runs in a guest of its own: what to ask it, and what its answer means.

A check waits in the result until it is answered. Only true passes, only false fails. Anything else, and no answer at
all, means that it could not be graded: the student loses nothing by a fault of the teacher's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slipway.suites.judge.excerpts import beginning, short
from slipway.suites.judge.oracle_checks import compared_by_oracle
from slipway.suites.judge.outcomes import case_outcome
from slipway.suites.judge.result import CaseResult, Channel, CheckResult, Failure, Shown, SuiteResult, Verdict
from slipway.suites.judge.stopped import UNGRADED_SENTENCE
from slipway.suites.observed import SeenContext
from slipway.suites.suite import Case, OracleCheck, Suite
from slipway.suites.value import Value

_MOST_MESSAGES, _LONGEST = 10, 1_000


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """Where a check stands in its suite; tab, context and case are counted from 0."""

    tab: int
    context: int
    case: int
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleQuestion:
    """What to call: `function(context, *arguments)` of `file`, where `context` has `expected` and `actual`."""

    place: CheckPlace
    file: str
    function: str
    arguments: tuple[Value, ...]
    expected: Value
    actual: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleAnswer:
    """What an oracle said: its verdict, and in its own words what to show and to tell the student."""

    passed: bool
    expected: str | None = None
    actual: str | None = None
    messages: tuple[str, ...] = ()


def oracle_questions(
    suite: Suite, seen: Sequence[Sequence[SeenContext | None]], result: SuiteResult
) -> tuple[OracleQuestion, ...]:
    """What oracles must be asked before `result`, which `judge_suite` made of the other two, is whole."""
    return tuple(
        _question(place, suite.tabs[place.tab].contexts[place.context].cases[place.case], context)
        for place in _waiting(result)
        if (context := seen[place.tab][place.context]) is not None
    )


def with_answers(result: SuiteResult, answers: Mapping[CheckPlace, object]) -> SuiteResult:
    """The result with what the oracles' guests said (data as JSON has it), by the place of the check.

    Of `answers` only those are looked at for which a check waits.
    """
    tabs = []
    for number, tab in enumerate(result.tabs):
        contexts = []
        for place, context in enumerate(tab.contexts):
            cases = tuple(
                _answered(case, {channel: answers.get(CheckPlace(number, place, at, channel)) for channel in Channel})
                for at, case in enumerate(context.cases)
            )
            contexts.append(replace(context, cases=cases))
        tabs.append(replace(tab, contexts=tuple(contexts)))
    return replace(result, tabs=tuple(tabs))


def oracle_answer(said: object) -> OracleAnswer | None:
    """An oracle's answer: `{"result": bool, "readable_expected", "readable_actual", "messages"}`, the rest optional.

    A message is a text, or `{"description": text, "permission"}`; those that are not for students are left out. None
    for anything else, as for a `result` that is merely true in Python.
    """
    if not isinstance(said, Mapping) or not isinstance(passed := said.get("result"), bool):
        return None
    expected, actual, messages = said.get("readable_expected"), said.get("readable_actual"), said.get("messages", [])
    if not isinstance(expected, str | None) or not isinstance(actual, str | None):
        return None
    if not isinstance(messages, list) or not all(_is_message(message) for message in messages):
        return None
    own_words = tuple(short(each, _LONGEST) for message in messages[:_MOST_MESSAGES] for each in _for_students(message))
    return OracleAnswer(passed=passed, expected=expected, actual=actual, messages=own_words)


def _is_message(said: object) -> bool:
    return isinstance(said, str) or (isinstance(said, Mapping) and isinstance(said.get("description"), str))


def _for_students(message: object) -> Iterator[str]:
    if isinstance(message, str):
        yield message
    elif isinstance(message, Mapping) and message.get("permission") in {None, "student"}:
        yield str(message["description"])


def _waiting(result: SuiteResult) -> Iterator[CheckPlace]:
    for tab_number, tab in enumerate(result.tabs):
        for context_number, context in enumerate(tab.contexts):
            for case_number, case in enumerate(context.cases):
                for check in case.checks:
                    if check.outcome is Verdict.WAITING:
                        yield CheckPlace(tab_number, context_number, case_number, check.channel)


def _question(place: CheckPlace, case: Case, context: SeenContext) -> OracleQuestion:
    checks = {Channel.STDOUT: case.stdout, Channel.STDERR: case.stderr, Channel.VALUE: case.value}
    check = checks[place.channel]
    assert isinstance(check, OracleCheck)
    expected, actual = compared_by_oracle(place.channel, check, context.cases[place.case])
    assert actual is not None
    return OracleQuestion(
        place=place,
        file=check.file,
        function=check.function,
        arguments=check.arguments,
        expected=expected,
        actual=actual,
    )


def _answered(case: CaseResult, said: Mapping[Channel, object]) -> CaseResult:
    if not any(check.outcome is Verdict.WAITING for check in case.checks):
        return case
    checks = tuple(
        _told(check, oracle_answer(said[check.channel])) if check.outcome is Verdict.WAITING else check
        for check in case.checks
    )
    return replace(case, checks=checks, outcome=case_outcome(checks, case.stopped))


def _told(check: CheckResult, answer: OracleAnswer | None) -> CheckResult:
    if answer is None:
        return replace(check, outcome=Verdict.UNGRADED, sentences=(UNGRADED_SENTENCE,))
    got = _in_its_words(answer.actual, check.got)
    if answer.passed:
        return replace(check, outcome=Verdict.PASSED, expected=None, got=got, messages=answer.messages)
    return replace(
        check,
        outcome=Verdict.FAILED,
        failure=Failure.REFUSED_BY_ORACLE,
        expected=_in_its_words(answer.expected, check.expected),
        got=got,
        messages=answer.messages,
    )


def _in_its_words(said: str | None, shown: Shown) -> Shown:
    return shown if said is None else beginning(said, _LONGEST)
