"""The classes of a visitor, as the cards of their dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from slipway.classes.managed import owned_classes
from slipway.classes.models import ConnectionRequest
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.content.querysets import unit_is_shown
from slipway.orgs.models import OrgRole
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
    decides = [classroom for classroom, (_, role) in roles.items() if manages(visitor, role)]
    open_requests = ConnectionRequest.objects.filter(classroom__in=decides, state=ConnectionRequest.State.OPEN)
    completed = Workspace.objects.filter(user=visitor.user, completed_at__isnull=False, unit__classroom__in=roles)
    asking = _by_class(open_requests, "classroom_id")
    totals = _by_class(Unit.objects.filter(classroom__in=roles).shown().published(), "classroom_id")
    done = _by_class(completed.filter(unit_is_shown("unit__"), unit__published=True), "unit__classroom")
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


def _by_class(rows: QuerySet[Any], classroom: str) -> Mapping[UUID, int]:
    """How many rows there are of each class, whose id stands at `classroom` of a row."""
    return {row[classroom]: row["count"] for row in rows.order_by().values(classroom).annotate(count=Count("pk"))}
