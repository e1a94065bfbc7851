"""Lateness counted anew, of what was handed in before dates, extensions or the penalty changed, and with it which
submission counts. Nothing is run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from slipway.content.models import Unit
from slipway.jobs.ends import Done, JobEnd
from slipway.jobs.enqueue import enqueue
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.orgs.models import User
from slipway.submissions.grading import tell_graded
from slipway.submissions.lateness import Lateness, lateness_in
from slipway.submissions.locked import locked_in_order
from slipway.submissions.models import Submission
from slipway.submissions.rules import taken_time

RECOUNTING = "lateness"  # the kind of its jobs; the key is a unit's id
MOST_RECOUNTED = 10  # submissions that one transaction writes: each gets a receipt, made of its whole result
# What rooms above do where something else may count of a person's submissions in a unit, in the same transaction.
after_recounting: list[Callable[[Unit, User], None]] = []


@dataclass(frozen=True, slots=True)
class OtherLateness:
    """A submission by its id, and the time that counts for it now: that, its lateness or its kept score is another."""

    submission: UUID
    counts_at: datetime


def ask_for_recount(unit_ids: Iterable[UUID]) -> None:
    """Have a worker count lateness anew in these units, from within the transaction that changed their dates."""
    handed_in = Submission.objects.filter(unit__in=list(unit_ids)).order_by()
    for unit_id, organization_id in handed_in.values_list("unit", "unit__classroom__organization").distinct():
        enqueue(RECOUNTING, str(unit_id), {}, share=str(organization_id))


def recount_student(unit: Unit, user_id: UUID) -> int:
    """Count the lateness of one student's submissions anew, in the caller's transaction. How many it changed."""
    lateness = lateness_in(unit, user_id)
    others = other_lateness(unit, lateness, user_id)
    write_lateness(others, lateness)
    return len(others)


def other_lateness(unit: Unit, lateness: Lateness, user_id: UUID | None = None) -> list[OtherLateness]:
    """The unit's submissions, or a student's, of which something comes out differently now: one statement."""
    rows = Submission.objects.filter(unit=unit, **({} if user_id is None else {"user": user_id}))
    columns = ("pk", "user_id", "received_at", "written_at", "counts_at", "is_late", "score", "kept_score")
    previous: dict[UUID, datetime] = {}
    found = []
    for row in rows.order_by("user_id", "number").only(*columns).iterator():
        at = _counts_at(row, unit, lateness, previous.get(row.user_id))
        previous[row.user_id] = max(at, previous.get(row.user_id, at))
        if (row.counts_at, row.is_late, row.kept_score) != (at, *_late_and_kept(row, lateness, at)):
            found.append(OtherLateness(row.pk, at))
    return found


def write_lateness(others: Sequence[OtherLateness], lateness: Lateness) -> None:
    """Write down what came out differently, in the caller's transaction, and tell rooms above of what is another."""
    times = {other.submission: other.counts_at for other in others}
    for row in locked_in_order(times):
        kept_before, late_before, row.counts_at = row.kept_score, row.is_late, times[row.pk]
        row.is_late, row.kept_score = _late_and_kept(row, lateness, row.counts_at)
        row.save(update_fields=["counts_at", "is_late", "kept_score"])
        if row.kept_score != kept_before:
            tell_graded(row)
        elif row.is_late != late_before:
            _tell_recounted(row.unit, row.user)


def _tell_recounted(unit: Unit, user: User) -> None:
    for tell in after_recounting:
        tell(unit, user)


def _counts_at(row: Submission, unit: Unit, lateness: Lateness, previous: datetime | None) -> datetime:
    if row.written_at is None:
        return row.counts_at
    return taken_time(
        received=row.received_at,
        written=row.written_at,
        takes_written=unit.classroom.sealed_time_counts,
        opened=lateness.dates.available,
        previous=previous,
    )


def _late_and_kept(row: Submission, lateness: Lateness, at: datetime) -> tuple[bool, Decimal | None]:
    kept = None if row.score is None else lateness.kept(row.score, row.user_id, at)
    return lateness.is_late(row.user_id, at), kept


def _recount(job: HeldJob) -> JobEnd:
    """Count lateness anew in the unit that the job's key names. Begun twice, it finds what the first time left."""
    unit = Unit.objects.select_related("classroom").filter(pk=UUID(job.key)).first()
    if unit is None:
        return Done()
    lateness = lateness_in(unit)
    others = other_lateness(unit, lateness)
    for first in range(0, len(others), MOST_RECOUNTED):
        with job.held():
            write_lateness(others[first : first + MOST_RECOUNTED], lateness)
    people = _with_choice(unit)
    for first in range(0, len(people), MOST_RECOUNTED):
        with job.held():
            for user in people[first : first + MOST_RECOUNTED]:
                _tell_recounted(unit, user)
    return Done()


def _with_choice(unit: Unit) -> list[User]:
    """Those of whom one or another submission may count."""
    graded = Submission.objects.filter(unit=unit, state=Submission.State.GRADED).order_by()
    several = graded.values("user").annotate(many=Count("pk")).filter(many__gt=1)
    return list(User.objects.filter(pk__in=several.values("user")).order_by("pk"))


RECOUNT = JobKind(code=RECOUNTING, handle=_recount)
