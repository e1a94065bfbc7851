"""Step 3 of a launch: a grant or a denial for each kind of address, from facts alone."""

from dataclasses import replace

from slipway.classes.connections import may_connect
from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.launches import rules
from slipway.launches.decision import Denial, Destination, Grant
from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.rules import ClaimedRole, ConnectionStep, EnrolmentStep
from slipway.lti.refusal import Refusal
from slipway.sessions.requests import LinkRequest, PickerRequest
from slipway.words import text

_NOT_CONNECTED = {
    ConnectionStep.ASK: Denial(
        Refusal.NOT_CONNECTED, text("Its teachers were asked to connect the course."), asks_teachers=True
    ),
    ConnectionStep.NONE: Denial(
        Refusal.NOT_CONNECTED, text("The course is neither the Class LMS URL's nor connected.")
    ),
}


def decide_unit(facts: LaunchFacts) -> Grant | Denial:
    """Into the unit that the address names, or that the link is bound to."""
    return _decide_in_class(facts, Destination(page="unit", object_id=facts.unit.pk if facts.unit else None))


def decide_course(facts: LaunchFacts) -> Grant | Denial:
    """To the home of the class that the course is connected to."""
    if facts.classroom is None:
        return _decide_without_class(facts)
    return _decide_in_class(facts, Destination(page="class", object_id=facts.classroom.pk))


def decide_link(facts: LaunchFacts) -> Grant | Denial:
    """Into the unit that the link is bound to; for a teacher of a connected class, to the page that binds it."""
    if facts.unit is not None:
        return decide_unit(facts)
    if facts.classroom is None:
        return _decide_without_class(facts)
    decision = _decide_in_class(facts, Destination(page="works"))
    if isinstance(decision, Denial) or decision.role is ClassRole.PREVIEW:
        return decision
    if decision.role is not ClassRole.TEACHER:
        return Denial(Refusal.NO_UNIT_YET, text("No unit is bound to this link."))
    return replace(decision, destination=Destination(page="choose", session_data=_link(facts).to_json()))


def decide_picker(facts: LaunchFacts) -> Grant | Denial:
    """To the picker, for teachers of the course and the LMS's administrators."""
    if denial := _denial_of_person(facts):
        return denial
    role, selection = facts.role, facts.message.selection
    assert selection is not None  # any other message has been denied before (`pipeline.decide_launch`)
    if role is None or not rules.may_pick(role.class_role):
        return Denial(Refusal.PICKER_NOT_ALLOWED, text("The launch names no teacher's role of the course."))
    if not selection.takes_lti_links:
        kinds = ", ".join(selection.media_types)[:200]
        cause = text("The LMS takes no LTI link in this place, only: %(kinds)s.", kinds=kinds)
        return Denial(Refusal.NOTHING_TO_PICK, cause)
    request = PickerRequest(
        selection=selection,
        family=facts.family,
        deployment_id=facts.message.deployment_id or "",
        other_course=facts.course.other_row.pk if facts.course.other_row else None,
    )
    destination = Destination(page="picker", kind=LaunchSession.Kind.PICKER, session_data=request.to_json())
    return Grant(role=role.class_role, destination=destination, leads=role.leads)


def _denial_of_person(facts: LaunchFacts) -> Denial | None:
    """Every launch that is let in has a person and a course."""
    if not facts.message.person.user_id:
        return Denial(Refusal.ANONYMOUS, text("The LMS sent no user_id."))
    if facts.person.is_account_off:
        return Denial(Refusal.ACCOUNT_OFF, text("The account of this person is switched off."))
    if facts.message.course is None:
        return Denial(Refusal.COURSE_MISSING, text("The LMS sent no context_id."))
    return None


def _decide_without_class(facts: LaunchFacts) -> Grant | Denial:
    """No class is connected to the course: only an administrator of the LMS is let in, to see that it works."""
    if denial := _denial_of_person(facts):
        return denial
    if facts.role is None:
        return Denial(Refusal.NO_ROLE, text("The launch names no role of the course."))
    if facts.role.class_role is not ClassRole.PREVIEW:
        return Denial(Refusal.NOT_CONNECTED, text("No class is connected to this course."))
    return Grant(role=facts.role.class_role, destination=Destination(page="works"), leads=facts.role.leads)


def _decide_in_class(facts: LaunchFacts, destination: Destination) -> Grant | Denial:
    """A launch into a unit, or, with no unit, into the class itself."""
    if denial := _denial_of_person(facts) or _denial_of_unit(facts):
        return denial
    claimed, enrolment = facts.role, facts.person.enrolment
    if claimed is None:
        return Denial(Refusal.NO_ROLE, text("The launch names no role of the course."))
    connection = _connection_step(facts, claimed)
    if connection in _NOT_CONNECTED:
        return _NOT_CONNECTED[connection]
    role = rules.role_in_class(claimed, enrolment, elsewhere=facts.told_elsewhere)
    if facts.unit and (refusal := rules.unavailability(facts.unit, role)):
        return Denial(refusal, text("Unit: %(unit)s.", unit=facts.unit.title))
    enrol = rules.enrolment_step(enrolment, role)
    if enrol is EnrolmentStep.ENDED:
        return Denial(Refusal.ACCESS_ENDED, text("The enrolment was ended by a teacher."))
    connect = connection is ConnectionStep.MAKE
    return Grant(
        role=role, destination=destination, leads=claimed.leads, connect=connect, enrol=enrol, told=claimed.told
    )


def _denial_of_unit(facts: LaunchFacts) -> Denial | None:
    """Whether this LMS may open the unit, or the class itself, at all, whoever asks."""
    if facts.unit is None and facts.classroom is not None:
        off = text("Class: %(classroom)s.", classroom=facts.classroom.title)
        return None if facts.classroom.lti_enabled else Denial(Refusal.LTI_OFF, off)
    problem = rules.unit_problem(facts.unit, organization_id=facts.lms.organization_id)
    if problem is None:
        return None
    if facts.unit is None or facts.classroom is None:
        return Denial(problem, text("The address names no unit of this organization."))
    return Denial(problem, text("Unit: %(unit)s.", unit=facts.unit.title))


def _connection_step(facts: LaunchFacts, role: ClaimedRole) -> ConnectionStep:
    enrolment, may = facts.person.enrolment, False
    if enrolment and enrolment.active and enrolment.role == ClassRole.TEACHER:
        may = may_connect(
            leads=role.leads,
            called_teacher=role.class_role is ClassRole.TEACHER,
            by_hand=enrolment.by_hand,
            by_course=facts.is_teacher_by_course,
        )
    return rules.connection_step(
        named_by_url=facts.is_named_by_url, connected=facts.course.is_connected, role=role, may_connect=may
    )


def _link(facts: LaunchFacts) -> LinkRequest:
    """What the page that binds the link is told of it. Its units are those of the first of the classes."""
    link, course = facts.message.resource_link, facts.message.course
    assert link is not None
    assert course is not None
    binds = rules.may_bind(resource_link_id=link.id, context_id=course.id)
    others = tuple(each.title for each in facts.classes[1:] if each.lti_enabled)
    title = (link.title or "")[:255]
    return LinkRequest(resource_link_id=link.id, title=title, binds=binds, other_classes=others)
