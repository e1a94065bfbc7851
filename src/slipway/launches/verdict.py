"""The whole decision over one launch into a class: let in as what, or refused with which request left behind."""

from dataclasses import dataclass

from slipway.classes.roles import ClassRole
from slipway.launches import decisions
from slipway.launches.arrival import Arrival
from slipway.launches.decisions import Connection, Enrol, Standing
from slipway.launches.sight import Sight
from slipway.lti.refusal import Refusal, Refused
from slipway.words import said


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How a person enters: as what, and what is made on the way."""

    right: ClassRole
    connect: bool = False
    enrol: Enrol = Enrol.NOT
    told: ClassRole | None = None  # what the course says, to be kept with the place
    leads: bool = False


class NotConnectedError(Refused):
    """Refused, and the class's teachers are asked whether this course may be connected."""


def check_person(sight: Sight) -> None:
    """Every launch that is let in has a person and a course. Raises Refused."""
    if not sight.message.person.user_id:
        raise Refused(Refusal.ANONYMOUS, "The LMS sent no user_id.")
    if sight.account_off:
        raise Refused(Refusal.ACCOUNT_OFF, "The account of this person is switched off.")
    if sight.message.course is None:
        raise Refused(Refusal.COURSE_MISSING, "The LMS sent no context_id.")


def decide(arrival: Arrival, sight: Sight) -> Entry:
    """Decide a launch into a unit (or, with no unit, into the class itself). Raises Refused."""
    check_person(sight)
    _check_open(arrival, sight)
    facts = sight.unit_facts
    standing = sight.standing
    if standing is None:
        raise Refused(Refusal.NO_ROLE, "The launch names no role of the course.")
    connect = _connection(sight, standing)
    right = decisions.right_in_class(standing, sight.enrolment_facts, elsewhere=sight.told_elsewhere())
    if facts and (refusal := decisions.availability(facts, right)):
        raise Refused(refusal, _named(sight))
    enrol = decisions.enrolment_step(sight.enrolment_facts, right)
    if enrol is Enrol.ENDED:
        raise Refused(Refusal.ACCESS_ENDED, "The enrolment was ended by a teacher.")
    return Entry(right=right, connect=connect, enrol=enrol, told=standing.told, leads=standing.leads)


def _check_open(arrival: Arrival, sight: Sight) -> None:
    """Whether this LMS may open the unit, or the class itself, at all, whoever asks."""
    if sight.unit is None and sight.classroom is not None:
        if not sight.classroom.lti_enabled:
            raise Refused(Refusal.LTI_OFF, said("Class: %(classroom)s.", classroom=sight.classroom))
        return
    problem = decisions.unit_problem(sight.unit_facts, organization_id=arrival.lms.organization_id)
    if problem:
        nobodys = said("The address names no unit of this organization.")
        raise Refused(problem, _named(sight) if sight.classroom else nobodys)


def _named(sight: Sight) -> str:
    return said("Unit: %(unit)s.", unit=sight.unit)


def _connection(sight: Sight, standing: Standing) -> bool:
    named, connected = sight.named_by_url, sight.connected
    may_connect = not (named or connected) and sight.may_connect()
    verdict = decisions.connection(named_by_url=named, connected=connected, standing=standing, may_connect=may_connect)
    if verdict is Connection.ASK:
        raise NotConnectedError(Refusal.NOT_CONNECTED, "Its teachers were asked to connect the course.")
    if verdict is Connection.NONE:
        raise Refused(Refusal.NOT_CONNECTED, "The course is neither the Class LMS URL's nor connected.")
    return verdict is Connection.MAKE
