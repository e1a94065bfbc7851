"""Submissions that nobody grades any more: why, and having them graded again."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Unit
from slipway.jobs.models import Job
from slipway.orgs.models import User
from slipway.submissions.grading import GRADING, ask_for_grade
from slipway.submissions.models import Submission
from slipway.words import Text

SEEMS_STUCK = timedelta(minutes=10)  # a submission that has waited for so long is shown to teachers
MOST_AGAIN = 200
_OPEN = (Submission.State.WAITING, Submission.State.RUNNING)


def not_graded(unit: Unit) -> QuerySet[Submission]:
    """The unit's submissions that failed, or have waited for long, the oldest first."""
    return not_graded_of([unit])


def not_graded_of(units: Collection[Unit]) -> QuerySet[Submission]:
    """The same of many units."""
    waited = Submission.objects.filter(unit__in=units, state__in=_OPEN, received_at__lt=timezone.now() - SEEMS_STUCK)
    return (waited | Submission.objects.filter(unit__in=units, state=Submission.State.FAILED)).order_by("received_at")


def reasons(submissions: Collection[UUID]) -> Mapping[UUID, Text]:
    """Why these are not graded, of those of which a worker has said it; one statement."""
    jobs = Job.objects.filter(kind=GRADING, key__in=[str(pk) for pk in submissions])
    return {UUID(job.key): job.problem for job in jobs.only("key", "problem") if job.problem}


def grade_again(*, actor: User, unit: Unit, submission: Submission | None = None) -> int:
    """Have what failed or has waited for long graded again, by the present tests: all of the unit's, up to 200, or one.

    How many. One that is worked on at this moment is graded once more after that.
    """
    with transaction.atomic():
        found = not_graded(unit).select_for_update(of=("self",)).select_related("unit__classroom")
        if submission is not None:
            found = found.filter(pk=submission.pk)
        rows = list(found[:MOST_AGAIN])
        Submission.objects.filter(pk__in=[row.pk for row in rows]).update(state=Submission.State.WAITING)
        for row in rows:
            ask_for_grade(row)
        if rows:
            organization_id = unit.classroom.organization_id
            audit(
                actor, AuditAction.SUBMISSIONS_GRADE_AGAIN, unit, organization_id=organization_id, submissions=len(rows)
            )
    return len(rows)
