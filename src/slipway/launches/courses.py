"""Which course a launch comes from, among those that its LMS has launched before, and the classes connected to it.

An LMS may have another id for the same course in LTI 1.1 and 1.3. A launch of 1.3 may say the old one (LTI 1.3
migration). Proven, what is connected to either is connected; hearsay connects nothing
(docs/architecture.md, rule 5).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from slipway.classes.models import CourseConnection, Enrolment
from slipway.classes.roles import COURSE_ROLES, ClassRole
from slipway.content.models import Classroom
from slipway.launches.arrival import LONGEST_ID, Arrival
from slipway.launches.known import Known, is_proven_by, proof
from slipway.launches.services import NOTHING, Kept, kept_of, with_services
from slipway.lms.course_ref import course_of, same_course, spellings
from slipway.lms.models import LmsCourse
from slipway.lti.message import LaunchMessage


@dataclass(frozen=True, kw_only=True)
class KnownCourse:
    """The course of a launch. `other` is its second row, where the LMS has launched it under both its ids."""

    row: LmsCourse | None = None
    other: LmsCourse | None = None
    connected: bool = False
    kept: Kept = NOTHING  # of the row's services
    told: ClassRole | None = None  # what it said of the person within its last launch into the class


def known_course(arrival: Arrival, message: LaunchMessage, classroom: Classroom | None, person: Known) -> KnownCourse:
    """The course, whether it is connected to the class, and what it last said there of the person: one statement, with
    an old id to prove too.

    Of two rows it is the connected one, so that whoever disconnects it ends the launches that came through it; else
    the one that has the id of the launch.
    """
    course = message.course
    if course is None:
        return KnownCourse()
    identity_id = person.identity.pk if person.identity else None
    found = with_services(_rows(arrival, message, course.id, classroom), arrival, message, identity_id)
    found = _with_told(found, person.enrolment)
    rows = {row.context_id: row for row in found}
    named, before = rows.get(course.id), rows.get(old_course_id(message))
    if before is not None and not is_proven_by(before, arrival):
        before = None
    both = [row for row in (named, before) if row is not None]
    both.sort(key=lambda row: not _is_connected(row))
    row, other = [*both, None, None][:2]
    connected, told = row is not None and _is_connected(row), getattr(row, "said", None)
    said = None if told is None else COURSE_ROLES[told]
    return KnownCourse(row=row, other=other, connected=connected, kept=kept_of(row), told=said)


def classes_of_course(arrival: Arrival, message: LaunchMessage) -> list[Classroom]:
    """The classes connected to the launch's course: those with LTI enabled first, of them the one that names it."""
    classes = Classroom.objects.filter(organization=arrival.lms.organization)
    return in_order(connected_to_course(classes, arrival, message), arrival, message) if message.course else []


def connected_to_course(
    classes: QuerySet[Classroom], arrival: Arrival, message: LaunchMessage, *, or_else: Q | None = None
) -> QuerySet[Classroom]:
    """Those of `classes` that may be connected to the launch's course, for `in_order`; and those `or_else`."""
    ref, course, old = course_of(message), message.course, old_course_id(message)
    assert course is not None
    rows = classes.annotate(connected=_connected(arrival, course.id)).order_by("created_at")
    wanted = Q(connected=True) | Q(lms_course_id__in=spellings(ref.course_id) if ref else []) | (or_else or Q())
    if old:
        rows = rows.annotate(connected_before=_connected(arrival, old), **proof(arrival, message))
        wanted |= Q(connected_before=True)
    return rows.filter(wanted)


def in_order(rows: Iterable[Classroom], arrival: Arrival, message: LaunchMessage) -> list[Classroom]:
    """The rows of `connected_to_course` that are connected: with LTI enabled first, of them by name, then by age."""
    ref, found = course_of(message), list(rows)
    by_name = [row for row in found if ref and same_course(row.lms_course_ref, ref)]
    connected = [row for row in found if getattr(row, "connected") or _was_connected(row, arrival)]  # noqa: B009
    return sorted(dict.fromkeys([*by_name, *connected]), key=lambda row: not row.lti_enabled)


def old_course_id(message: LaunchMessage) -> str:
    """The id of LTI 1.1 that a launch of 1.3 says for its course; '' where it says none, or the same."""
    told = (message.legacy and message.legacy.context_id) or ""
    return told if message.course and told != message.course.id and len(told) <= LONGEST_ID else ""


def _rows(arrival: Arrival, message: LaunchMessage, course_id: str, classroom: Classroom | None) -> QuerySet[LmsCourse]:
    old = old_course_id(message)
    rows = LmsCourse.objects.filter(lms=arrival.lms, context_id__in=[course_id, old] if old else [course_id])
    if old:
        rows = rows.annotate(**proof(arrival, message))
    if classroom is None:
        return rows
    mine = FilteredRelation("connections", condition=Q(connections__classroom=classroom))
    return rows.annotate(mine=mine, connection=F("mine__pk"))


def _with_told(rows: QuerySet[LmsCourse], enrolment: Enrolment | None) -> QuerySet[LmsCourse]:
    if enrolment is None:
        return rows
    of_mine = FilteredRelation("told_roles", condition=Q(told_roles__enrolment=enrolment.pk))
    return rows.annotate(of_mine=of_mine, said=F("of_mine__told"))


def _was_connected(row: Classroom, arrival: Arrival) -> bool:
    return bool(getattr(row, "connected_before", False)) and is_proven_by(row, arrival)


def _is_connected(row: LmsCourse) -> bool:
    return getattr(row, "connection", None) is not None


def _connected(arrival: Arrival, course_id: str) -> Exists:
    return Exists(
        CourseConnection.objects.filter(
            classroom=OuterRef("pk"), lms_course__lms=arrival.lms, lms_course__context_id=course_id
        )
    )
