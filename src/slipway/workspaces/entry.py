"""One visitor before one unit: fetched, and decided whether it opens."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, UUIDField
from django.http import Http404

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.sessions.access import role_in
from slipway.sessions.visitor import Visitor
from slipway.statements.given import Given
from slipway.statements.select import Select
from slipway.workspaces.models import Workspace
from slipway.workspaces.opening import Opening, Situation, opening
from slipway.workspaces.progress import Progress, progress_of

_UNIT = Select(
    lambda: (
        Unit.objects.filter(pk=Given("unit_id", UUIDField()))
        .annotate(has_grade=Exists(Grade.objects.filter(unit=OuterRef("pk"), user=Given("user_id", UUIDField()))))
        .select_related("classroom", "module")
        .defer("guide", "guide_work", "slug", "classroom__description", "classroom__created_at", "module__slug")
        .order_by()
    )
)
_WORKSPACE = Select(
    lambda: Workspace.objects.filter(unit=Given("unit_id", UUIDField()), user=Given("user_id", UUIDField()))
)


@dataclass(frozen=True, kw_only=True)
class UnitAccess:
    """A visitor's role in a unit's class, their work in it, and whether it opens for them."""

    unit: Unit
    role: ClassRole
    workspace: Workspace | None
    opening: Opening
    has_grade: bool  # whether the visitor has one in the unit

    @property
    def progress(self) -> Progress:
        """How far the visitor is."""
        return progress_of(self.workspace)


def entry_or_404(visitor: Visitor, unit_id: UUID) -> UnitAccess:
    """The visitor before the unit. Raises Http404 for a visitor without any role in its class."""
    unit = _UNIT.first(unit_id=unit_id, user_id=visitor.user.pk)
    role = role_in(visitor, unit.classroom_id) if unit else None
    if unit is None or role is None:
        raise Http404
    is_student = role is ClassRole.STUDENT
    workspace = _WORKSPACE.first(unit_id=unit_id, user_id=visitor.user.pk) if is_student else None
    situation = Situation(
        role=role,
        launched=visitor.launched,
        lti_enabled=unit.classroom.lti_enabled,
        started=workspace is not None,
        published=unit.published,
        withdrawn=unit.is_withdrawn,
    )
    has_grade: bool = getattr(unit, "has_grade")  # noqa: B009  # an annotation
    return UnitAccess(unit=unit, role=role, workspace=workspace, opening=opening(situation), has_grade=has_grade)
