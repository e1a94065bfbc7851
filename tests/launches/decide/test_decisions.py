"""The decisions of a launch as tables that a teacher could read."""

from dataclasses import replace
from itertools import product
from uuid import uuid4

import pytest

from slipway.classes.connections import may_connect
from slipway.classes.roles import ClassRole
from slipway.launches.rules import (
    ClaimedRole,
    ConnectionStep,
    EnrolmentFacts,
    EnrolmentStep,
    UnitFacts,
    claimed_role,
    connection_step,
    enrolment_step,
    is_role_to_write,
    may_bind,
    may_pick,
    role_in_class,
    unavailability,
    unit_problem,
)
from slipway.lti.refusal import Refusal
from slipway.lti.roles import read_roles

ACME = uuid4()
UNIT = UnitFacts(organization_id=ACME, lti_enabled=True, published=True, withdrawn=False)
DRAFT, WITHDRAWN = replace(UNIT, published=False), replace(UNIT, withdrawn=True)
STUDENT, TEACHER, OBSERVER, PREVIEW = ClassRole.STUDENT, ClassRole.TEACHER, ClassRole.OBSERVER, ClassRole.PREVIEW


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
def test_only_roles_of_the_course_give_rights_and_an_administrator_may_look(
    roles: str, becomes: ClassRole | None
) -> None:
    found = claimed_role(read_roles([roles]))
    assert (found and found.class_role) is becomes


@pytest.mark.parametrize(
    ("role", "picks"), [(TEACHER, True), (PREVIEW, True), (STUDENT, False), (OBSERVER, False), (None, False)]
)
def test_teachers_and_administrators_pick(role: ClassRole | None, picks: bool) -> None:
    assert may_pick(role) is picks


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (None, Refusal.UNIT_UNKNOWN),
        (replace(UNIT, organization_id=uuid4()), Refusal.FOREIGN_ORGANIZATION),
        (replace(UNIT, organization_id=uuid4(), lti_enabled=False), Refusal.FOREIGN_ORGANIZATION),
        (replace(UNIT, lti_enabled=False), Refusal.LTI_OFF),
        (UNIT, None),
        (DRAFT, None),
    ],
)
def test_a_unit_opens_for_its_own_organizations_lms_with_lti_on(
    facts: UnitFacts | None, refusal: Refusal | None
) -> None:
    assert unit_problem(facts, organization_id=ACME) is refusal


TEACHES, HELPS, LEARNS, WATCHES, LOOKS, MAY_TEACH = (
    ClaimedRole(class_role=TEACHER, leads=True), ClaimedRole(class_role=TEACHER), ClaimedRole(class_role=STUDENT),
    ClaimedRole(class_role=OBSERVER), ClaimedRole(class_role=PREVIEW), ClaimedRole(class_role=PREVIEW, leads=True),
)  # fmt: skip
STANDINGS = (TEACHES, HELPS, LEARNS, WATCHES, LOOKS, MAY_TEACH)


@pytest.mark.parametrize(
    ("named", "connected", "there", "may", "becomes"),
    [
        # the Class LMS URL names the course, or a teacher connected it: everybody of it comes in
        *[(True, False, there, False, ConnectionStep.EXISTS) for there in STANDINGS],
        *[(False, True, there, False, ConnectionStep.EXISTS) for there in STANDINGS],
        # one who teaches the class here and the course there connects them by coming
        (False, False, TEACHES, True, ConnectionStep.MAKE),
        (False, False, MAY_TEACH, True, ConnectionStep.MAKE),
        # an instructor or assistant of another course asks, and gets nothing; so does one who may only administer
        *[(False, False, there, False, ConnectionStep.ASK) for there in (TEACHES, HELPS, MAY_TEACH)],
        # who teaches the class but is a student of that course connects nothing
        (False, False, LEARNS, True, ConnectionStep.NONE),
        *[(False, False, there, False, ConnectionStep.NONE) for there in (LEARNS, WATCHES, LOOKS)],
    ],
)
def test_a_units_url_proves_nothing_about_the_course(
    named: bool, connected: bool, there: ClaimedRole, may: bool, becomes: ConnectionStep
) -> None:
    assert connection_step(named_by_url=named, connected=connected, role=there, may_connect=may) is becomes


@pytest.mark.parametrize(
    ("there", "by_hand", "by_course", "may"),
    [
        (TEACHES, True, False, True),
        (TEACHES, False, True, True),
        (TEACHES, False, False, False),  # a teacher here by an assistant's launch alone
        (HELPS, True, True, False),  # an assistant of this course connects nothing
        (LEARNS, True, True, False),
        (LOOKS, True, True, False),  # an administrator without any role of the course
        (MAY_TEACH, True, False, True),
        (MAY_TEACH, False, True, False),  # what a course said before does not make an administrator's click more
    ],
)
def test_c3_who_connects_a_course_by_a_launch(there: ClaimedRole, by_hand: bool, by_course: bool, may: bool) -> None:
    teacher = there.class_role is TEACHER
    assert may_connect(leads=there.leads, called_teacher=teacher, by_hand=by_hand, by_course=by_course) is may


@pytest.mark.parametrize(
    ("facts", "student", "teacher"),
    [
        (UNIT, None, None),
        (DRAFT, Refusal.UNIT_UNPUBLISHED, None),
        (WITHDRAWN, Refusal.UNIT_WITHDRAWN, None),
        (replace(DRAFT, withdrawn=True), Refusal.UNIT_WITHDRAWN, None),
    ],
)
def test_drafts_and_withdrawn_units_are_the_teachers(
    facts: UnitFacts, student: Refusal | None, teacher: Refusal | None
) -> None:
    assert unavailability(facts, STUDENT) is student
    assert unavailability(facts, OBSERVER) is student
    assert unavailability(facts, TEACHER) is teacher
    assert unavailability(facts, PREVIEW) is teacher


@pytest.mark.parametrize(
    ("enrolment", "role", "step"),
    [
        (None, STUDENT, EnrolmentStep.CREATE),
        (None, TEACHER, EnrolmentStep.CREATE),
        (None, OBSERVER, EnrolmentStep.CREATE),
        (None, PREVIEW, EnrolmentStep.NONE),
        (EnrolmentFacts(role="student"), STUDENT, EnrolmentStep.KEEP),
        (EnrolmentFacts(role="student"), TEACHER, EnrolmentStep.KEEP),
        (EnrolmentFacts(role="teacher"), STUDENT, EnrolmentStep.KEEP),
        (EnrolmentFacts(role="teacher", by_hand=True), STUDENT, EnrolmentStep.KEEP),
        (EnrolmentFacts(role="student", active=False), STUDENT, EnrolmentStep.ENDED),
        (EnrolmentFacts(role="student", active=False), TEACHER, EnrolmentStep.ENDED),
        (EnrolmentFacts(role="student", active=False), PREVIEW, EnrolmentStep.NONE),
    ],
)
def test_what_becomes_of_the_enrolment(enrolment: EnrolmentFacts | None, role: ClassRole, step: EnrolmentStep) -> None:
    assert enrolment_step(enrolment, role) is step


@pytest.mark.parametrize(
    ("there", "enrolment", "becomes"),
    [
        # the LMS decides, as long as nobody here did
        (LEARNS, None, STUDENT),
        (TEACHES, EnrolmentFacts(role="student"), TEACHER),
        (LEARNS, EnrolmentFacts(role="teacher"), STUDENT),
        # a role that was given here by hand holds, in both directions
        (TEACHES, EnrolmentFacts(role="student", by_hand=True), STUDENT),
        (TEACHES, EnrolmentFacts(role="observer", by_hand=True), OBSERVER),
        (LEARNS, EnrolmentFacts(role="teacher", by_hand=True), TEACHER),
        (WATCHES, EnrolmentFacts(role="teacher", by_hand=True), TEACHER),
        # a place that was ended gives nothing
        (LEARNS, EnrolmentFacts(role="teacher", by_hand=True, active=False), STUDENT),
        # an administrator of the LMS only looks
        (LOOKS, EnrolmentFacts(role="teacher", by_hand=True), PREVIEW),
        (LOOKS, EnrolmentFacts(role="student"), PREVIEW),
        # so does one whom the LMS calls a teacher of every course, unless a person here made them something
        (MAY_TEACH, None, PREVIEW),
        (MAY_TEACH, EnrolmentFacts(role="teacher"), PREVIEW),
        (MAY_TEACH, EnrolmentFacts(role="teacher", by_hand=True), TEACHER),
        (MAY_TEACH, EnrolmentFacts(role="student", by_hand=True), STUDENT),
        (MAY_TEACH, EnrolmentFacts(role="teacher", by_hand=True, active=False), PREVIEW),
    ],
)
def test_a_role_given_by_hand_holds_whatever_the_lms_tells(
    there: ClaimedRole, enrolment: EnrolmentFacts | None, becomes: ClassRole
) -> None:
    assert role_in_class(there, enrolment) is becomes


PLACE, ENDED = EnrolmentFacts(role="student"), EnrolmentFacts(role="student", active=False)


@pytest.mark.parametrize(
    ("now", "elsewhere", "enrolment", "becomes"),
    [
        (LEARNS, ClassRole.ASSISTANT, PLACE, TEACHER),  # assists in one course, learns in the other
        (HELPS, ClassRole.STUDENT, PLACE, TEACHER),
        (LEARNS, ClassRole.OBSERVER, PLACE, STUDENT),
        (WATCHES, ClassRole.STUDENT, PLACE, STUDENT),
        (LEARNS, None, PLACE, STUDENT),
        (LEARNS, ClassRole.TEACHER, None, STUDENT),
        (LEARNS, ClassRole.TEACHER, ENDED, STUDENT),
        (LOOKS, ClassRole.TEACHER, PLACE, PREVIEW),
        (MAY_TEACH, ClassRole.TEACHER, PLACE, PREVIEW),
        (LEARNS, ClassRole.TEACHER, EnrolmentFacts(role="observer", by_hand=True), OBSERVER),
    ],
)
def test_c8_somebody_is_what_their_courses_say_at_most(
    now: ClaimedRole, elsewhere: ClassRole | None, enrolment: EnrolmentFacts | None, becomes: ClassRole
) -> None:
    assert role_in_class(now, enrolment, elsewhere=elsewhere) is becomes


@pytest.mark.parametrize(
    ("role", "by_hand", "before", "now", "writes"),
    [
        ("student", False, ClassRole.STUDENT, ClassRole.STUDENT, False),
        ("teacher", False, ClassRole.STUDENT, ClassRole.STUDENT, False),  # another course says that
        ("teacher", False, ClassRole.TEACHER, ClassRole.ASSISTANT, True),
        ("student", False, None, ClassRole.STUDENT, True),
        ("student", False, ClassRole.TEACHER, ClassRole.TEACHER, True),  # set back meanwhile
        ("student", True, ClassRole.TEACHER, ClassRole.TEACHER, False),
    ],
)
def test_c8_a_launch_writes_what_is_new(
    *, role: str, by_hand: bool, before: ClassRole | None, now: ClassRole, writes: bool
) -> None:
    assert is_role_to_write(EnrolmentFacts(role=role, by_hand=by_hand), now, before=before) is writes


MOODLE_ADMIN = "Instructor,urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator"
MOODLE_ADMIN_1P3 = (
    "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor,"
    "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator,"
    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator"
)
CANVAS_TA_1P3 = (
    "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant,"
    "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
)


@pytest.mark.parametrize(
    ("family", "roles", "becomes"),
    [
        # Moodle, Sakai and Open edX call their administrators teachers of every course: nobody can tell
        ("moodle", MOODLE_ADMIN, MAY_TEACH),
        ("moodle", MOODLE_ADMIN_1P3, MAY_TEACH),
        ("moodle", "Instructor,http://purl.imsglobal.org/vocab/lis/v2/person#Administrator", MAY_TEACH),
        ("sakai", f"{MOODLE_ADMIN},Administrator", MAY_TEACH),
        ("openedx", f"{MOODLE_ADMIN_1P3},Administrator", MAY_TEACH),
        ("desire2learn", "urn:lti:instrole:ims/lis/Administrator,Administrator", MAY_TEACH),
        # with no role of the course they are administrators in every LMS
        ("moodle", "urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator", LOOKS),
        ("canvas", "urn:lti:instrole:ims/lis/Administrator", LOOKS),
        # a teacher is one, and so is an administrator where the LMS names course roles only for who is in the course
        ("moodle", "Instructor", TEACHES),
        ("canvas", MOODLE_ADMIN, TEACHES),
        ("blackboard", MOODLE_ADMIN, TEACHES),
        ("", MOODLE_ADMIN, TEACHES),
        ("openedx", "Administrator", TEACHES),
        ("desire2learn", "Instructor,urn:lti:instrole:ims/lis/Administrator,Administrator", TEACHES),
        # who was switched to a student in Moodle, administrators too, sends what students send
        ("moodle", "Learner", LEARNS),
        # assistants and content developers help
        ("canvas", "urn:lti:role:ims/lis/TeachingAssistant", HELPS),
        ("canvas", CANVAS_TA_1P3, HELPS),
        ("canvas", "ContentDeveloper", HELPS),
        ("canvas", "Instructor,ContentDeveloper", TEACHES),
        ("blackboard", "Instructor,urn:lti:role:ims/lis/TeachingAssistant", HELPS),
    ],
)
def test_c3_what_each_kind_of_lms_says_by_its_roles(family: str, roles: str, becomes: ClaimedRole) -> None:
    assert claimed_role(read_roles([roles]), family) == becomes


def test_a_link_with_the_courses_own_id_is_not_bound() -> None:
    assert may_bind(resource_link_id="item", context_id="course")
    assert not may_bind(resource_link_id="course", context_id="course")


def test_every_case_of_a_connection_is_decided() -> None:
    booleans = (False, True)
    for named, connected, there, may in product(booleans, booleans, STANDINGS, booleans):
        decided = connection_step(named_by_url=named, connected=connected, role=there, may_connect=may)
        assert decided is ConnectionStep.EXISTS or not (named or connected)
