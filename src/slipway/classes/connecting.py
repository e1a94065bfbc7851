"""Connecting an LMS course to a class: who may, the one verb that does it, and the request of those who may not."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from slipway.audit.trail import AuditAction, Named, audit
from slipway.classes.managed_classes import owned_classes
from slipway.classes.models import ConnectionRequest, CourseConnection, Enrolment
from slipway.classes.roles import ClassRole
from slipway.classes.told import counting
from slipway.content.models import Classroom
from slipway.lms.models import LmsCourse
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity


def may_connect(*, leads: bool, called_teacher: bool, by_hand: bool, by_course: bool) -> bool:
    """Whether a launch or a picker may connect its course to a class that its person teaches here.

    `leads`: the LMS says of them, now, that they teach its course; assistants and content developers do not, whatever
    they are here. `called_teacher`: and that is no mere word for the LMS's administrators. `by_hand`: a person here
    made them a teacher of the class; `by_course`: a course that is connected to it did, and as more than an assistant.
    """
    return leads and (by_hand or (by_course and called_teacher))


def teaches_by_course(enrolment: Enrolment) -> bool:
    """Whether a course that is connected to the class calls the person its teacher: one statement."""
    return counting().filter(enrolment=enrolment, told=ClassRole.TEACHER.rank).exists()


def decides_courses(user: User, classroom: Classroom) -> bool:
    """Whether `user`, signed in, may say which courses are the class's: an owner, or who teaches it as above."""
    mine = Enrolment.objects.filter(classroom=classroom, user=user, active=True, role=ClassRole.TEACHER)
    by_course = counting().filter(told=ClassRole.TEACHER.rank).values("enrolment")
    teaches = mine.filter(Q(by_hand=True) | Q(pk__in=by_course))
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


def ask_once(*, identity: LmsIdentity, courses: Sequence[UUID], classroom: Classroom) -> None:
    """Ask the class's teachers to connect the course: once, whoever asks, and not again after they have refused.

    `courses` are all that stands for the course, the one that would be connected first.
    """
    asked = ConnectionRequest.objects.filter(classroom=classroom)
    if not asked.filter(lms_course__in=courses).exists():
        asked.get_or_create(lms_course_id=courses[0], classroom=classroom, defaults={"identity": identity})
