"""Checks of the exception that escaped, and of the exit code."""

from slipway.suites.judge.excerpts import beginning, bounded, excerpts_of, short
from slipway.suites.judge.result import Channel, CheckResult, Failure, TraceLine, Verdict, WrittenException
from slipway.suites.judge.text_checks import unified
from slipway.suites.observed import SeenException
from slipway.suites.suite import ExceptionCheck
from slipway.words import Text, text

_LONGEST_NAME, _LONGEST_CODE, _MOST_LINES = 200, 300, 30


def check_exception(check: ExceptionCheck | None, seen: SeenException | None, longest: int) -> CheckResult | None:
    """The exception that escaped, held against the expected one, or against none where there is no check.

    Message and name are equal exactly; a name may have its module before it. None where there is nothing to report.
    """
    if check is None and seen is None:
        return None
    if check is not None and seen is not None and exception_agrees(check, seen):
        return CheckResult(channel=Channel.EXCEPTION, outcome=Verdict.PASSED, got=written_exception(seen, longest))
    failure, sentence = _difference(check, seen)
    expected = None if check is None else _expected(check, longest)
    got = None if seen is None else written_exception(seen, longest)
    if check is not None and check.message is not None and seen is not None:
        left, right = excerpts_of(check.message, seen.message, longest)
        expected = WrittenException(name=check.name and short(check.name, _LONGEST_NAME), message=left)
        got = WrittenException(name=_name(seen), message=right, trace=_trace(seen))
    return CheckResult(
        channel=Channel.EXCEPTION,
        outcome=Verdict.FAILED,
        failure=failure,
        expected=expected,
        got=got,
        sentences=(sentence,),
    )


def exception_agrees(check: ExceptionCheck, seen: SeenException) -> bool:
    """Whether it is the expected exception. A subclass is another one."""
    message_agrees = check.message is None or check.message == seen.message
    return message_agrees and (check.name is None or check.name in {seen.name, seen.qualified})


def check_exit_code(expected: int | None, seen: int | None) -> CheckResult | None:
    """The exit code; `seen` is None where the program was stopped. None where the suite expects nothing."""
    if expected is None:
        return None
    if seen is not None and expected == seen:
        return CheckResult(channel=Channel.EXIT_CODE, outcome=Verdict.PASSED, got=bounded(seen))
    return CheckResult(
        channel=Channel.EXIT_CODE,
        outcome=Verdict.FAILED,
        failure=Failure.WRONG_EXIT_CODE,
        expected=bounded(expected),
        got=None if seen is None else bounded(seen),
        sentences=() if seen is not None else (text("The program has no exit code, because it was stopped."),),
    )


def written_exception(seen: SeenException, longest: int) -> WrittenException:
    """What was seen, cut; of a long trace the innermost lines."""
    return WrittenException(name=_name(seen), message=beginning(seen.message, longest), trace=_trace(seen))


def _name(seen: SeenException) -> str:
    return short(seen.name, _LONGEST_NAME)


def _trace(seen: SeenException) -> tuple[TraceLine, ...]:
    lines = seen.trace[-_MOST_LINES:]
    return tuple(TraceLine(line=bounded(line), code=short(unified(code), _LONGEST_CODE)) for line, code in lines)


def _expected(check: ExceptionCheck, longest: int) -> WrittenException:
    name = None if check.name is None else short(check.name, _LONGEST_NAME)
    return WrittenException(name=name, message=None if check.message is None else beginning(check.message, longest))


def _difference(check: ExceptionCheck | None, seen: SeenException | None) -> tuple[Failure, Text]:
    if seen is None:
        return Failure.NO_EXCEPTION, text("An exception should be raised here, but none was.")
    name = _name(seen)
    if check is None:
        return Failure.UNEXPECTED_EXCEPTION, text("%(name)s was raised, and the program did not catch it.", name=name)
    if check.name is not None and check.name not in {seen.name, seen.qualified}:
        full_name = short(seen.qualified, _LONGEST_NAME) if "." in check.name else name
        names = {"expected": short(check.name, _LONGEST_NAME), "got": full_name}
        return Failure.WRONG_EXCEPTION, text("%(expected)s should be raised, but %(got)s was.", **names)
    return Failure.WRONG_EXCEPTION, text("The message of the exception differs.")
