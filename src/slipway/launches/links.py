"""What a link that names no unit opens: the unit that a teacher bound it to, else a class of its course."""

from dataclasses import dataclass, field

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, Subquery, Value, When

from slipway.content.models import Classroom, Module, Unit
from slipway.launches.arrival import Arrival
from slipway.launches.courses import classes_of_course, connected_to_course, in_order, old_course_id
from slipway.launches.known import is_proven_by
from slipway.lms.models import ResourceLink
from slipway.lti.message import LaunchMessage

_COLUMNS = ("pk", "title", "published", "withdrawn_at", "module_id", "module__withdrawn_at")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The unit that a link is bound to, and the classes of its course in order."""

    unit: Unit | None = None
    classes: list[Classroom] = field(default_factory=list)


def opened_by(arrival: Arrival, message: LaunchMessage) -> Opened:
    """What the link of a launch opens, now or since the LMS launched it by LTI 1.1: one statement."""
    if message.course is None or message.resource_link is None:
        return Opened(classes=classes_of_course(arrival, message))
    rows = list(_rows(arrival, message))
    unit = next((unit for row in rows if (unit := _bound(row, arrival, message))), None)
    return Opened(unit=unit, classes=in_order(rows, arrival, message))


def _rows(arrival: Arrival, message: LaunchMessage) -> QuerySet[Classroom]:
    """The classes of the course, and the one of the bound unit, whose columns stand beside it."""
    link = _links(arrival, message)[:1]
    unit = FilteredRelation("units", condition=Q(units__pk=Subquery(link.values("unit_id"))))
    classes = Classroom.objects.filter(organization=arrival.lms.organization).annotate(
        bound=unit,
        bound_in=Subquery(link.values("lms_course__context_id")),
        **{f"bound_{name}": F(f"bound__{name}") for name in _COLUMNS},
    )
    return connected_to_course(classes, arrival, message, or_else=Q(bound__pk__isnull=False))


def _links(arrival: Arrival, message: LaunchMessage) -> QuerySet[ResourceLink]:
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
        lms_course__lms=arrival.lms, lms_course__context_id__in=places, resource_link_id__in={link, old_link}
    )
    here = Case(When(lms_course__context_id=course, then=Value(0)), default=Value(1))
    now = Case(When(resource_link_id=link, then=Value(0)), default=Value(1))
    return rows.order_by(here, now)


def _bound(row: Classroom, arrival: Arrival, message: LaunchMessage) -> Unit | None:
    pk, title, published, withdrawn_at, module_id, module_withdrawn_at = (
        getattr(row, f"bound_{name}") for name in _COLUMNS
    )
    here = message.course and getattr(row, "bound_in") == message.course.id  # noqa: B009
    if pk is None or not (here or is_proven_by(row, arrival)):
        return None
    module = Module(pk=module_id, classroom=row, withdrawn_at=module_withdrawn_at)
    return Unit(pk=pk, classroom=row, module=module, title=title, published=published, withdrawn_at=withdrawn_at)
