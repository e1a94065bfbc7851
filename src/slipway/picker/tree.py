"""The tree that a picker shows: class → module → unit, read in three statements however large it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from slipway.classes.connections import may_connect
from slipway.classes.models import CourseConnection, Enrolment
from slipway.classes.roles import ClassRole
from slipway.classes.told import counting
from slipway.content.models import Classroom, LinksOpen, Unit
from slipway.lms.course_ref import same_course, spellings
from slipway.picker.models import Placement
from slipway.picker.picking import Picking
from slipway.picker.ties import Tie, tie


class PickerUnit(NamedTuple):
    """A unit's columns; thousands of them are read, so no model instances."""

    id: UUID
    classroom_id: UUID
    module_id: UUID
    module_title: str
    title: str
    points: Decimal
    published: bool


UNIT_COLUMNS = ("id", "classroom_id", "module_id", "module__title", "title", "points", "published")


@dataclass(frozen=True, slots=True)
class OfferedModule:
    """A module with its units in order."""

    title: str
    units: list[PickerUnit]


@dataclass(frozen=True, slots=True)
class OfferedClass:
    """A class with its modules in order, and why it is listed."""

    id: UUID
    title: str
    tie: Tie
    modules: list[OfferedModule] = field(default_factory=list)
    links_open: str = LinksOpen.WINDOW

    def units(self) -> Iterator[PickerUnit]:
        """All its units in the class's order."""
        return (unit for module in self.modules for unit in module.units)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be picked now, and the titles of the course's classes that this person alone may not pick from."""

    classes: list[OfferedClass]
    taken_away: list[str]


def offer_of(picking: Picking) -> Offer:
    """The classes of the organization with LTI enabled that belong here, the course's own first."""
    found = sorted(_ties(picking), key=lambda pair: (pair[1], pair[0].title.casefold(), str(pair[0].pk)))
    listed = [(room, why) for room, why in found if why is not Tie.TAKEN_AWAY]
    units = _units([room.pk for room, _ in listed])
    return Offer(
        [
            OfferedClass(room.pk, room.title, why, _modules(units.get(room.pk, [])), room.links_open)
            for room, why in listed
        ],
        [room.title for room, why in found if why is Tie.TAKEN_AWAY],
    )


def placed_units(picking: Picking) -> set[UUID]:
    """The units that were chosen for this course before."""
    return set(Placement.objects.filter(lms_course__in=picking.course_rows).values_list("unit_id", flat=True))


def _ties(picking: Picking) -> Iterator[tuple[Classroom, Tie]]:
    """Classes that have to do with the course or the person, each with its tie."""
    connections = CourseConnection.objects.filter(classroom=OuterRef("pk"), lms_course__in=picking.course_rows)
    place = Enrolment.objects.filter(classroom=OuterRef("pk"), user=picking.session.identity.user_id)
    teaches, by_hand = Q(role=ClassRole.TEACHER), Q(by_hand=True)
    by_course = Exists(counting().filter(told=ClassRole.TEACHER.rank, enrolment=OuterRef("pk")))
    maybe = Q(connected=True) | Q(taught=True)
    if picking.course.course_id:
        maybe |= Q(lms_course_id__in=spellings(picking.course.course_id))
    rows = (
        Classroom.objects.filter(organization=picking.organization, lti_enabled=True)
        .annotate(
            connected=Exists(connections),
            taught=Exists(place.filter(teaches, active=True)),
            taught_by_hand=Exists(place.filter(teaches, by_hand, active=True)),
            taught_by_course=Exists(place.filter(by_course, teaches, active=True)),
            barred=Exists(place.filter(Q(active=False) | (by_hand & ~teaches))),
        )
        .filter(maybe)
        .only("title", "lms_url", "lms_host", "lms_course_id", "links_open")
    )
    for row in rows:
        named = same_course(row.lms_course_ref, picking.course.ref)
        connects = may_connect(
            leads=picking.session.leads,
            called_teacher=picking.role is ClassRole.TEACHER,
            by_hand=row.taught_by_hand,
            by_course=row.taught_by_course,
        )
        facts = {"connected": row.connected, "taught": row.taught, "barred": row.barred, "may_connect": connects}
        why = tie(named_by_url=named, role=picking.role, **facts)
        if why:
            yield row, why


def _units(classrooms: Collection[UUID]) -> dict[UUID, list[PickerUnit]]:
    rows = Unit.objects.filter(classroom__in=classrooms).shown().in_order()
    units: dict[UUID, list[PickerUnit]] = {}
    for row in rows.values_list(*UNIT_COLUMNS):
        unit = PickerUnit(*row)
        units.setdefault(unit.classroom_id, []).append(unit)
    return units


def _modules(units: list[PickerUnit]) -> list[OfferedModule]:
    together = groupby(units, key=lambda unit: unit.module_id)
    return [OfferedModule(title=(rows := list(group))[0].module_title, units=rows) for _, group in together]
