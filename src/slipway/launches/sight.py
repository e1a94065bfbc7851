"""All that is known when a launch is decided: read in three statements, before any transaction."""

from dataclasses import dataclass
from uuid import UUID

from slipway.classes.connecting import may_connect, teaches_by_course
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.classes.told import told_elsewhere
from slipway.content.models import Classroom, Unit
from slipway.launches.arrival import Arrival
from slipway.launches.courses import known_course
from slipway.launches.decisions import EnrolmentFacts, Standing, UnitFacts, standing
from slipway.launches.known import known_person
from slipway.launches.services import NOTHING, Kept
from slipway.lms.course_ref import CourseRef, course_of, same_course
from slipway.lms.models import LmsCourse
from slipway.lti.message import LaunchMessage
from slipway.people.models import LmsIdentity


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A launch and what the database knows of its person, course, class and unit; None: nothing yet."""

    message: LaunchMessage
    ref: CourseRef | None
    classroom: Classroom | None = None
    unit: Unit | None = None
    identity: LmsIdentity | None = None
    kin: LmsIdentity | None = None  # the same person, under the id of the other LTI version
    enrolment: Enrolment | None = None
    course: LmsCourse | None = None
    other_course: LmsCourse | None = None  # the same course, under the id of the other LTI version
    connected: bool = False
    kept: Kept = NOTHING  # service addresses, as earlier launches told them
    lms_id: UUID | None = None
    standing: Standing | None = None  # what the LMS says of the person now
    told: ClassRole | None = None  # and what was kept of its course's last launch into the class

    @property
    def account_off(self) -> bool:
        """Whether the account of this person is switched off."""
        return self.known is not None and not getattr(self.known, "account_on", True)

    @property
    def known(self) -> LmsIdentity | None:
        """The person, under whichever id they were here before."""
        return self.identity or self.kin

    @property
    def named_by_url(self) -> bool:
        """Whether the Class LMS URL names the course that this launch comes from."""
        if self.ref is None or self.classroom is None:
            return False
        return same_course(self.classroom.lms_course_ref, self.ref)

    @property
    def unit_facts(self) -> UnitFacts | None:
        """The unit as decisions take it."""
        if self.unit is None:
            return None
        withdrawn = self.unit.withdrawn_at or self.unit.module.withdrawn_at
        return UnitFacts(
            organization_id=self.unit.classroom.organization_id,
            lti_enabled=self.unit.classroom.lti_enabled,
            published=self.unit.published,
            withdrawn=withdrawn is not None,
        )

    @property
    def enrolment_facts(self) -> EnrolmentFacts | None:
        """The person's place in the class as decisions take it."""
        return facts_of(self.enrolment)

    @property
    def same_courses(self) -> list[LmsCourse]:
        """The rows of the course."""
        return [course for course in (self.course, self.other_course) if course]

    def told_elsewhere(self) -> ClassRole | None:
        """The most that other courses of the LMS say of the person in the class.

        A statement of its own, where the LMS says something else than before, or the place is more than it says.
        """
        mine, now = self.enrolment, self.standing and self.standing.told
        if mine is None or mine.by_hand or not mine.active or now is None or self.lms_id is None:
            return None
        if now == self.told and mine.role == now.enrolled:
            return now
        return told_elsewhere(mine, self.same_courses, lms_id=self.lms_id)

    def may_connect(self) -> bool:
        """Whether this launch connects its course. Asked only where that is not connected; a statement at most."""
        mine, now = self.enrolment, self.standing
        if mine is None or now is None or not mine.active or mine.role != ClassRole.TEACHER:
            return False
        by_course = now.leads and not mine.by_hand and teaches_by_course(mine)
        called_teacher = now.right is ClassRole.TEACHER
        return may_connect(leads=now.leads, called_teacher=called_teacher, by_hand=mine.by_hand, by_course=by_course)


def facts_of(enrolment: Enrolment | None) -> EnrolmentFacts | None:
    """A place in a class as decisions take it."""
    if enrolment is None:
        return None
    return EnrolmentFacts(role=enrolment.role, active=enrolment.active, by_hand=enrolment.by_hand)


def family_of(arrival: Arrival, message: LaunchMessage) -> str:
    """The kind of LMS that a launch comes from: as it says, else as is known of its LMS."""
    return message.platform.family or arrival.lms.family


def see(arrival: Arrival, message: LaunchMessage, *, unit: Unit | None, classroom: Classroom | None) -> Sight:
    """Person, enrolment, course and connection: two statements."""
    person = known_person(arrival, message, classroom)
    course = known_course(arrival, message, classroom, person)
    return Sight(
        message=message,
        ref=course_of(message),
        unit=unit,
        classroom=classroom,
        identity=person.identity,
        kin=person.kin,
        enrolment=person.enrolment,
        course=course.row,
        other_course=course.other,
        connected=course.connected,
        kept=course.kept,
        lms_id=arrival.lms.pk,
        standing=standing(message.roles, family_of(arrival, message)),
        told=course.told,
    )


def unit_by_id(unit_id: UUID) -> Unit | None:
    """The unit with its class and module, without its guide."""
    rows = Unit.objects.select_related("classroom", "module").defer("guide", "guide_html", "classroom__description")
    return rows.filter(pk=unit_id).first()
