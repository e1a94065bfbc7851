"""Which course a launch comes from, among those that its LMS has launched before, and the classes connected to it.

A course may have another id in LTI 1.1 than in LTI 1.3 (`old_ids`). Proven, what is connected to either is connected;
an id without proof connects nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from slipway.classes.models import CourseConnection
from slipway.classes.roles import COURSE_ROLES, ClassRole
from slipway.content.models import Classroom
from slipway.launches.facts.old_ids import is_proven, old_course_id, secret_columns, secrets_beside
from slipway.launches.facts.people import EnrolmentRow, PersonFacts
from slipway.launches.facts.services import ServiceFacts, kept_beside, told_services, with_kept
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.course_ref import course_of, same_course, spellings
from slipway.lms.models import LmsCourse
from slipway.lti.message import LaunchMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """The course of a launch. `other_row` is its second one, where the LMS has launched it under both its ids.

    `is_connected`: to the class; `told_before` is what the course said of the person in its last launch into the class.
    """

    row: LmsCourse | None = None
    other_row: LmsCourse | None = None
    is_connected: bool = False
    services: ServiceFacts = field(default_factory=ServiceFacts)
    told_before: ClassRole | None = None

    @property
    def rows(self) -> list[LmsCourse]:
        """Both rows, as far as there are any."""
        return [course for course in (self.row, self.other_row) if course]


def course_facts_of(
    launch: VerifiedLaunch, message: LaunchMessage, classroom: Classroom | None, person: PersonFacts
) -> CourseFacts:
    """The course, whether it is connected to the class, and what it last said there of the person: one statement, with
    an old id to prove too.

    Of two rows it is the connected one, so that whoever disconnects it ends the launches that came through it; else
    the one that has the id of the launch.
    """
    course, old_id = message.course, old_course_id(message)
    if course is None:
        return CourseFacts()
    ids = [course.id, old_id] if old_id else [course.id]
    services, identity_id = told_services(launch, message), person.identity.pk if person.identity else None
    found = with_kept(_rows(launch, message, ids, classroom), services, launch, message, identity_id)
    rows = {row.context_id: row for row in _with_told(found, person.enrolment)}
    before = rows.get(old_id)
    if before is not None and not is_proven(launch, secrets_beside(before)):
        before = None
    both = [row for row in (rows.get(course.id), before) if row is not None]
    if not both:
        return CourseFacts(services=services)
    both.sort(key=lambda row: not _is_connected(row))
    row, told = both[0], getattr(both[0], "told_before", None)
    return CourseFacts(
        row=row,
        other_row=both[1] if both[1:] else None,
        is_connected=_is_connected(row),
        services=kept_beside(services, row),
        told_before=None if told is None else COURSE_ROLES[told],
    )


def classes_of_course(launch: VerifiedLaunch, message: LaunchMessage) -> list[Classroom]:
    """The classes connected to the launch's course: those with LTI enabled first, of them the one that names it."""
    classes = Classroom.objects.filter(organization=launch.lms.organization)
    return in_order(connected_to_course(classes, launch, message), launch, message) if message.course else []


def connected_to_course(
    classes: QuerySet[Classroom], launch: VerifiedLaunch, message: LaunchMessage, *, or_else: Q | None = None
) -> QuerySet[Classroom]:
    """Those of `classes` that may be connected to the launch's course, for `in_order`; and those `or_else`."""
    ref, course, old = course_of(message), message.course, old_course_id(message)
    assert course is not None
    rows = classes.annotate(connected=_connected(launch, course.id)).order_by("created_at")
    wanted = Q(connected=True) | Q(lms_course_id__in=spellings(ref.course_id) if ref else []) | (or_else or Q())
    if old:
        rows = rows.annotate(connected_before=_connected(launch, old), **secret_columns(launch, message))
        wanted |= Q(connected_before=True)
    return rows.filter(wanted)


def in_order(rows: Iterable[Classroom], launch: VerifiedLaunch, message: LaunchMessage) -> list[Classroom]:
    """The rows of `connected_to_course` that are connected: with LTI enabled first, of them by name, then by age."""
    ref, found = course_of(message), list(rows)
    by_name = [row for row in found if ref and same_course(row.lms_course_ref, ref)]
    connected = [row for row in found if getattr(row, "connected") or _was_connected(row, launch)]  # noqa: B009
    return sorted(dict.fromkeys([*by_name, *connected]), key=lambda row: not row.lti_enabled)


def _rows(
    launch: VerifiedLaunch, message: LaunchMessage, ids: Collection[str], classroom: Classroom | None
) -> QuerySet[LmsCourse]:
    rows = LmsCourse.objects.filter(lms=launch.lms, context_id__in=ids)
    if len(ids) > 1:
        rows = rows.annotate(**secret_columns(launch, message))
    if classroom is None:
        return rows
    mine = FilteredRelation("connections", condition=Q(connections__classroom=classroom))
    return rows.annotate(mine=mine, connection=F("mine__pk"))


def _with_told(rows: QuerySet[LmsCourse], enrolment: EnrolmentRow | None) -> QuerySet[LmsCourse]:
    if enrolment is None:
        return rows
    of_mine = FilteredRelation("told_roles", condition=Q(told_roles__enrolment=enrolment.pk))
    return rows.annotate(of_mine=of_mine, told_before=F("of_mine__told"))


def _was_connected(row: Classroom, launch: VerifiedLaunch) -> bool:
    return bool(getattr(row, "connected_before", False)) and is_proven(launch, secrets_beside(row))


def _is_connected(row: LmsCourse) -> bool:
    return getattr(row, "connection", None) is not None


def _connected(launch: VerifiedLaunch, course_id: str) -> Exists:
    return Exists(
        CourseConnection.objects.filter(
            classroom=OuterRef("pk"), lms_course__lms=launch.lms, lms_course__context_id=course_id
        )
    )
