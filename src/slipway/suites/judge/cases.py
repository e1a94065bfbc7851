"""One case that was reached: all its checks, those that the suite writes down and those that it leaves unsaid."""

from dataclasses import dataclass

from slipway.suites.judge.exception_checks import check_exception, check_exit_code
from slipway.suites.judge.excerpts import beginning, short
from slipway.suites.judge.oracle_checks import check_by_oracle
from slipway.suites.judge.outcomes import case_outcome
from slipway.suites.judge.result import CaseResult, Channel, CheckResult, GivenInput
from slipway.suites.judge.stopped import STOPPED_IN_A_CASE, STOPPED_SENTENCES
from slipway.suites.judge.text_checks import check_text
from slipway.suites.judge.value_checks import check_value
from slipway.suites.observed import End, SeenCase
from slipway.suites.suite import Case, CaseInput, OracleCheck

_LONGEST_DESCRIPTION, _LONGEST_ARGUMENT, _MOST_ARGUMENTS = 1_000, 200, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How a case stood in its context. `end`: how the program ended, where it ended in this case.

    `exit_code` is None for a program that was stopped; `longest` is how many characters of a text are kept.
    """

    longest: int
    end: End | None = None
    exit_code: int | None = None

    @property
    def was_stopped(self) -> bool:
        """Whether the program was stopped in this case, which then fails."""
        return self.end in STOPPED_IN_A_CASE


def judge_case(case: Case, seen: SeenCase, reached: Reached) -> CaseResult:
    """The result of a case that was reached."""
    found = (
        _check_stream(Channel.STDOUT, case, seen, reached),
        _check_stream(Channel.STDERR, case, seen, reached),
        _check_value(case, seen, reached),
        check_exception(case.exception, seen.exception, reached.longest),
        check_exit_code(case.exit_code, reached.exit_code),
    )
    checks = tuple(check for check in found if check is not None)
    stopped = reached.end if reached.was_stopped else None
    return CaseResult(
        outcome=case_outcome(checks, stopped),
        counts=case.has_checks,
        given=given_input(case, reached.longest),
        line=case.line,
        checks=checks,
        stopped=stopped,
        sentences=() if stopped is None else (STOPPED_SENTENCES[stopped],),
    )


def given_input(case: Case, longest: int) -> GivenInput:
    """What a case gave, cut."""
    given: CaseInput = case.given
    return GivenInput(
        description=None if case.description is None else short(case.description, _LONGEST_DESCRIPTION),
        stdin=None if given.stdin is None else beginning(given.stdin, longest),
        arguments=tuple(short(argument, _LONGEST_ARGUMENT) for argument in given.arguments[:_MOST_ARGUMENTS]),
        call=None if given.call is None else beginning(given.call.shown, longest),
    )


def _check_stream(channel: Channel, case: Case, seen: SeenCase, reached: Reached) -> CheckResult | None:
    check, stream = (case.stdout, seen.stdout) if channel is Channel.STDOUT else (case.stderr, seen.stderr)
    if isinstance(check, OracleCheck):
        return check_by_oracle(channel, check, seen, reached.longest, was_stopped=reached.was_stopped)
    return check_text(channel, check, stream, reached.longest)


def _check_value(case: Case, seen: SeenCase, reached: Reached) -> CheckResult | None:
    is_expression = case.given.call is not None and case.given.call.is_expression
    if isinstance(case.value, OracleCheck):
        return check_by_oracle(Channel.VALUE, case.value, seen, reached.longest, was_stopped=reached.was_stopped)
    if not is_expression and case.value is None:
        return None
    ended_early = reached.end is not None or seen.exception is not None
    return check_value(case.value, seen, reached.longest, ended_early=ended_early)
