"""The one way to write the audit trail: `audit`, with the actions that it takes."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import Model

from slipway.audit.actions import AuditAction
from slipway.audit.models import AuditEntry

__all__ = ["AuditAction", "Named", "audit"]


class _Actor(Protocol):
    """What the trail needs to know of whoever acted: a user, or `Named`."""

    @property
    def pk(self) -> UUID: ...

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Named:
    """Somebody by the name that pages show, where it is another than their account's: a person of a launch."""

    pk: UUID  # of the user
    name: str

    def __str__(self) -> str:
        return self.name


def audit(
    actor: _Actor | str | None, action: AuditAction, target: Model, *, organization_id: UUID | None, **details: object
) -> None:
    """Record that `actor` did `action` to `target`, in the caller's transaction.

    Who acted is a person, None for the operator's command line, or the name of what acts by itself, such as a launch.

    `details` are short facts for the reader, written as text; never secrets.
    """
    AuditEntry.objects.create(
        actor_id=None if actor is None or isinstance(actor, str) else actor.pk,
        actor_name=str(actor) if actor else "slipway (command line)",
        action=action.value,
        organization_id=organization_id,
        target=target._meta.label,  # noqa: SLF001  # Django's documented way to name a model
        target_id=str(target.pk),
        details={name: str(value) for name, value in details.items()},
    )
