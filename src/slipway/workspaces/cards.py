"""The classes of a visitor, as the cards of their dashboard."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from slipway.classes.managed_classes import owned_classes
from slipway.classes.models import ConnectionRequest
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.content.querysets import unit_is_shown
from slipway.orgs.models import OrgRole, User
from slipway.sessions.access import visible_classes
from slipway.sessions.visitor import Visitor
from slipway.workspaces.framing import manages
from slipway.workspaces.models import Workspace


@dataclass(frozen=True, kw_only=True)
class Card:
    """One class. `total` counts its published units, `done` those that the visitor has completed."""

    classroom: Classroom
    role_name: str  # as a person reads it
    role: ClassRole
    total: int
    done: int
    managed: bool  # the visitor may go to the class's settings
    asking: int  # courses that ask to be connected; 0 for whom that does not concern

    @property
    def learns(self) -> bool:
        """Whether the visitor has a progress of their own."""
        return self.role is ClassRole.STUDENT


def cards(visitor: Visitor) -> Sequence[Card]:
    """The visitor's classes by title, in at most five queries however many there are."""
    mine = visible_classes(visitor)
    roles = {found.classroom: (str(found.get_role_display()), ClassRole(found.role)) for found in mine}
    if visitor.lms_id is None:  # what a launch brought gives no organization's rights
        for classroom in owned_classes(visitor.user).select_related("organization"):
            roles.setdefault(classroom, (str(OrgRole.OWNER.label), ClassRole.TEACHER))
    totals = _published(roles)
    done = _completed(visitor.user, roles)
    asking = _asking([classroom for classroom, (_, role) in roles.items() if manages(visitor, role)])
    made = [
        Card(
            classroom=it,
            role_name=name,
            role=role,
            total=totals.get(it.pk, 0),
            done=done.get(it.pk, 0),
            managed=manages(visitor, role),
            asking=asking.get(it.pk, 0),
        )
        for it, (name, role) in roles.items()
    ]
    return sorted(made, key=lambda card: card.classroom.title.casefold())


def _published(classes: Collection[Classroom]) -> Mapping[UUID, int]:
    units = Unit.objects.filter(classroom__in=classes).shown().published().order_by().values("classroom_id")
    return {row["classroom_id"]: row["units"] for row in units.annotate(units=Count("pk"))}


def _asking(classes: Collection[Classroom]) -> Mapping[UUID, int]:
    if not classes:
        return {}
    asked = ConnectionRequest.objects.filter(classroom__in=classes, state=ConnectionRequest.State.OPEN).order_by()
    return {row["classroom_id"]: row["courses"] for row in asked.values("classroom_id").annotate(courses=Count("pk"))}


def _completed(user: User, classes: Collection[Classroom]) -> Mapping[UUID, int]:
    done = Workspace.objects.filter(user=user, completed_at__isnull=False, unit__classroom__in=classes)
    shown = done.filter(unit_is_shown("unit__"), unit__published=True)
    return {row["unit__classroom"]: row["units"] for row in shown.values("unit__classroom").annotate(units=Count("pk"))}
