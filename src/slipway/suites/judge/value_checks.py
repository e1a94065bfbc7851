"""The check of what an expression returned."""

from slipway.suites.judge.equality import is_too_large, types_agree, values_equal
from slipway.suites.judge.excerpts import excerpts_of
from slipway.suites.judge.result import Channel, CheckResult, Failure, Shown, Verdict
from slipway.suites.judge.value_sentences import difference_sentences, is_printed
from slipway.suites.judge.written import literal, written, written_both
from slipway.suites.observed import SeenCase
from slipway.suites.value import NOTHING, Value, ValueType
from slipway.words import Text, text


def check_value(expected: Value | None, seen: SeenCase, longest: int, *, ended_early: bool) -> CheckResult | None:
    """What came of an expression. `expected` is None where the suite says nothing, and only None will do.

    `ended_early`: its program ended in it, or an exception escaped. Where None is expected that is for other checks to
    say, and there is nothing to report here.
    """
    wanted = NOTHING if expected is None else expected
    got = seen.value
    if got is None:
        return None if ended_early and wanted.type is ValueType.NOTHING else no_value(wanted, longest)
    if is_too_large(got):
        return _large_value(wanted, got, longest)
    if values_equal(wanted, got):
        return (
            CheckResult(channel=Channel.VALUE, outcome=Verdict.PASSED, got=written(got, longest)) if expected else None
        )
    left, right = _shown_both(wanted, got, longest)
    return CheckResult(
        channel=Channel.VALUE,
        outcome=Verdict.FAILED,
        failure=Failure.WRONG_VALUE if types_agree(wanted.type, got.type) else Failure.WRONG_TYPE,
        expected=left,
        got=right,
        sentences=_sentences(wanted, got, seen.stdout.text),
    )


def no_value(expected: Value, longest: int) -> CheckResult:
    """The failed check where no value came."""
    return CheckResult(
        channel=Channel.VALUE,
        outcome=Verdict.FAILED,
        failure=Failure.NO_VALUE,
        expected=written(expected, longest),
        sentences=(text("Nothing was returned, because the call did not come to its end."),),
    )


def _large_value(expected: Value, got: Value, longest: int) -> CheckResult:
    return CheckResult(
        channel=Channel.VALUE,
        outcome=Verdict.FAILED,
        failure=Failure.LARGE_VALUE,
        expected=written(expected, longest),
        got=written(got, longest),
        sentences=(text("The value is too large to be compared: it is nested too deep, or has too many elements."),),
    )


def _sentences(expected: Value, got: Value, stdout: str) -> tuple[Text, ...]:
    if is_printed(expected, got, stdout):
        return (text("The value was printed, but it should be returned."),)
    return difference_sentences(expected, got)


def _shown_both(expected: Value, got: Value, longest: int) -> tuple[Shown, Shown]:
    """Texts of several lines as texts, and long ones, so that their lines can be compared."""
    if expected.type is got.type is ValueType.TEXT and isinstance(expected.data, str) and isinstance(got.data, str):
        both = (expected.data, got.data)
        if any(
            "\n" in data or len(literal(value)) > longest for data, value in zip(both, (expected, got), strict=True)
        ):
            return excerpts_of(*both, longest)
    return written_both(expected, got, longest)
