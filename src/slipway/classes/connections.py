"""The LMS courses that are connected to a class, and how one is taken away again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.models import ConnectionRequest, CourseConnection, LaunchSession
from slipway.classes.told import settle_class
from slipway.content.models import Classroom
from slipway.lms.course_ref import same_course, spellings
from slipway.lms.models import LmsCourse
from slipway.orgs.models import User
from slipway.people.models import shown_name


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
        running = LaunchSession.objects.filter(classroom=classroom, lms_course=course, ended_at=None)
        running.update(ended_at=timezone.now())
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
