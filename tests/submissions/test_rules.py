"""The tables of what may be handed in, what lateness costs, and what counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from slipway.content.kinds.exercise_settings import CountsWhich
from slipway.submissions.rules import (
    Dates,
    HandIn,
    LatePenalty,
    Scored,
    counted,
    extended,
    hand_in,
    kept_score,
    penalty_of_unit,
    penalty_share,
    taken_time,
)

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("available", "due", "until", "used", "allowed", "becomes"),
    [
        # hours from now                      attempts
        (None, None, None, 0, None, HandIn.OPEN),
        (None, None, None, 999, None, HandIn.OPEN),
        (None, 1, 2, 0, None, HandIn.OPEN),
        (None, 0, 2, 0, None, HandIn.OPEN),  # the due moment itself is in time
        (None, -1, 2, 0, None, HandIn.LATE),
        (None, -1, None, 0, None, HandIn.LATE),
        (None, -2, 0, 0, None, HandIn.LATE),  # the last moment itself too
        (None, -2, -1, 0, None, HandIn.CLOSED),
        (None, None, -1, 0, None, HandIn.CLOSED),
        (1, None, None, 0, None, HandIn.NOT_YET),
        (0, None, None, 0, None, HandIn.OPEN),
        (None, None, None, 2, 3, HandIn.OPEN),
        (None, None, None, 3, 3, HandIn.USED_UP),
        (None, None, None, 4, 3, HandIn.USED_UP),  # the teacher has taken some away since
        (None, -1, None, 2, 3, HandIn.LATE),
        (None, -1, None, 3, 3, HandIn.USED_UP),
        (None, None, -1, 3, 3, HandIn.CLOSED),  # no other attempt would help
    ],
)
def test_whether_work_may_be_handed_in(
    available: float | None, due: float | None, until: float | None, used: int, allowed: int | None, becomes: HandIn
) -> None:
    times = {"available": available, "due": due, "until": until}
    dates = Dates(**{name: None if hours is None else at(hours) for name, hours in times.items()})
    assert hand_in(dates, NOON, used=used, allowed=allowed) is becomes


@pytest.mark.parametrize(
    ("dates", "extension", "becomes"),
    [
        (Dates(due=at(1)), None, Dates(due=at(1))),
        (Dates(due=at(1), until=at(2)), Dates(due=at(5)), Dates(due=at(5), until=at(5))),
        (Dates(due=at(1), until=at(9)), Dates(due=at(5)), Dates(due=at(5), until=at(9))),
        (Dates(due=at(1), until=at(2)), Dates(until=at(8)), Dates(due=at(1), until=at(8))),
        (Dates(), Dates(due=at(5)), Dates(due=at(5))),
        (Dates(available=at(3), due=at(4)), Dates(available=at(0)), Dates(available=at(0), due=at(4))),
    ],
)
def test_an_extension(dates: Dates, extension: Dates | None, becomes: Dates) -> None:
    assert extended(dates, extension) == becomes


@pytest.mark.parametrize(
    ("hours_late", "per_day", "most", "taken"),
    [
        (-1, "10", "100", Fraction(0)),
        (0, "10", "100", Fraction(0)),
        (0.001, "10", "100", Fraction(1, 10)),
        (24, "10", "100", Fraction(1, 10)),
        (24.001, "10", "100", Fraction(2, 10)),
        (24 * 9, "10", "30", Fraction(3, 10)),
        (24 * 30, "10", "100", Fraction(1)),
        (24 * 30, "10", "250", Fraction(1)),  # never below nothing
        (5, "0", "100", Fraction(0)),
        (5, "2.5", "100", Fraction(25, 1000)),
    ],
)
def test_what_lateness_takes(hours_late: float, per_day: str, most: str, taken: Fraction) -> None:
    penalty = LatePenalty(per_day=Decimal(per_day), most=Decimal(most))
    assert penalty_share(penalty, NOON, at(hours_late)) == taken


def test_without_a_due_time_nothing_is_late() -> None:
    assert penalty_share(LatePenalty(per_day=Decimal(10)), None, at(1000)) == 0


@pytest.mark.parametrize(
    ("score", "taken", "left"),
    [
        ("1", Fraction(0), "1.000000"),
        ("1", Fraction(1, 10), "0.900000"),
        ("0.333333", Fraction(1, 2), "0.166667"),  # half goes up
        ("0.5", Fraction(1), "0.000000"),
    ],
)
def test_what_a_penalty_leaves(score: str, taken: Fraction, left: str) -> None:
    assert str(kept_score(Decimal(score), taken)) == left


def graded(*scores: str) -> list[Scored]:
    return [Scored(number=n + 1, score=Decimal(each), kept=Decimal(each)) for n, each in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "counts", "number"),
    [
        (["0.5", "0.9", "0.7"], CountsWhich.BEST, 2),
        (["0.5", "0.9", "0.7"], CountsWhich.LATEST, 3),
        (["0.9", "0.9"], CountsWhich.BEST, 1),
        (["0"], CountsWhich.BEST, 1),
        ([], CountsWhich.BEST, None),
        ([], CountsWhich.LATEST, None),
    ],
)
def test_which_submission_counts(scores: list[str], counts: CountsWhich, number: int | None) -> None:
    found = counted(graded(*scores), counts)
    assert (found and found.number) == number


def test_the_best_is_the_best_after_its_penalty() -> None:
    early = Scored(number=1, score=Decimal("0.8"), kept=Decimal("0.8"))
    late = Scored(number=2, score=Decimal(1), kept=Decimal("0.5"))
    assert counted([early, late], CountsWhich.BEST) is early


@pytest.mark.parametrize(
    ("written", "takes", "opened", "previous", "becomes"),
    [
        # hours before or after it came
        (None, True, None, None, 0),
        (-3, True, None, None, -3),
        (-3, False, None, None, 0),
        (2, True, None, None, 0),  # in the future
        (-3, True, -2, None, -2),  # before the unit was open
        (-3, True, -5, None, -3),
        (-3, True, None, -1, -1),  # before what had come already
        (-3, True, None, -4, -3),
        (-3, True, -2, -1, -1),
        (-3, True, 1, None, 0),  # the unit was closed again since: never later than it came
        (None, True, -2, -1, 0),
        (-3, False, -2, -1, 0),
    ],
)
def test_the_time_of_work_that_was_sealed_without_a_connection(
    written: float | None, takes: bool, opened: float | None, previous: float | None, becomes: float
) -> None:
    times = [None if hours is None else at(hours) for hours in (written, opened, previous)]
    found = taken_time(received=NOON, written=times[0], takes_written=takes, opened=times[1], previous=times[2])
    assert found == at(becomes)


@pytest.mark.parametrize(
    ("per_day", "most", "becomes"),
    [
        (None, None, ("10", "50")),
        ("0", None, ("0", "50")),
        (None, "20", ("10", "20")),
        ("5", "100", ("5", "100")),
    ],
)
def test_a_unit_has_a_penalty_of_its_own_or_its_class_s(
    per_day: str | None, most: str | None, becomes: tuple[str, str]
) -> None:
    of_class = LatePenalty(per_day=Decimal(10), most=Decimal(50))
    own = {name: None if value is None else Decimal(value) for name, value in (("per_day", per_day), ("most", most))}
    expected = LatePenalty(per_day=Decimal(becomes[0]), most=Decimal(becomes[1]))
    assert penalty_of_unit(of_class, per_day=own["per_day"], most=own["most"]) == expected
