"""Whether modules and units are shown: published or drafts, withdrawn or not. None is ever deleted."""

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.content.extent import keeping_room
from slipway.content.models import Module, Unit
from slipway.content.rows import set_values
from slipway.orgs.models import User


def publish(*, actor: User, row: Unit) -> None:
    """Let students open the unit."""
    _set(actor, AuditAction.UNIT_PUBLISH, row, published=True)


def unpublish(*, actor: User, row: Unit) -> None:
    """Make the unit a draft again: students cannot open it, their work stays."""
    _set(actor, AuditAction.UNIT_UNPUBLISH, row, published=False)


def withdraw(*, actor: User, row: Module | Unit) -> None:
    """Take it out of the class. Links to it and work in it stay, and go on when it is restored."""
    action = AuditAction.UNIT_WITHDRAW if isinstance(row, Unit) else AuditAction.MODULE_WITHDRAW
    _set(actor, action, row, withdrawn_at=row.withdrawn_at or timezone.now())


def restore(*, actor: User, row: Module | Unit) -> None:
    """Put it back where it was. Raises ClassFullError."""
    action = AuditAction.UNIT_RESTORE if isinstance(row, Unit) else AuditAction.MODULE_RESTORE
    with transaction.atomic(), keeping_room(row.classroom_id):
        _set(actor, action, row, withdrawn_at=None)


def _set(actor: User, action: AuditAction, row: Module | Unit, **values: object) -> None:
    """Write what is new; what is so already leaves no trace."""
    if not set_values(row, values):
        return
    with transaction.atomic():
        row.save(update_fields=list(values))
        audit(actor, action, row, organization_id=row.classroom.organization_id, title=row.title)
