"""Which unit a launch opens: the one that its address names, or that a teacher has bound its link to."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Subquery, UUIDField, Value, When

from slipway.content.models import Classroom, Unit
from slipway.launches.facts.courses import classes_of_course, connected_to_course, in_order
from slipway.launches.facts.old_ids import is_proven, old_course_id, secrets_beside
from slipway.launches.rules import UnitFacts
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.models import ResourceLink
from slipway.lti.message import LaunchMessage
from slipway.statements.given import Given
from slipway.statements.select import Select

_OF_CLASS = [
    f"classroom__{name}" for name in ("organization", "title", "lti_enabled", "lms_url", "lms_host", "lms_course_id")
]
_UNIT = Select(
    lambda: (
        Unit.objects.filter(pk=Given("unit_id", UUIDField()))
        .select_related("classroom", "module")
        .only("title", "published", "withdrawn_at", "module__withdrawn_at", *_OF_CLASS)
        .order_by()
    )
)
_COLUMNS = ("pk", "title", "published", "withdrawn_at", "module__withdrawn_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow(UnitFacts):
    """A unit as it was read."""

    pk: UUID
    title: str


def unit_by_id(unit_id: UUID) -> tuple[UnitRow, Classroom] | None:
    """The unit, with its class: one statement, without texts that may be long."""
    unit = _UNIT.first(unit_id=unit_id)
    if unit is None:
        return None
    withdrawn = unit.withdrawn_at or unit.module.withdrawn_at
    return _unit_row(unit.classroom, unit.pk, unit.title, unit.published, withdrawn), unit.classroom


def content_of_link(launch: VerifiedLaunch, message: LaunchMessage) -> tuple[UnitRow | None, list[Classroom]]:
    """The unit that the link of a launch is bound to, now or since the LMS launched it by LTI 1.1, with its class; else
    no unit, and the classes of the course in order. One statement.
    """
    if message.course is None or message.resource_link is None:
        return None, classes_of_course(launch, message)
    rows = list(_rows(launch, message))
    bound = ((unit, [row]) for row in rows if (unit := _bound(row, launch, message)))
    return next(bound, (None, in_order(rows, launch, message)))


def _rows(launch: VerifiedLaunch, message: LaunchMessage) -> QuerySet[Classroom]:
    """The classes of the course, and the one of the bound unit, whose columns stand beside it."""
    link = _links(launch, message)[:1]
    unit = FilteredRelation("units", condition=Q(units__pk=Subquery(link.values("unit_id"))))
    classes = Classroom.objects.filter(organization=launch.lms.organization_id).annotate(
        bound=unit,
        bound_in=Subquery(link.values("lms_course__context_id")),
        **{f"bound_{name}": F(f"bound__{name}") for name in _COLUMNS},
    )
    return connected_to_course(classes, launch, message, or_else=Q(bound__pk__isnull=False))


def _links(launch: VerifiedLaunch, message: LaunchMessage) -> QuerySet[ResourceLink]:
    """The link under its ids, those of this launch first.

    What the LMS says of the link's old id needs no proof: it opens no more than the link itself could. Its course's
    old id does, as for all that is known of that course.
    """
    assert message.course is not None
    assert message.resource_link is not None
    link, course = message.resource_link.id, message.course.id
    old_link = (message.legacy and message.legacy.resource_link_id) or link
    places = {course, old_course_id(message) or course}
    rows = ResourceLink.objects.filter(
        lms_course__lms=launch.lms, lms_course__context_id__in=places, resource_link_id__in={link, old_link}
    )
    here = Case(When(lms_course__context_id=course, then=Value(0)), default=Value(1))
    now = Case(When(resource_link_id=link, then=Value(0)), default=Value(1))
    return rows.order_by(here, now)


def _bound(row: Classroom, launch: VerifiedLaunch, message: LaunchMessage) -> UnitRow | None:
    pk, title, published, *withdrawn = (getattr(row, f"bound_{name}") for name in _COLUMNS)
    here = message.course and getattr(row, "bound_in") == message.course.id  # noqa: B009
    if pk is None or not (here or is_proven(launch, secrets_beside(row))):
        return None
    return _unit_row(row, pk, title, published, *withdrawn)


def _unit_row(classroom: Classroom, pk: UUID, title: str, published: bool, *withdrawn: object) -> UnitRow:
    return UnitRow(
        pk=pk,
        title=title,
        organization_id=classroom.organization_id,
        lti_enabled=classroom.lti_enabled,
        published=published,
        withdrawn=any(withdrawn),
    )
