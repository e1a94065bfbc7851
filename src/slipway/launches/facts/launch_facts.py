"""All that is known when a launch is decided, loaded for each kind of address in one function."""

from collections.abc import Sequence
from dataclasses import dataclass

from slipway.classes.connections import teaches_by_course
from slipway.classes.roles import ClassRole
from slipway.classes.told import told_elsewhere
from slipway.content.models import Classroom
from slipway.launches.facts.courses import CourseFacts, classes_of_course, course_facts_of
from slipway.launches.facts.people import EnrolmentRow, PersonFacts, person_facts
from slipway.launches.facts.units import UnitRow, content_of_link, unit_by_id
from slipway.launches.rules import ClaimedRole, claimed_role
from slipway.launches.verify.verified_launch import LaunchTarget, VerifiedLaunch
from slipway.lms.course_ref import course_of, same_course
from slipway.lms.models import Lms
from slipway.lms_kinds.course import CourseRef
from slipway.lti.message import LaunchMessage


@dataclass(frozen=True, kw_only=True)
class LaunchFacts:
    """A launch, and what the database knows of its person, course, class and unit; None: nothing yet.

    `family` is the kind of LMS: as the launch says, else as is known of its LMS. `role` is what the LMS says of the
    person now. `is_named_by_url`: the Class LMS URL names the course. `told_elsewhere` is the most that other courses
    of the LMS say of the person in the class, `is_teacher_by_course` whether a course that is connected to the class
    calls them its teacher: both are looked up only where the decision may depend on them.
    """

    message: LaunchMessage
    lms: Lms
    family: str
    role: ClaimedRole | None
    course_ref: CourseRef | None
    classes: Sequence[Classroom]  # of the course, `classroom` first
    classroom: Classroom | None
    unit: UnitRow | None
    person: PersonFacts
    course: CourseFacts
    is_named_by_url: bool
    told_elsewhere: ClassRole | None
    is_teacher_by_course: bool


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
    unit, classes = content_of_link(launch, message)
    return (
        _facts(launch, message, unit=unit, classroom=classes[0]) if unit else _facts_of_class(launch, message, classes)
    )


def course_facts(launch: VerifiedLaunch, message: LaunchMessage, _target: LaunchTarget) -> LaunchFacts:
    """The facts for the classes that the course is connected to."""
    return _facts_of_class(launch, message, classes_of_course(launch, message))


def picker_facts(launch: VerifiedLaunch, message: LaunchMessage, _target: LaunchTarget) -> LaunchFacts:
    """The facts for the picker, which belongs to no class."""
    return _facts(launch, message)


def _facts_of_class(launch: VerifiedLaunch, message: LaunchMessage, classes: Sequence[Classroom]) -> LaunchFacts:
    """The facts for the first of the classes, and for none where LTI is off in all and an LMS administrator looks.

    Anybody else is refused with the first one then, so that its teachers see why.
    """
    role = claimed_role(message.roles, message.platform.family or launch.lms.family)
    if role and role.class_role is ClassRole.PREVIEW:
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
    family, ref, lms = message.platform.family or launch.lms.family, course_of(message), launch.lms
    person, role = person_facts(launch, message, classroom), claimed_role(message.roles, family)
    course = course_facts_of(launch, message, classroom, person)
    is_named = ref is not None and classroom is not None and same_course(classroom.lms_course_ref, ref)
    return LaunchFacts(
        message=message,
        lms=lms,
        family=family,
        role=role,
        course_ref=ref,
        classes=classes,
        classroom=classroom,
        unit=unit,
        person=person,
        course=course,
        is_named_by_url=is_named,
        told_elsewhere=_told_elsewhere(role, person.enrolment, course, lms),
        is_teacher_by_course=not (is_named or course.is_connected) and _is_teacher_by_course(role, person.enrolment),
    )


def _told_elsewhere(
    role: ClaimedRole | None, enrolment: EnrolmentRow | None, course: CourseFacts, lms: Lms
) -> ClassRole | None:
    """A statement where the LMS says something else than before, or the enrolment's role is more than it says."""
    told = role and role.told
    if enrolment is None or enrolment.by_hand or not enrolment.active or told is None:
        return None
    if told == course.told_before and enrolment.role == told.enrolled:
        return told
    return told_elsewhere(enrolment.pk, course.rows, lms_id=lms.pk)


def _is_teacher_by_course(role: ClaimedRole | None, enrolment: EnrolmentRow | None) -> bool:
    """A statement where somebody who leads the course teaches the class, and nobody here made them its teacher."""
    if role is None or not role.leads or enrolment is None or enrolment.by_hand:
        return False
    return enrolment.active and enrolment.role == ClassRole.TEACHER and teaches_by_course(enrolment.pk)
