"""When something may be handed in, what lateness costs, and which submission counts. Decisions over plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from slipway.content.kinds.exercise_settings import CountsWhich

DAY = timedelta(days=1)
SCORE_STEP = Decimal("0.000001")  # scores are kept so exactly; points of them are rounded where they are shown


class HandIn(StrEnum):
    """Whether a student may hand in now."""

    OPEN = "open"
    LATE = "late"  # taken, after the due time
    CLOSED = "closed"  # after the last time
    USED_UP = "used-up"  # no attempt is left
    NOT_YET = "not-yet"  # before the unit is available


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """A unit's dates for one student, aware; None where there is none. `until` is the last moment, that included."""

    available: datetime | None = None
    due: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePenalty:
    """What is taken off a late submission: so many percent of the score for each begun day, at most `most` percent."""

    per_day: Decimal = Decimal(0)
    most: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A graded submission. `score` is from 0 to 1, without a penalty; `kept` what is left of it after one."""

    number: int  # of the student's in this unit, from 1
    score: Decimal
    kept: Decimal


def extended(dates: Dates, extension: Dates | None) -> Dates:
    """The dates of a student who was given other ones: each date of the extension stands for the unit's.

    A later due time moves the last moment along, so that nobody is given time that ends before it begins.
    """
    if extension is None:
        return dates
    due, until = extension.due or dates.due, extension.until or dates.until
    if due and until and until < due:
        until = due
    return Dates(available=extension.available or dates.available, due=due, until=until)


def hand_in(dates: Dates, at: datetime, *, used: int, allowed: int | None) -> HandIn:
    """Whether what was written `at` may be handed in, after `used` attempts of those `allowed` (None: no limit)."""
    if dates.available and at < dates.available:
        return HandIn.NOT_YET
    if dates.until and at > dates.until:
        return HandIn.CLOSED
    if allowed is not None and used >= allowed:
        return HandIn.USED_UP
    return HandIn.LATE if dates.due and at > dates.due else HandIn.OPEN


def penalty_share(penalty: LatePenalty, due: datetime | None, at: datetime) -> Fraction:
    """The share of the score that lateness takes, 0 to 1. A day that has begun counts whole."""
    if due is None or at <= due:
        return Fraction(0)
    days = -((due - at) // DAY)  # rounded up
    return min(Fraction(penalty.per_day) * days, Fraction(penalty.most), Fraction(100)) / 100


def kept_score(score: Decimal, share: Fraction) -> Decimal:
    """What is left of a score after a penalty, rounded as scores are."""
    exact = Fraction(score) * (1 - share)
    return (Decimal(exact.numerator) / exact.denominator).quantize(SCORE_STEP, ROUND_HALF_UP)


def counted(graded: Sequence[Scored], counts: CountsWhich) -> Scored | None:
    """The submission that counts; of equally good ones the first, for what came after changed nothing."""
    if not graded:
        return None
    if counts is CountsWhich.LATEST:
        return max(graded, key=lambda each: each.number)
    return max(graded, key=lambda each: (each.kept, -each.number))


def penalty_of_unit(of_class: LatePenalty, *, per_day: Decimal | None, most: Decimal | None) -> LatePenalty:
    """The penalty of a unit that says these of its own; None: as the class has it."""
    return LatePenalty(
        per_day=of_class.per_day if per_day is None else per_day, most=of_class.most if most is None else most
    )


def taken_time(
    *,
    received: datetime,
    written: datetime | None,
    takes_written: bool,
    opened: datetime | None = None,
    previous: datetime | None = None,
) -> datetime:
    """The time that counts for a submission: when it came, or, of one that was sealed without a connection, when it
    was written, where the teacher takes that.

    What a page says of that is a student's word, so it is held within what can be: not after it came, not before the
    unit was `opened` to students, and not before the time that counts for the student's submission before it.
    """
    if written is None or not takes_written or written > received:
        return received
    return min(max(written, opened or written, previous or written), received)
