"""Handing in: one submission more, in its turn, or the reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.lateness import unit_dates
from slipway.submissions.models import Extension, Submission
from slipway.submissions.rules import Dates, HandIn, extended, hand_in, taken_time

MOST_TURNS = 5  # of somebody who hands in from several tabs in one moment


class NotTakenError(Exception):
    """Nothing was handed in; `why` says what to tell the student."""

    def __init__(self, why: HandIn) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is handed in. It came `at`; `written_at` is the page's time of work that was sealed without a connection."""

    files: Mapping[str, str]
    at: datetime
    written_at: datetime | None = None


def submit(
    *, unit: Unit, user: User, handed: Handed, allowed: int | None, then: Callable[[Submission], None]
) -> Submission:
    """Take a submission, and call `then` in the same transaction: whoever grades learns of it or nobody does.

    `allowed` attempts, None for no limit. Raises NotTakenError. However many come at once, no attempt is counted twice
    and none is given away: each takes the next number, and one number has one submission.
    """
    for _ in range(MOST_TURNS):
        try:
            with transaction.atomic():
                return _submit(unit, user, handed, allowed, then)
        except IntegrityError:  # another tab took the number in this moment
            continue
    raise NotTakenError(HandIn.USED_UP)


def dates_of(unit: Unit, user: User) -> Dates:
    """The unit's dates for this student."""
    given = Extension.objects.filter(unit=unit, user=user).first()
    extension = Dates(due=given.due_at, until=given.until_at) if given else None
    return extended(unit_dates(unit), extension)


def attempts_used(unit: Unit, user: User) -> int:
    """How many attempts the student has used. What waits counts until it turns out to cost none."""
    return _costly(Submission.objects.filter(unit=unit, user=user)).count()


def _submit(
    unit: Unit, user: User, handed: Handed, allowed: int | None, then: Callable[[Submission], None]
) -> Submission:
    newest, used, previous = _attempts(unit.pk, user.pk)
    dates = dates_of(unit, user)
    at = taken_time(
        received=handed.at,
        written=handed.written_at,
        takes_written=unit.classroom.sealed_time_counts,
        opened=unit.available_from,
        previous=previous,
    )
    decision = hand_in(dates, at, used=used, allowed=allowed)
    if decision not in {HandIn.OPEN, HandIn.LATE}:
        raise NotTakenError(decision)
    made = Submission.objects.create(
        unit=unit,
        user=user,
        number=newest + 1,
        files=dict(handed.files),
        written_at=handed.written_at,
        counts_at=at,
        is_late=decision is HandIn.LATE,
    )
    then(made)
    return made


def _attempts(unit_id: UUID, user_id: UUID) -> tuple[int, int, datetime | None]:
    """The newest number, how many attempts are used (what waits counts until it turns out to cost none), and the time
    that counts for the one before.
    """
    mine = Submission.objects.filter(unit_id=unit_id, user_id=user_id)
    found = mine.aggregate(newest=Max("number"), previous=Max("counts_at"))
    return found["newest"] or 0, _costly(mine).count(), found["previous"]


def _costly(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those of which `Submission.costs_attempt` says so."""
    return rows.filter(Q(uses_attempt=True) & ~Q(state=Submission.State.FAILED))
