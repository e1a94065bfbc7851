"""The decisions of a launch as tables that a teacher could read (DESIGN rules 3 to 5)."""

from itertools import product
from uuid import uuid4

import pytest

from slipway.classes.access import Right
from slipway.launches.decisions import (
    Connection,
    Enrol,
    EnrolmentFacts,
    UnitFacts,
    availability,
    connection,
    enrolment_step,
    may_bind,
    may_pick,
    right_in_class,
    standing,
    unit_problem,
)
from slipway.lti.refusal import Refusal
from slipway.lti.roles import read_roles

ACME = uuid4()
STUDENT, TEACHER, OBSERVER, PREVIEW = Right.STUDENT, Right.TEACHER, Right.OBSERVER, Right.PREVIEW


def unit(
    *, organization: object = ACME, lti: bool = True, published: bool = True, withdrawn: bool = False
) -> UnitFacts:
    return UnitFacts(
        organization_id=organization,  # type: ignore[arg-type]
        lti_enabled=lti,
        published=published,
        withdrawn=withdrawn,
    )


@pytest.mark.parametrize(
    ("roles", "becomes"),
    [
        ("Learner", STUDENT),
        ("Instructor", TEACHER),
        ("urn:lti:role:ims/lis/TeachingAssistant", TEACHER),
        ("ContentDeveloper", TEACHER),
        ("Learner,Instructor", TEACHER),
        ("urn:lti:role:ims/lis/Mentor", OBSERVER),
        ("urn:lti:instrole:ims/lis/Instructor,Learner", STUDENT),
        ("urn:lti:instrole:ims/lis/Instructor", None),
        ("urn:lti:instrole:ims/lis/Administrator", PREVIEW),
        ("urn:lti:instrole:ims/lis/Administrator,urn:lti:sysrole:ims/lis/SysAdmin", PREVIEW),
        ("urn:lti:instrole:ims/lis/Administrator,Learner", STUDENT),
        ("urn:lti:sysrole:ims/lis/None", None),
        ("", None),
    ],
)
def test_only_roles_of_the_course_give_rights_and_an_administrator_may_look(roles: str, becomes: Right | None) -> None:
    assert standing(read_roles([roles])) is becomes


@pytest.mark.parametrize(
    ("right", "picks"), [(TEACHER, True), (PREVIEW, True), (STUDENT, False), (OBSERVER, False), (None, False)]
)
def test_teachers_and_administrators_pick(right: Right | None, picks: bool) -> None:
    assert may_pick(right) is picks


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (None, Refusal.UNIT_UNKNOWN),
        (unit(organization=uuid4()), Refusal.FOREIGN_ORGANIZATION),
        (unit(organization=uuid4(), lti=False), Refusal.FOREIGN_ORGANIZATION),
        (unit(lti=False), Refusal.LTI_OFF),
        (unit(), None),
        (unit(published=False), None),
    ],
)
def test_a_unit_opens_for_its_own_organizations_lms_with_lti_on(
    facts: UnitFacts | None, refusal: Refusal | None
) -> None:
    assert unit_problem(facts, organization_id=ACME) is refusal


@pytest.mark.parametrize(
    ("named", "connected", "right", "teaches", "becomes"),
    [
        # the Class LMS URL names the course, or a teacher connected it: everybody of it comes in
        *[(True, False, right, False, Connection.STANDS) for right in Right],
        *[(False, True, right, False, Connection.STANDS) for right in Right],
        # one who teaches the class here and the course there connects them by coming
        (False, False, TEACHER, True, Connection.MAKE),
        # an instructor of another course asks, and gets nothing
        (False, False, TEACHER, False, Connection.ASK),
        # who teaches the class but is a student of that course connects nothing
        (False, False, STUDENT, True, Connection.NONE),
        *[(False, False, right, False, Connection.NONE) for right in (STUDENT, OBSERVER, PREVIEW)],
    ],
)
def test_a_units_url_proves_nothing_about_the_course(
    named: bool, connected: bool, right: Right, teaches: bool, becomes: Connection
) -> None:
    assert connection(named_by_url=named, connected=connected, right=right, teaches_here=teaches) is becomes


@pytest.mark.parametrize(
    ("facts", "student", "teacher"),
    [
        (unit(), None, None),
        (unit(published=False), Refusal.UNIT_UNPUBLISHED, None),
        (unit(withdrawn=True), Refusal.UNIT_WITHDRAWN, None),
        (unit(published=False, withdrawn=True), Refusal.UNIT_WITHDRAWN, None),
    ],
)
def test_drafts_and_withdrawn_units_are_the_teachers(
    facts: UnitFacts, student: Refusal | None, teacher: Refusal | None
) -> None:
    assert availability(facts, STUDENT) is student
    assert availability(facts, OBSERVER) is student
    assert availability(facts, TEACHER) is teacher
    assert availability(facts, PREVIEW) is teacher


@pytest.mark.parametrize(
    ("enrolment", "right", "step"),
    [
        (None, STUDENT, Enrol.NEW),
        (None, TEACHER, Enrol.NEW),
        (None, OBSERVER, Enrol.NEW),
        (None, PREVIEW, Enrol.NOT),
        (EnrolmentFacts(role="student"), STUDENT, Enrol.KEEP),
        (EnrolmentFacts(role="student"), TEACHER, Enrol.CHANGE_ROLE),
        (EnrolmentFacts(role="teacher"), STUDENT, Enrol.CHANGE_ROLE),
        (EnrolmentFacts(role="teacher", by_hand=True), STUDENT, Enrol.KEEP),
        (EnrolmentFacts(role="student", active=False), STUDENT, Enrol.ENDED),
        (EnrolmentFacts(role="student", active=False), TEACHER, Enrol.ENDED),
        (EnrolmentFacts(role="student", active=False), PREVIEW, Enrol.NOT),
    ],
)
def test_what_becomes_of_the_enrolment(enrolment: EnrolmentFacts | None, right: Right, step: Enrol) -> None:
    assert enrolment_step(enrolment, right) is step


@pytest.mark.parametrize(
    ("told", "enrolment", "becomes"),
    [
        # the LMS decides, as long as nobody here did
        (STUDENT, None, STUDENT),
        (TEACHER, EnrolmentFacts(role="student"), TEACHER),
        (STUDENT, EnrolmentFacts(role="teacher"), STUDENT),
        # a role that was given here by hand holds, in both directions
        (TEACHER, EnrolmentFacts(role="student", by_hand=True), STUDENT),
        (TEACHER, EnrolmentFacts(role="observer", by_hand=True), OBSERVER),
        (STUDENT, EnrolmentFacts(role="teacher", by_hand=True), TEACHER),
        (OBSERVER, EnrolmentFacts(role="teacher", by_hand=True), TEACHER),
        # a place that was ended gives nothing
        (STUDENT, EnrolmentFacts(role="teacher", by_hand=True, active=False), STUDENT),
        # an administrator of the LMS only looks
        (PREVIEW, EnrolmentFacts(role="teacher", by_hand=True), PREVIEW),
        (PREVIEW, EnrolmentFacts(role="student"), PREVIEW),
    ],
)
def test_a_role_given_by_hand_holds_whatever_the_lms_tells(
    told: Right, enrolment: EnrolmentFacts | None, becomes: Right
) -> None:
    assert right_in_class(told, enrolment) is becomes


def test_a_link_with_the_courses_own_id_is_not_bound() -> None:
    assert may_bind(resource_link_id="item", context_id="course")
    assert not may_bind(resource_link_id="course", context_id="course")


def test_every_case_of_a_connection_is_decided() -> None:
    booleans = (False, True)
    for named, connected, right, teaches in product(booleans, booleans, Right, booleans):
        decided = connection(named_by_url=named, connected=connected, right=right, teaches_here=teaches)
        assert decided is Connection.STANDS or not (named or connected)
