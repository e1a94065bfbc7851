"""What became of each test, as a result of the same form as that of other suites."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from slipway.suites.judge.exception_checks import written_exception
from slipway.suites.judge.excerpts import bounded, longest_text, presentable, short
from slipway.suites.judge.result import (
    CaseResult,
    Channel,
    CheckResult,
    ContextResult,
    Failure,
    GivenInput,
    SuiteResult,
    TabResult,
    Verdict,
)
from slipway.suites.judge.stopped import (
    NOT_RUN_SENTENCES,
    NOTHING_RAN,
    STOPPED_IN_A_CASE,
    STOPPED_SENTENCES,
    UNGRADED_SENTENCE,
)
from slipway.suites.observed import End, SeenException
from slipway.suites.unit_tests.classes import UnitTest, UnitTestProblem, UnitTests
from slipway.words import Text, text

_MOST_PROBLEMS = 20
_LONGEST_REASON = 1_000
_ENDED = text("The program ended itself in this test, so the test could not go on.")
_SKIPPED = text("The test was skipped: %(reason)s")
_BROKEN = text("The tests themselves cannot be run: %(reason)s")
_SILENTLY_SKIPPED = text("The test was skipped.")


class UnitTestOutcome(StrEnum):
    """What became of a test that came to its end."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    BROKEN = "broken"  # the tests themselves cannot be run


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTest:
    """One test. `outcome` is None where it did not come to its end, and `end` says why; `reason` is of a skipped one.

    `fault` is what Python says of a program that is none. `milliseconds` are 0 where the test was not even begun.
    """

    outcome: UnitTestOutcome | None = None
    problems: tuple[UnitTestProblem, ...] = ()
    reason: str = ""
    end: End = End.FINISHED
    fault: SeenException | None = None
    milliseconds: int = 0


def judge_unit_tests(tests: UnitTests, seen: Sequence[SeenTest]) -> SuiteResult:
    """The result. `seen` has one for each test, in their order; raises ValueError for more or fewer."""
    longest = longest_text(len(seen))
    pairs = list(zip(tests.in_order, seen, strict=True))
    tabs = tuple(
        TabResult(
            name=presentable(group.title),
            contexts=tuple(_context(test, one, longest) for (home, test), one in pairs if home is group),
        )
        for group in tests.classes
    )
    ends = {one.end for one in seen}
    nothing_ran = next(iter(ends)) if len(ends) == 1 and ends <= NOTHING_RAN else None
    return SuiteResult(tabs=tabs, nothing_ran=nothing_ran)


def _context(test: UnitTest, seen: SeenTest, longest: int) -> ContextResult:
    stopped, outcome, sentences = _became(seen)
    problems = seen.problems[:_MOST_PROBLEMS] if outcome is Verdict.FAILED else ()
    checks = tuple(_check(each, longest) for each in problems)
    if seen.fault is not None:
        checks = (_exception(seen.fault, longest),)
    case = CaseResult(
        outcome=outcome,
        counts=True,
        given=GivenInput(description=short(test.title, _LONGEST_REASON)),
        line=test.line,
        checks=checks,
        stopped=stopped,
        sentences=sentences,
    )
    return ContextResult(cases=(case,), end=seen.end, milliseconds=bounded(seen.milliseconds))


def _became(seen: SeenTest) -> tuple[End | None, Verdict, tuple[Text, ...]]:
    """By what it was stopped, what it comes to, and what is said of that."""
    if seen.end is End.EXIT:
        return None, Verdict.FAILED, (_ENDED,)
    if seen.end is End.FINISHED:
        return None, *_came_to(seen)
    if seen.end in STOPPED_IN_A_CASE and (seen.milliseconds or seen.end is not End.TIME):
        return seen.end, Verdict.FAILED, (STOPPED_SENTENCES[seen.end],)
    return seen.end, Verdict.NOT_RUN, (NOT_RUN_SENTENCES[seen.end],)


def _came_to(seen: SeenTest) -> tuple[Verdict, tuple[Text, ...]]:
    """What is said of a test that came to its end. One that was skipped has not passed."""
    reason = {"reason": short(seen.reason, _LONGEST_REASON)}
    match seen.outcome:
        case UnitTestOutcome.PASSED:
            return Verdict.PASSED, ()
        case UnitTestOutcome.FAILED:
            return Verdict.FAILED, ()
        case UnitTestOutcome.SKIPPED:
            return Verdict.NOT_RUN, (Text(_SKIPPED.pattern, reason) if seen.reason else _SILENTLY_SKIPPED,)
    return Verdict.UNGRADED, (UNGRADED_SENTENCE, *((Text(_BROKEN.pattern, reason),) if seen.reason else ()))


def _check(problem: UnitTestProblem, longest: int) -> CheckResult:
    where = (presentable(problem.where)[:_LONGEST_REASON],) if problem.where else ()
    if problem.is_assertion:
        return CheckResult(
            channel=Channel.ASSERTION,
            outcome=Verdict.FAILED,
            failure=Failure.FAILED_ASSERTION,
            messages=(*where, short(problem.message, longest)),
        )
    seen = SeenException(name=problem.name, qualified=problem.qualified, message=problem.message, trace=problem.trace)
    return _exception(seen, longest, where)


def _exception(seen: SeenException, longest: int, where: tuple[str, ...] = ()) -> CheckResult:
    return CheckResult(
        channel=Channel.EXCEPTION,
        outcome=Verdict.FAILED,
        failure=Failure.UNEXPECTED_EXCEPTION,
        got=written_exception(seen, longest),
        messages=where,
    )
