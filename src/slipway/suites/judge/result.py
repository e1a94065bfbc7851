"""The result of judging, as values. Every text in it may be the student's or the teacher's: it is data, never markup.

All of it is cut to a size that a page can show, and its texts hold nothing that a database refuses; `kept` keeps it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from slipway.suites.observed import End
from slipway.suites.value import ValueType
from slipway.words import Text


class Verdict(StrEnum):
    """What became of a check or a case."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not-run"  # a case that the program did not reach; it fails too
    WAITING = "waiting"  # an oracle must say
    UNGRADED = "ungraded"  # our own failure or the teacher's, never the student's: no score


class Failure(StrEnum):
    """Why a check failed."""

    WRONG_TEXT = "wrong-text"
    UNEXPECTED_TEXT = "unexpected-text"  # silence was expected
    CUT_TEXT = "cut-text"  # so much was written that its end was not seen
    WRONG_VALUE = "wrong-value"
    WRONG_TYPE = "wrong-type"  # of the value itself or of one in it
    NO_VALUE = "no-value"  # the expression did not come to its end
    LARGE_VALUE = "large-value"
    UNEXPECTED_EXCEPTION = "unexpected-exception"
    NO_EXCEPTION = "no-exception"
    WRONG_EXCEPTION = "wrong-exception"
    WRONG_EXIT_CODE = "wrong-exit-code"
    REFUSED_BY_ORACLE = "refused-by-oracle"
    FAILED_ASSERTION = "failed-assertion"  # of a teacher's own test
    NOT_ASKED = "not-asked"  # the program was stopped, or its value can't be given to an oracle


class Channel(StrEnum):
    """What a check looks at."""

    STDOUT = "stdout"
    STDERR = "stderr"
    VALUE = "value"
    EXCEPTION = "exception"
    EXIT_CODE = "exit-code"
    ASSERTION = "assertion"  # whatever a teacher's own test looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A text or a part of one: how many characters were left out before it and after it."""

    text: str
    before: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenValue:
    """A value as Python writes it: one element a line where it has elements, and how many were left out.

    Dicts have `key: value` on a line. The list [1] has the lines ("1",); `type` says which brackets it has.
    """

    type: ValueType
    lines: tuple[str, ...]
    before: int = 0
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """A line of the student's program that an exception passed, from 1."""

    line: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenException:
    """An exception, expected or seen. None: any name, any message. The innermost line of `trace` is the last."""

    name: str | None = None
    message: Excerpt | None = None
    trace: tuple[TraceLine, ...] = ()


Shown: TypeAlias = Excerpt | WrittenValue | WrittenException | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check. `expected` is None where it passed, and where nothing was expected (silence, no exception).

    `sentences` say what to see in a difference; `messages` are an oracle's own words, or those of a teacher's test.
    """

    channel: Channel
    outcome: Verdict
    failure: Failure | None = None
    expected: Shown = None
    got: Shown = None
    sentences: tuple[Text, ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenInput:
    """What a case gave: `call` as the teacher wrote it, else a run of the program.

    `is_unit_test`: it is a test of the teacher's own, and what that gave is not known.
    """

    description: str | None = None
    stdin: Excerpt | None = None
    arguments: tuple[str, ...] = ()
    call: Excerpt | None = None
    is_unit_test: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case: its own checks, and those that nobody wrote down and that failed.

    `counts`: whether it has a check of its own (`Case.has_checks`). `stopped` says how the program ended where that is
    why the case failed or was not run. `given` and `line` (in the suite) are None where they must not be shown.
    """

    outcome: Verdict
    counts: bool
    given: GivenInput | None = None
    line: int | None = None
    checks: tuple[CheckResult, ...] = ()
    stopped: End | None = None
    sentences: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextResult:
    """One context. `end` and `milliseconds` are None where nothing was seen of it, or where they must not be shown."""

    cases: tuple[CaseResult, ...]
    description: str | None = None
    end: End | None = None
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TabResult:
    """One tab. `verdicts_only`: all but the outcomes has been taken out of it (`slipway.suites.shown`)."""

    name: str
    contexts: tuple[ContextResult, ...]
    verdicts_only: bool = False

    @property
    def cases(self) -> tuple[CaseResult, ...]:
        """Its cases in the order of the suite."""
        return tuple(case for context in self.contexts for case in context.cases)

    @property
    def passed(self) -> int:
        """How many of its cases passed: of all, as students see them, with those that have no check of their own."""
        return sum(case.outcome is Verdict.PASSED for case in self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteResult:
    """A whole result. `nothing_ran` is SYNTAX or MISSING where every context says that nothing of the program ran."""

    tabs: tuple[TabResult, ...]
    nothing_ran: End | None = None
