"""How a job's handler ends, and what becomes of the job then: a pure decision."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slipway.words import Text, text

Write = Callable[[], None]  # what a handler has to write; see JobEnd

LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Done:
    """The work is done."""

    write: Write | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """It did not work this time, and may at `at`: without it, after a pause that doubles with each attempt."""

    reason: Text
    at: datetime | None = None
    write: Write | None = None


@dataclass(frozen=True, slots=True)
class NeedsPerson:
    """Trying again would not help: somebody has to do what `reason` says. The job stops until it is asked for again."""

    reason: Text
    write: Write | None = None


# What a handler returns. `write` is run in one transaction with the end of the job, and only if the job is still this
# worker's: so what it writes is written once, however often the job was begun. It should do nothing but write.
JobEnd = Done | Again | NeedsPerson


@dataclass(frozen=True, slots=True)
class Tried:
    """What a decision needs to know of an attempt: its number from 1, and when and for how long the job was asked."""

    attempt: int
    asked_at: datetime
    gives_up_after: timedelta


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The columns of a job once an attempt is over."""

    next_at: datetime | None = None
    finished_at: datetime | None = None
    stopped_at: datetime | None = None
    problem: Text = field(default_factory=Text)


def aftermath(end: JobEnd, tried: Tried, *, now: datetime, chance: float) -> Aftermath:
    """What becomes of a job. `chance`, from 0 to 1, spreads those that failed together."""
    if isinstance(end, Done):
        return Aftermath(finished_at=now)
    if isinstance(end, NeedsPerson):
        return Aftermath(stopped_at=now, problem=end.reason)
    next_at = max(end.at or now + pause(tried.attempt, chance), now)
    if next_at <= tried.asked_at + tried.gives_up_after:
        return Aftermath(next_at=next_at, problem=end.reason)
    return Aftermath(stopped_at=now, problem=text("%(reason)s Slipway has stopped trying.", reason=end.reason))


def pause(attempt: int, chance: float) -> timedelta:
    """How long to wait after that attempt failed: 2 seconds after the first, twice as long after each further one, an
    hour at most; of that, between half and all.
    """
    whole = min(timedelta(seconds=2.0 ** min(attempt, 20)), LONGEST_PAUSE)
    return whole * (0.5 + chance / 2)
