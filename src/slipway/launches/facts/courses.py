"""Which course a launch comes from, among those that its LMS has launched before, and the classes connected to it.

A course may have another id in LTI 1.1 than in LTI 1.3 (`old_ids`). Proven, what is connected to either is connected;
an id without proof connects nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, UUIDField

from slipway.classes.models import CourseConnection
from slipway.classes.roles import COURSE_ROLES, ClassRole
from slipway.content.models import Classroom
from slipway.launches.facts.old_ids import is_proven, old_course_id, old_key, secret_columns, secrets_beside
from slipway.launches.facts.people import PersonFacts
from slipway.launches.facts.services import ServiceFacts, kept_beside, told_services, with_kept
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.course_ref import course_of, same_course, spellings
from slipway.lms.models import LmsCourse
from slipway.lti.message import LaunchMessage
from slipway.statements.given import Given
from slipway.statements.select import Select


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
    services = told_services(launch, message)
    found = _found(launch, message, services, classroom, person)
    rows = {row.context_id: row for row in found}
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


def _found(
    launch: VerifiedLaunch,
    message: LaunchMessage,
    told: ServiceFacts,
    classroom: Classroom | None,
    person: PersonFacts,
) -> Sequence[LmsCourse]:
    """The rows of the course that the launch names, by its id and by its old one."""
    identity, enrolment, old_id = person.identity, person.enrolment, old_course_id(message)
    link_id = message.resource_link.id if message.resource_link else ""
    statement = _courses(
        has_old_id=bool(old_id),
        in_class=classroom is not None,
        is_enrolled=enrolment is not None,
        tells_services=bool(told.services),
        tells_address=bool(told.address and identity and link_id),
    )
    return statement.all(
        lms_id=launch.lms.pk,
        course_id=message.course and message.course.id,
        old_id=old_id,
        key=old_key(message),
        classroom_id=classroom and classroom.pk,
        enrolment_id=enrolment and enrolment.pk,
        registration_id=launch.credential.pk,
        link_id=link_id,
        identity_id=identity and identity.pk,
    )


def classes_of_course(launch: VerifiedLaunch, message: LaunchMessage) -> list[Classroom]:
    """The classes connected to the launch's course: those with LTI enabled first, of them the one that names it."""
    classes = Classroom.objects.filter(organization=launch.lms.organization_id)
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
        rows = rows.annotate(
            connected_before=_connected(launch, old), **secret_columns(launch.lms.pk, old_key(message))
        )
        wanted |= Q(connected_before=True)
    return rows.filter(wanted)


def in_order(rows: Iterable[Classroom], launch: VerifiedLaunch, message: LaunchMessage) -> list[Classroom]:
    """The rows of `connected_to_course` that are connected: with LTI enabled first, of them by name, then by age."""
    ref, found = course_of(message), list(rows)
    by_name = [row for row in found if ref and same_course(row.lms_course_ref, ref)]
    connected = [row for row in found if getattr(row, "connected") or _was_connected(row, launch)]  # noqa: B009
    return sorted(dict.fromkeys([*by_name, *connected]), key=lambda row: not row.lti_enabled)


@cache
def _courses(
    *, has_old_id: bool, in_class: bool, is_enrolled: bool, tells_services: bool, tells_address: bool
) -> Select[LmsCourse]:
    """The course of a launch, with its old row where an old id is said; no join for what is not there, or not said."""

    def build() -> QuerySet[LmsCourse]:
        ids = [Given("course_id", CharField()), *([Given("old_id", CharField())] if has_old_id else [])]
        rows = LmsCourse.objects.filter(lms=Given("lms_id", UUIDField()), context_id__in=ids).defer("created_at")
        if has_old_id:
            rows = rows.annotate(**secret_columns(Given("lms_id", UUIDField()), Given("key", CharField())))
        if in_class:
            mine = Q(connections__classroom=Given("classroom_id", UUIDField()))
            rows = rows.annotate(mine=FilteredRelation("connections", condition=mine), connection=F("mine__pk"))
        if is_enrolled:
            of_mine = Q(told_roles__enrolment=Given("enrolment_id", UUIDField()))
            told = FilteredRelation("told_roles", condition=of_mine)
            rows = rows.annotate(of_mine=told, told_before=F("of_mine__told"))
        return with_kept(rows, services=tells_services, address=tells_address)

    return Select(build)


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
