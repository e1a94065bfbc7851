"""Taking away what nobody can reach any more, a little at a time, so that Slipway may serve meanwhile.

Nothing younger than a day goes. Nonces stay: they stand on the launch records, and tell which launches were verified.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from slipway.classes.models import ClassUpload, LaunchSession, UploadPart
from slipway.content.models import StoredFile, UnitFile
from slipway.exercise_checks.models import UploadCheck
from slipway.jobs.models import Job
from slipway.lms.models import RefusalTally
from slipway.orgs.models import Tally
from slipway.people.models import SingleUseCode
from slipway.submissions.models import Trial

AGE = timedelta(days=1)
TALLIES_KEPT = timedelta(days=30)
TRIALS_KEPT = timedelta(days=7)
BATCH = 500  # rows of one transaction: on SQLite nobody else writes meanwhile


@dataclass(frozen=True)
class Removed:
    """What was removed: how many of each kind, and how large they were where that is counted."""

    what: str
    count: int
    size: int = 0

    def __str__(self) -> str:
        together = f", {self.size / 1_000_000:.1f} MB" if self.size else ""
        return f"{self.what}: {self.count} removed{together}"


def tidy() -> list[Removed]:
    """Remove all that may go. Returns what was removed; a second run right after finds nothing."""
    cutoff = timezone.now() - AGE
    return [removed for removed in _all(cutoff) if removed.count]


def _all(cutoff: datetime) -> Iterator[Removed]:
    yield Removed("archives that nobody applied", _delete(ClassUpload.objects.filter(at__lt=cutoff)))
    there = ClassUpload.objects.filter(pk=OuterRef("upload_id"))
    yield Removed("parts of archives that are gone", _delete(UploadPart.objects.exclude(Exists(there))))
    yield Removed("checks of archives that are gone", _delete(UploadCheck.objects.exclude(Exists(there))))
    yield _unused_files(cutoff)
    yield Removed("codes that are over", _delete(SingleUseCode.objects.filter(expires_at__lt=cutoff)))
    yield Removed("launch sessions that are over", _delete(LaunchSession.objects.filter(expires_at__lt=cutoff)))
    yield Removed("sessions that are over", _delete(Session.objects.filter(expire_date__lt=cutoff)))
    yield Removed("jobs that are done", _delete(Job.objects.filter(finished_at__lt=cutoff)))
    trials = Trial.objects.filter(received_at__lt=timezone.now() - TRIALS_KEPT)
    yield Removed("trials of exercises", _delete(trials))
    yield Removed("counts of what is limited", _delete(Tally.objects.filter(over_at__lt=int(cutoff.timestamp()))))
    tallies = RefusalTally.objects.filter(hour__lt=timezone.now() - TALLIES_KEPT)
    yield Removed("counts of refusals", _delete(tallies))


def _unused_files(cutoff: datetime) -> Removed:
    """Contents that no unit holds. `keep` writes `kept_at` anew: what somebody takes up at this moment stays."""
    held = UnitFile.objects.filter(file=OuterRef("pk"))
    unused = StoredFile.objects.filter(Q(kept_at=None) | Q(kept_at__lt=cutoff)).exclude(Exists(held))
    size = unused.aggregate(size=Sum("size"))["size"] or 0
    return Removed("files that no unit uses", _delete(unused, by=_straight), size)


def _delete(rows: QuerySet[Model], *, by: Callable[[QuerySet[Model]], int] | None = None) -> int:
    """Delete them batch by batch. A batch that somebody takes into use at this moment is left for the next time."""
    delete = by or _ordinarily
    gone = 0
    while batch := list(rows.order_by().values_list("pk", flat=True)[:BATCH]):
        try:
            with transaction.atomic():
                count = delete(rows.filter(pk__in=batch))
        except IntegrityError:
            return gone
        if not count:
            return gone
        gone += count
    return gone


def _ordinarily(rows: QuerySet[Model]) -> int:
    _all_rows, counts = rows.delete()
    return counts.get(rows.model._meta.label, 0)  # noqa: SLF001  # Django's documented way to name a model


def _straight(rows: QuerySet[Model]) -> int:
    """One DELETE by the very conditions of the query; Django would first read the contents of all files."""
    return rows._raw_delete(rows.db)  # noqa: SLF001
