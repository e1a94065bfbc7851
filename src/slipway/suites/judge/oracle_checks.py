"""A check by an oracle before the oracle is asked: it waits, or fails where there is nothing to ask about."""

from slipway.suites.judge.equality import holds_unknown, is_too_large
from slipway.suites.judge.excerpts import beginning
from slipway.suites.judge.result import Channel, CheckResult, Failure, Shown, Verdict
from slipway.suites.judge.text_checks import completed, unified
from slipway.suites.judge.text_sentences import cut_sentence
from slipway.suites.judge.written import written
from slipway.suites.observed import SeenCase
from slipway.suites.suite import OracleCheck, TextCheck
from slipway.suites.value import Value, ValueType
from slipway.words import Text, text


def check_by_oracle(
    channel: Channel, check: OracleCheck, seen: SeenCase, longest: int, *, was_stopped: bool
) -> CheckResult:
    """The check as it waits for its oracle. It fails at once where no value came, or none that can be handed over."""
    expected, actual = compared_by_oracle(channel, check, seen)
    failure, sentences = _hindrance(channel, seen, actual, was_stopped=was_stopped)
    return CheckResult(
        channel=channel,
        outcome=Verdict.WAITING if failure is None else Verdict.FAILED,
        failure=failure,
        expected=_shown(channel, expected, longest),
        got=None if actual is None else _shown(channel, actual, longest),
        sentences=sentences,
    )


def compared_by_oracle(channel: Channel, check: OracleCheck, seen: SeenCase) -> tuple[Value, Value | None]:
    """What the oracle gets as expected and as actual: texts end with their newline. No actual value: None."""
    if channel is Channel.VALUE:
        return check.expected, seen.value
    stream = seen.stdout if channel is Channel.STDOUT else seen.stderr
    expected = check.expected
    if isinstance(expected.data, str):
        expected = Value(ValueType.TEXT, completed(TextCheck(text=expected.data)))
    return expected, Value(ValueType.TEXT, unified(stream.text))


def _hindrance(
    channel: Channel, seen: SeenCase, actual: Value | None, *, was_stopped: bool
) -> tuple[Failure | None, tuple[Text, ...]]:
    more = {Channel.STDOUT: seen.stdout.more, Channel.STDERR: seen.stderr.more}.get(channel, 0)
    if was_stopped:
        return Failure.NOT_ASKED, ()
    if more > 0:
        return Failure.CUT_TEXT, (cut_sentence(more),)
    if actual is None:
        return Failure.NO_VALUE, (text("Nothing was returned, because the call did not come to its end."),)
    if is_too_large(actual):
        return Failure.LARGE_VALUE, (text("The value is too large to be checked."),)
    if holds_unknown(actual):
        return Failure.NOT_ASKED, (text("An object was returned that no test can look at."),)
    return None, ()


def _shown(channel: Channel, value: Value, longest: int) -> Shown:
    if channel is not Channel.VALUE and isinstance(value.data, str):
        return beginning(value.data, longest)
    return written(value, longest)
