"""What becomes of a job after an attempt."""

from datetime import UTC, datetime, timedelta

import pytest

from slipway.jobs.ends import Aftermath, Again, Done, JobEnd, NeedsPerson, Tried, aftermath, pause
from slipway.words import text

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
DOWN, GONE = text("The LMS does not answer."), text("The LMS knows no such person.")
GAVE_UP = text("%(reason)s Slipway has stopped trying.", reason=DOWN)


def after(**time: float) -> datetime:
    return NOW + timedelta(**time)


@pytest.mark.parametrize(
    ("end", "attempt", "asked", "becomes"),
    [
        (Done(), 1, 0, Aftermath(finished_at=NOW)),
        (NeedsPerson(GONE), 1, 0, Aftermath(stopped_at=NOW, problem=GONE)),
        (Again(DOWN), 1, 0, Aftermath(next_at=after(seconds=2), problem=DOWN)),
        (Again(DOWN), 4, 0, Aftermath(next_at=after(seconds=16), problem=DOWN)),
        (Again(DOWN), 60, 24, Aftermath(next_at=after(hours=1), problem=DOWN)),
        (Again(DOWN, at=after(minutes=7)), 4, 0, Aftermath(next_at=after(minutes=7), problem=DOWN)),
        (Again(DOWN, at=after(minutes=-7)), 4, 0, Aftermath(next_at=NOW, problem=DOWN)),
        # An hour is left of the three days, and then less.
        (Again(DOWN), 80, 71, Aftermath(next_at=after(hours=1), problem=DOWN)),
        (Again(DOWN), 80, 71.5, Aftermath(stopped_at=NOW, problem=GAVE_UP)),
        (Again(DOWN, at=after(hours=73)), 1, 0, Aftermath(stopped_at=NOW, problem=GAVE_UP)),
    ],
)
def test_an_end_says_what_becomes_of_the_job(end: JobEnd, attempt: int, asked: float, becomes: Aftermath) -> None:
    tried = Tried(attempt, asked_at=NOW - timedelta(hours=asked), gives_up_after=timedelta(days=3))
    assert aftermath(end, tried, now=NOW, chance=1.0) == becomes


@pytest.mark.parametrize(
    ("attempt", "shortest", "longest"), [(1, 1, 2), (2, 2, 4), (10, 512, 1024), (12, 1800, 3600), (5_000, 1800, 3600)]
)
def test_pauses_double_up_to_an_hour_and_are_spread(attempt: int, shortest: float, longest: float) -> None:
    assert pause(attempt, 0.0) == timedelta(seconds=shortest)
    assert pause(attempt, 1.0) == timedelta(seconds=longest)
