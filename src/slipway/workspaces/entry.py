"""One visitor before one unit: fetched, and decided whether it opens."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.sessions.access import role_in
from slipway.sessions.visitor import Visitor
from slipway.workspaces.models import Workspace
from slipway.workspaces.opening import Opening, Situation, opening
from slipway.workspaces.progress import Progress, progress_of


@dataclass(frozen=True, kw_only=True)
class UnitAccess:
    """A visitor's role in a unit's class, their work in it, and whether it opens for them."""

    unit: Unit
    role: ClassRole
    workspace: Workspace | None
    opening: Opening

    @property
    def progress(self) -> Progress:
        """How far the visitor is."""
        return progress_of(self.workspace)


def entry_or_404(visitor: Visitor, unit_id: UUID) -> UnitAccess:
    """The visitor before the unit. Raises Http404 for a visitor without any role in its class."""
    units = Unit.objects.select_related("classroom__organization", "module").defer("guide")
    unit = get_object_or_404(units, pk=unit_id)
    role = role_in(visitor, unit.classroom_id)
    if role is None:
        raise Http404
    is_student = role is ClassRole.STUDENT
    workspace = Workspace.objects.filter(unit=unit, user=visitor.user).first() if is_student else None
    situation = Situation(
        role=role,
        launched=visitor.launched,
        lti_enabled=unit.classroom.lti_enabled,
        started=workspace is not None,
        published=unit.published,
        withdrawn=unit.is_withdrawn,
    )
    return UnitAccess(unit=unit, role=role, workspace=workspace, opening=opening(situation))
