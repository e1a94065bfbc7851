"""The classes that a picker may list, and what was placed before."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from slipway.classes.connections import may_connect
from slipway.classes.models import CourseConnection, Enrolment
from slipway.classes.roles import ClassRole
from slipway.classes.told import counting
from slipway.content.models import Classroom
from slipway.lms.course_ref import same_course, spellings
from slipway.picker.models import Placement
from slipway.picker.picking import Picking
from slipway.picker.ties import Tie, tie
from slipway.picker.tree import Offer, OfferedClass


def offer_of(picking: Picking) -> Offer:
    """The classes of the organization with LTI enabled that belong here, the course's own first; one statement."""
    found = sorted(_ties(picking), key=lambda pair: (pair[1], pair[0].title.casefold(), str(pair[0].pk)))
    return Offer(
        [OfferedClass(room.pk, room.title, why, room.links_open) for room, why in found if why is not Tie.TAKEN_AWAY],
        [room.title for room, why in found if why is Tie.TAKEN_AWAY],
    )


def placed_units(picking: Picking, among: Collection[UUID] | None = None) -> set[UUID]:
    """The units that were chosen for this course before: all of them, or those `among` a few."""
    rows = Placement.objects.filter(lms_course__in=picking.course_rows)
    if among is not None:
        rows = rows.filter(unit__in=among)
    return set(rows.values_list("unit_id", flat=True))


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
            taught_by_course=Exists(place.filter(teaches, by_course, active=True)),
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
