"""Asking for a regrade: which submissions it is about, and the rehearsal."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Unit
from slipway.jobs.enqueue import enqueue
from slipway.orgs.models import User
from slipway.regrading.models import Regrade, RegradeRow
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.grading import INTERPRETER
from slipway.submissions.models import Submission

REGRADING = "regrade"  # the kind of its jobs; the key is the id of the regrade
STATES_OF_GRADED = (Submission.State.GRADED, Submission.State.FAILED)
UNAPPLIED = (Regrade.State.REHEARSING, Regrade.State.REHEARSED, Regrade.State.BROKEN, Regrade.State.OUTDATED)


class NothingToRegradeError(Exception):
    """There is no submission that other tests than those of now have graded."""


class RegradeAtWorkError(Exception):
    """A regrade of the unit is being applied or undone: nothing else can begin until that is over."""


def graded_otherwise(unit: Unit, version: str) -> QuerySet[Submission]:
    """The submissions of the unit that other tests or another Python than those of now have graded, or that failed.

    What waits is not among them: it is graded by the present tests anyway.
    """
    other = ~Q(tests_version=version) | ~Q(interpreter=INTERPRETER) | Q(state=Submission.State.FAILED)
    return Submission.objects.filter(unit=unit, state__in=STATES_OF_GRADED).filter(other)


def rehearse(*, actor: User, unit: Unit, user: User | None = None, submission: Submission | None = None) -> Regrade:
    """Have a regrade rehearsed: of what other tests have graded, of one student's of that, or of one submission.

    An earlier rehearsal of the unit that was not applied goes. Raises NothingToRegradeError, RegradeAtWorkError.
    """
    with transaction.atomic():
        # Two teachers at once: one after the other. Not the key: who applies writes grades, which name the unit.
        Unit.objects.select_for_update(no_key=True).only("pk").get(pk=unit.pk)
        regrades = Regrade.objects.filter(unit=unit)
        # Held, so that what is applied in this moment is seen as that, and not deleted with its old scores.
        states = dict(regrades.select_for_update(no_key=True).order_by("pk").values_list("pk", "state"))
        if {Regrade.State.APPLYING, Regrade.State.UNDOING} & set(states.values()):
            raise RegradeAtWorkError
        regrades.filter(pk__in=[pk for pk, state in states.items() if state in UNAPPLIED]).delete()
        version = version_of_tests(unit)
        found = _chosen(unit, version, user, submission)
        if not found:
            raise NothingToRegradeError
        made = Regrade.objects.create(
            unit=unit, user=user, submission=submission, asked_by=actor, tests_version=version
        )
        RegradeRow.objects.bulk_create(RegradeRow(regrade=made, submission_id=pk) for pk in found)
        organization_id = unit.classroom.organization_id
        audit(actor, AuditAction.REGRADE_REHEARSE, unit, organization_id=organization_id, submissions=len(found))
        ask_for_work(made)
    return made


def ask_for_work(regrade: Regrade, *, at: datetime | None = None) -> None:
    """Have a worker go on with a regrade, now or `at`; from within the transaction that wrote its state down."""
    share = str(regrade.unit.classroom.organization_id)
    enqueue(REGRADING, str(regrade.pk), {}, share=share, lane=f"regrade {regrade.unit_id}", at=at)


def _chosen(unit: Unit, version: str, user: User | None, submission: Submission | None) -> list[UUID]:
    if submission is not None:  # a teacher may want one again that no other tests have graded
        rows = Submission.objects.filter(unit=unit, pk=submission.pk, state__in=STATES_OF_GRADED)
    else:
        rows = graded_otherwise(unit, version)
        rows = rows if user is None else rows.filter(user=user)
    return list(rows.order_by("received_at").values_list("pk", flat=True))
