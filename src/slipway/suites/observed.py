"""What a program was seen to do. It comes out of a guest, so nothing of it is a verdict, and all of it may be a lie."""

from dataclasses import dataclass
from enum import StrEnum

from slipway.suites.value import Value


class End(StrEnum):
    """How a context ended."""

    FINISHED = "finished"
    EXIT = "exit"  # the program ended its process
    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"  # it wrote more than anybody reads
    CRASHED = "crashed"  # the interpreter is gone, or what it said made no sense
    SYNTAX = "syntax"  # the program is no Python; nothing ran
    MISSING = "missing"  # no program was handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenText:
    """What was written to stdout or stderr: its beginning, and how many characters more there were."""

    text: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenException:
    """An exception that escaped. `trace` are lines of the program, the innermost last: (line number, its text)."""

    name: str  # the class's own name
    qualified: str  # with its module
    message: str
    trace: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCase:
    """One case. `value` is None where none came: it has no expression, or that did not end."""

    stdout: SeenText = SeenText()  # frozen
    stderr: SeenText = SeenText()
    value: Value | None = None
    exception: SeenException | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContext:
    """One context: the cases that came to their end, in their order. Those after them were not run.

    A case in which the program ended itself, or wrote too much, is the last of them. One in which it was stopped by
    TIME, MEMORY or a crash is not among them: nobody is left to tell of it.
    """

    cases: tuple[SeenCase, ...]
    end: End = End.FINISHED
    exit_code: int | None = None  # where the program ended its process, or came to its end
    milliseconds: int = 0  # 0 where it was not even begun
