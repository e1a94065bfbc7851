"""A regrade that was rehearsed is applied, and undone: at once where it is small, else by a job, in parts."""

import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User
from slipway.regrading.asking import ask_for_work
from slipway.regrading.models import Regrade, RegradeRow
from slipway.regrading.rows import apply_row, undo_row
from slipway.regrading.standing import stopped_because
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.lateness import Lateness, lateness_in
from slipway.submissions.locked import locked_in_order
from slipway.submissions.models import Submission
from slipway.words import Text, text

# What one transaction writes, and how long it goes on: a large result takes a tenth of a second, with its receipt.
MOST_ROWS_WRITTEN, SECONDS_WRITTEN = 50, 0.5

NOT_REHEARSED = text("This regrade is not waiting to be applied. Reload the page to see how it stands.")
TESTS_CHANGED = text("The tests were changed after the rehearsal. Rehearse it again to see what they come to now.")
NOT_APPLIED = text("This regrade is not applied, so there is nothing to undo. Reload the page to see how it stands.")
STOOD_UPON = text("A newer regrade builds on this one. Undo the newer one first.")


class CannotRegradeError(Exception):
    """Nothing was done; `why` is a sentence for the teacher."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.english)
        self.why = why


def apply_regrade(*, actor: User, regrade: Regrade) -> Regrade:
    """Give the submissions what was rehearsed; the old scores and results are kept. One that has stopped halfway goes
    on. Raises CannotRegradeError.
    """
    with transaction.atomic():
        held = _locked(regrade)
        if held.state == Regrade.State.APPLYING and stopped_because(held) is not None:
            return _go_on(actor, AuditAction.REGRADE_APPLY, held)
        if held.state != Regrade.State.REHEARSED:
            raise CannotRegradeError(NOT_REHEARSED)
        if version_of_tests(held.unit) != held.tests_version:
            raise CannotRegradeError(TESTS_CHANGED)
        held.state, held.applied_at = Regrade.State.APPLYING, timezone.now()
        held.save(update_fields=["state", "applied_at"])
        _audit(actor, AuditAction.REGRADE_APPLY, held)
        if not apply_some(held):
            ask_for_work(held)
    return held


def undo_regrade(*, actor: User, regrade: Regrade) -> Regrade:
    """Give the submissions their old scores and results back. One that has stopped halfway goes on. Raises
    CannotRegradeError.
    """
    with transaction.atomic():
        held = _locked(regrade)
        if held.state == Regrade.State.UNDOING and stopped_because(held) is not None:
            return _go_on(actor, AuditAction.REGRADE_UNDO, held)
        if held.state != Regrade.State.APPLIED:
            raise CannotRegradeError(NOT_APPLIED)
        if is_stood_upon(held):
            raise CannotRegradeError(STOOD_UPON)
        held.state, held.undone_at = Regrade.State.UNDOING, timezone.now()
        held.save(update_fields=["state", "undone_at"])
        _audit(actor, AuditAction.REGRADE_UNDO, held)
        if not undo_some(held):
            ask_for_work(held)
    return held


def _go_on(actor: User, action: AuditAction, held: Regrade) -> Regrade:
    _audit(actor, action, held)
    ask_for_work(held)
    return held


def is_stood_upon(regrade: Regrade) -> bool:
    """Whether a newer regrade, which is applied, has changed a submission that this one has changed."""
    applied = RegradeRow.State.APPLIED
    mine = RegradeRow.objects.filter(regrade=regrade, state=applied).values("submission")
    newer = RegradeRow.objects.filter(regrade__unit=regrade.unit_id, regrade__applied_at__gt=regrade.applied_at)
    return newer.filter(state=applied, submission__in=mine).exists()


def apply_some(regrade: Regrade) -> bool:
    """Apply as many rows as one transaction takes, the caller's. Whether that was all, and the regrade is applied."""
    return _some(regrade, RegradeRow.State.REHEARSED, apply_row, then=Regrade.State.APPLIED)


def undo_some(regrade: Regrade) -> bool:
    """The same for undoing."""
    return _some(regrade, RegradeRow.State.APPLIED, undo_row, then=Regrade.State.UNDONE)


def _some(
    regrade: Regrade,
    state: RegradeRow.State,
    write: Callable[[RegradeRow, Submission, Lateness], None],
    *,
    then: Regrade.State,
) -> bool:
    left = RegradeRow.objects.filter(regrade=regrade, state=state)
    rows = list(left.order_by("pk")[:MOST_ROWS_WRITTEN])
    submissions = locked_in_order(row.submission_id for row in rows)
    lateness, of = lateness_in(regrade.unit), {row.submission_id: row for row in rows}
    until = time.monotonic() + SECONDS_WRITTEN
    for made in submissions:
        row = of[made.pk]
        row.regrade = regrade
        write(row, made, lateness)
        if time.monotonic() > until:
            break
    if left.exists():
        return False
    regrade.state = then
    regrade.save(update_fields=["state"])
    return True


def _locked(regrade: Regrade) -> Regrade:
    return Regrade.objects.select_for_update(of=("self",)).select_related("unit__classroom").get(pk=regrade.pk)


def _audit(actor: User, action: AuditAction, regrade: Regrade) -> None:
    unit = regrade.unit
    changed = regrade.rows.filter(is_changed=True).count()
    audit(actor, action, unit, organization_id=unit.classroom.organization_id, regrade=regrade.pk, changed=changed)
