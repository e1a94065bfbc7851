"""All that is known when a launch is decided, loaded for each kind of address in one function."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from slipway.classes.access import Right
from slipway.classes.connecting import teaches_by_course
from slipway.classes.models import ClassRole, Classroom, Told
from slipway.classes.told import told_elsewhere
from slipway.launches.facts.courses import CourseFacts, classes_of_course, course_facts_of
from slipway.launches.facts.people import PersonFacts, person_facts
from slipway.launches.facts.units import UnitRow, content_of_link, unit_by_id
from slipway.launches.rules import ClaimedRole, claimed_role
from slipway.launches.verify.verified_launch import LaunchTarget, VerifiedLaunch
from slipway.lms.course_ref import CourseRef, course_of, same_course
from slipway.lms.models import Lms
from slipway.lti.message import LaunchMessage


@dataclass(frozen=True, kw_only=True)
class LaunchFacts:
    """A launch, and what the database knows of its person, course, class and unit; None: nothing yet.

    `family` is the kind of LMS: as the launch says, else as is known of its LMS. `role` is what the LMS says of the
    person now, `told_elsewhere` the most that other courses of the LMS say of them in the class, and
    `is_teacher_by_course` whether a course that is connected to the class calls them its teacher; both are looked up
    only where the decision may hang on them.
    """

    message: LaunchMessage
    lms: Lms
    family: str
    role: ClaimedRole | None
    course_ref: CourseRef | None
    classes: Sequence[Classroom] = field(default_factory=list)  # of the course, `classroom` first
    classroom: Classroom | None = None
    unit: UnitRow | None = None
    person: PersonFacts
    course: CourseFacts
    told_elsewhere: Told | None = None
    is_teacher_by_course: bool = False

    @property
    def named_by_url(self) -> bool:
        """Whether the Class LMS URL names the course that this launch comes from."""
        if self.course_ref is None or self.classroom is None:
            return False
        return same_course(self.classroom.lms_course_ref, self.course_ref)


def unit_facts(launch: VerifiedLaunch, message: LaunchMessage, target: LaunchTarget) -> LaunchFacts:
    """The facts for the unit whose id stands in the address.

    The class of another organization's unit is left out: the launch log must not name it.
    """
    found = unit_by_id(target.unit_id) if target.unit_id else None
    unit, classroom = found or (None, None)
    is_own = unit is not None and unit.organization_id == launch.lms.organization_id
    return _facts(launch, message, unit=unit, classroom=classroom if is_own else None)


def link_facts(launch: VerifiedLaunch, message: LaunchMessage, _target: LaunchTarget) -> LaunchFacts:
    """The facts for the unit that the link is bound to, else for the classes of its course."""
    content = content_of_link(launch, message)
    if content.unit:
        return _facts(launch, message, unit=content.unit, classroom=content.classroom)
    return _facts_of_class(launch, message, content.classes)


def course_facts(launch: VerifiedLaunch, message: LaunchMessage, _target: LaunchTarget) -> LaunchFacts:
    """The facts for the classes that the course is connected to."""
    return _facts_of_class(launch, message, classes_of_course(launch, message))


def picker_facts(launch: VerifiedLaunch, message: LaunchMessage, _target: LaunchTarget) -> LaunchFacts:
    """The facts for the picker, which belongs to no class."""
    return _facts(launch, message)


def family_of(launch: VerifiedLaunch, message: LaunchMessage) -> str:
    """The kind of LMS that a launch comes from: as it says, else as is known of its LMS."""
    return message.platform.family or launch.lms.family


def _facts_of_class(launch: VerifiedLaunch, message: LaunchMessage, classes: Sequence[Classroom]) -> LaunchFacts:
    """The facts for the first of the classes, and for none where LTI is off in all and an LMS administrator looks.

    Anybody else is refused with the first one then, so that its teachers see why.
    """
    role = claimed_role(message.roles, family_of(launch, message))
    if role and role.right is Right.PREVIEW:
        classes = [each for each in classes if each.lti_enabled]
    return _facts(launch, message, classroom=classes[0] if classes else None, classes=classes)


def _facts(
    launch: VerifiedLaunch,
    message: LaunchMessage,
    *,
    unit: UnitRow | None = None,
    classroom: Classroom | None = None,
    classes: Sequence[Classroom] = (),
) -> LaunchFacts:
    person = person_facts(launch, message, classroom)
    family = family_of(launch, message)
    facts = LaunchFacts(
        message=message,
        lms=launch.lms,
        family=family,
        role=claimed_role(message.roles, family),
        course_ref=course_of(message),
        classes=classes,
        classroom=classroom,
        unit=unit,
        person=person,
        course=course_facts_of(launch, message, classroom, person),
    )
    return replace(facts, told_elsewhere=_told_elsewhere(facts), is_teacher_by_course=_is_teacher_by_course(facts))


def _told_elsewhere(facts: LaunchFacts) -> Told | None:
    """A statement where the LMS says something else than before, or the enrolment's role is more than it says."""
    enrolment, told = facts.person.enrolment, facts.role and facts.role.told
    if enrolment is None or enrolment.by_hand or not enrolment.active or told is None:
        return None
    if told == facts.course.told_before and enrolment.role == told.role:
        return told
    return told_elsewhere(enrolment.id, facts.course.rows, lms_id=facts.lms.pk)


def _is_teacher_by_course(facts: LaunchFacts) -> bool:
    """A statement where the course is not connected, and its teacher teaches the class here too."""
    enrolment, role = facts.person.enrolment, facts.role
    if facts.named_by_url or facts.course.is_connected or enrolment is None or role is None:
        return False
    teaches = enrolment.active and enrolment.role == ClassRole.TEACHER
    return teaches and role.leads and not enrolment.by_hand and teaches_by_course(enrolment.id)
