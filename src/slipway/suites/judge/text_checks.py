"""Checks of what was written to stdout and stderr."""

import math

from slipway.suites.judge.excerpts import beginning, excerpts_of
from slipway.suites.judge.result import Channel, CheckResult, Failure, Verdict
from slipway.suites.judge.text_sentences import cut_sentence, silence_sentence, text_sentences
from slipway.suites.observed import SeenText
from slipway.suites.suite import TextCheck, TextOptions


def check_text(channel: Channel, check: TextCheck | None, seen: SeenText, longest: int) -> CheckResult | None:
    """What a stream was, held against a text, or against silence where there is no check.

    `longest` is how many characters of a text are kept. None where silence was expected and kept: nothing to report.
    """
    got = unified(seen.text)
    if check is None:
        return _check_silence(channel, got, seen.more, longest)
    expected = completed(check)
    if seen.more <= 0 and texts_equal(expected, got, check.options):
        return CheckResult(channel=channel, outcome=Verdict.PASSED, got=beginning(got, longest))
    left, right = excerpts_of(expected, got, longest, seen.more)
    return CheckResult(
        channel=channel,
        outcome=Verdict.FAILED,
        failure=Failure.CUT_TEXT if seen.more > 0 else Failure.WRONG_TEXT,
        expected=left,
        got=right,
        sentences=(cut_sentence(seen.more),) if seen.more > 0 else text_sentences(expected, got, check.options),
    )


def completed(check: TextCheck) -> str:
    """The expected text with the newline that `adds_newline` gives it."""
    lacks_newline = check.options.adds_newline and check.text and not check.text.endswith("\n")
    return check.text + "\n" if lacks_newline else check.text


def unified(written: str) -> str:
    """What a program wrote, as Python's own text files read it: each `\\r\\n` and each lone `\\r` is a line break.

    Expected texts are taken as they are.
    """
    return written.replace("\r\n", "\n").replace("\r", "\n")


def texts_equal(expected: str, got: str, options: TextOptions) -> bool:
    """Whether a whole text is the expected one. With `as_number`, one number is compared as such, and nan never is."""
    if options.ignores_space_at_end:
        expected, got = expected.rstrip(), got.rstrip()
    if options.ignores_case:
        expected, got = expected.lower(), got.lower()
    left, right = (_number(expected), _number(got)) if options.as_number else (None, None)
    if left is None or right is None:
        return expected == got
    if options.rounds_to is not None:
        left, right = round(left, options.rounds_to), round(right, options.rounds_to)
    return math.isclose(left, right, rel_tol=1e-9)


def _number(whole: str) -> float | None:
    try:
        return float(whole.strip())
    except ValueError:
        return None


def _check_silence(channel: Channel, got: str, more: int, longest: int) -> CheckResult | None:
    if not got and more <= 0:
        return None
    return CheckResult(
        channel=channel,
        outcome=Verdict.FAILED,
        failure=Failure.UNEXPECTED_TEXT,
        got=beginning(got, longest, more),
        sentences=(silence_sentence(channel),),
    )
