"""LMS courses and the classes that they are connected to: who may connect one, how, and how it is taken away again."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from slipway.audit.trail import AuditAction, Named, audit
from slipway.classes.managed import owned_classes
from slipway.classes.models import ConnectionRequest, CourseConnection, Enrolment, LaunchSession
from slipway.classes.roles import ClassRole
from slipway.classes.told import counting, settle_class
from slipway.content.models import Classroom
from slipway.lms.course_ref import same_course, spellings
from slipway.lms.models import LmsCourse
from slipway.orgs.models import User
from slipway.people.models import shown_name


def may_connect(*, leads: bool, called_teacher: bool, by_hand: bool, by_course: bool) -> bool:
    """Whether a launch or a picker may connect its course to a class that its person teaches here.

    `leads`: the LMS says of them, now, that they teach its course; assistants and content developers do not, whatever
    they are here. `called_teacher`: and that is no mere word for the LMS's administrators. `by_hand`: a person here
    made them a teacher of the class; `by_course`: a course that is connected to it did, and as more than an assistant.
    """
    return leads and (by_hand or (by_course and called_teacher))


def teaches_by_course(enrolment_id: UUID) -> bool:
    """Whether a course that is connected to the class calls the person its teacher: one statement."""
    return counting().filter(enrolment=enrolment_id, told=ClassRole.TEACHER.rank).exists()


def decides_courses(user: User, classroom: Classroom) -> bool:
    """Whether `user`, signed in, may say which courses are the class's: an owner, or who teaches it as above."""
    mine = Enrolment.objects.filter(classroom=classroom, user=user, active=True, role=ClassRole.TEACHER)
    by_course = Exists(counting().filter(told=ClassRole.TEACHER.rank, enrolment=OuterRef("pk")))
    teaches = mine.filter(Q(by_hand=True) | by_course)
    return teaches.exists() or owned_classes(user).filter(pk=classroom.pk).exists()


def connect(*, actor: User | Named, lms_course: LmsCourse, classroom: Classroom, how: str) -> None:
    """Let everybody of the course into the class. `how` ("launch", "picker", "request") is for the audit trail.

    A course that is connected already stays as it is.
    """
    with transaction.atomic():
        made, is_new = CourseConnection.objects.get_or_create(
            lms_course=lms_course, classroom=classroom, defaults={"connected_by_id": actor.pk}
        )
        if is_new:
            audit(actor, AuditAction.COURSE_CONNECT, made, organization_id=classroom.organization_id, how=how)


@dataclass(frozen=True)
class Connected:
    """A course that opens the class. `connection` is None for one that the Class LMS URL alone names."""

    course: LmsCourse
    connection: CourseConnection | None

    @property
    def connected_by(self) -> str:
        """Who connected it, as the class's other pages name them; '' where nobody did, or their account is gone."""
        by = self.connection.connected_by if self.connection else None
        return shown_name(by, self.course.lms.organization_id) if by else ""


def connected_courses(classroom: Classroom) -> list[Connected]:
    """The courses that the Class LMS URL names, as far as they have launched, then those that a person connected."""
    rows = CourseConnection.objects.filter(classroom=classroom).select_related("lms_course__lms", "connected_by")
    made = {row.lms_course_id: row for row in rows.order_by("at", "id")}
    named = [Connected(course, made.get(course.pk)) for course in _named_courses(classroom)]
    shown = {entry.course.pk for entry in named}
    return [*named, *(Connected(row.lms_course, row) for key, row in made.items() if key not in shown)]


def disconnect(*, actor: User, connection: CourseConnection) -> None:
    """Take the connection away and end the launches that came through it; enrolments and work stay.

    The request that led to it goes too, so that the course's teachers may ask again.
    """
    classroom, course = connection.classroom, connection.lms_course
    with transaction.atomic():
        audit(
            actor, AuditAction.COURSE_DISCONNECT, connection, organization_id=classroom.organization_id, course=course
        )
        ConnectionRequest.objects.filter(classroom=classroom, lms_course=course).delete()
        CourseConnection.objects.filter(pk=connection.pk).delete()
        LaunchSession.objects.filter(classroom=classroom, lms_course=course).end()
        courses_changed(classroom)


def courses_changed(classroom: Classroom) -> None:
    """Some courses may no longer open the class: the roles that they gave there do not count any more."""
    settle_class(classroom, [entry.course for entry in connected_courses(classroom)])


def _named_courses(classroom: Classroom) -> list[LmsCourse]:
    if not classroom.lms_course_id:
        return []
    alike = LmsCourse.objects.filter(
        lms__organization=classroom.organization_id, course_id__in=spellings(classroom.lms_course_id)
    )
    rows = alike.select_related("lms").order_by("created_at")
    return [row for row in rows if same_course(classroom.lms_course_ref, row.ref)]
