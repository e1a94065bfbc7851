"""The People page of a class: who is in it, from where, and what its teachers decide about them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.classes.enrolled import enrolled_people, enrolments_in
from slipway.classes.models import CourseConnection, Enrolment, LaunchSession
from slipway.classes.roles import ENROLLED_ROLES
from slipway.lms.models import LaunchRecord
from slipway.orgs.models import Membership, OrgRole, User
from slipway.people.models import LmsIdentity
from slipway.sessions.visitor import visitor_of_token
from tests import factories
from tests.class_pages.scene import Scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

PEOPLE = "/classes/{classroom}/people"


def place_of(there: Scene, who: str) -> Enrolment:
    return Enrolment.objects.get(classroom=there.classroom, user=there.people[who])


def act(there: Scene, enrolment: Enrolment, verb: str, *, by: str = "teacher", **form: str) -> str:
    answer = there.browser(by).post(f"{there.path(PEOPLE)}/{enrolment.pk}/{verb}", form)
    assert answer.status_code == 302
    return answer.headers["Location"]


def launched_student(there: Scene, **fields: object) -> tuple[str, LaunchSession]:
    """A student whom only the LMS knows, just let in. Returns the launch's token and its session."""
    person = factories.identity(there.lms, user=User.objects.create_user())
    LmsIdentity.objects.filter(pk=person.pk).update(**fields)
    person.refresh_from_db()
    token, session = factories.launch_session(there.classroom, person=person)
    LaunchRecord.objects.filter(pk=session.launch_id).update(context_title="Physics 1")
    return token, session


def names(there: Scene, search: str = "") -> list[str]:
    return [row.name for row in enrolled_people(there.classroom, enrolments_in(there.classroom, search))]


def test_who_is_there_by_role_and_name_and_those_removed_at_the_end(there: Scene) -> None:
    launched_student(there, name="Ida Learner")
    assert names(there) == ["Teacher", "Ida Learner", "Student", "Observer"]
    Enrolment.objects.filter(user=there.people["teacher"]).update(active=False)
    assert names(there) == ["Ida Learner", "Student", "Observer", "Teacher"]
    assert names(there, "ida") == ["Ida Learner"]


def test_a_name_is_the_accounts_then_the_lmss_then_a_pseudonym(there: Scene) -> None:
    _token, session = launched_student(there, name="")
    factories.identity(there.lms, user=there.people["student"], name="Called Otherwise There")
    assert set(names(there)) == {"Teacher", "Student", "Observer", session.identity.pseudonym}


def test_what_another_organizations_lms_says_is_not_told(there: Scene) -> None:
    user = User.objects.create_user()
    elsewhere = factories.identity(factories.lms(), user=user, name="Known Elsewhere")
    factories.enrol(user, there.classroom)
    LaunchRecord.objects.create(
        organization=elsewhere.lms.organization, lms=elsewhere.lms, let_in=True, door="course",
        identity_id=elsewhere.pk, classroom_id=there.classroom.pk, context_title="A course elsewhere",
    )  # fmt: skip
    page = there.page(PEOPLE)
    assert "Known Elsewhere" not in page
    assert "A course elsewhere" not in page


def test_where_people_come_from_and_when_they_were_seen(there: Scene) -> None:
    _token, session = launched_student(there, name="Ida Learner", is_test=True)
    person = session.identity
    Enrolment.objects.filter(user=person.user).update(is_test=True)
    for days, let_in in ((-1, False), (2, True)):
        LaunchRecord.objects.create(
            organization=there.organization, lms=there.lms, let_in=let_in, door="course", identity_id=person.pk,
            classroom_id=there.classroom.pk, context_title="Another", at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
    row = next(r for r in enrolled_people(there.classroom, enrolments_in(there.classroom)) if r.name == "Ida Learner")
    assert (row.lms, row.course, row.launch) == ("Canvas", "Physics 1", session.launch)
    page = there.page(PEOPLE)
    for shown in ("Canvas: Physics 1", "Test student", "Enrolled by hand"):
        assert shown in page


def test_a_launch_is_found_after_its_person_was_linked(there: Scene) -> None:
    """Launch records keep the person's id of that moment; the identity is the same before and after."""
    person = launched_student(there)[1].identity
    Enrolment.objects.filter(user=person.user).update(user=there.people["staff"])
    LmsIdentity.objects.filter(pk=person.pk).update(user=there.people["staff"])
    row = next(r for r in enrolled_people(there.classroom, enrolments_in(there.classroom)) if r.name == "Staff")
    assert row.course == "Physics 1"


def test_a_removed_student_is_out_at_once_and_restored_with_all_that_was(there: Scene) -> None:
    token, session = launched_student(there)
    enrolment, launch = Enrolment.objects.get(user=session.identity.user), session.launch
    assert visitor_of_token(token, launch.pk)
    act(there, enrolment, "remove")
    assert visitor_of_token(token, launch.pk) is None
    page = there.page(PEOPLE)
    assert "Removed" in page
    assert "Restore" in page
    act(there, enrolment, "restore")
    enrolment.refresh_from_db()
    assert (enrolment.active, enrolment.role) == (True, "student")
    assert visitor_of_token(token, launch.pk) is None  # what was open has ended: they come again from the LMS
    assert there.deeds() == ["class.remove", "class.restore"]


def test_a_role_changed_here_stays_and_ends_launches_with_the_old_one(there: Scene) -> None:
    token, session = launched_student(there)
    enrolment = Enrolment.objects.get(user=session.identity.user)
    act(there, enrolment, "role", role="teacher")
    enrolment.refresh_from_db()
    assert (enrolment.role, enrolment.by_hand) == ("teacher", True)
    assert visitor_of_token(token, session.launch_id) is None
    act(there, enrolment, "role", role="nonsense")
    act(there, enrolment, "role", role="teacher")
    assert there.deeds() == ["class.role"]


def test_a_teacher_who_takes_themselves_out_is_led_away(there: Scene) -> None:
    assert act(there, place_of(there, "teacher"), "remove") == "/"
    browser = there.browser()
    assert browser.get(there.path(PEOPLE)).status_code == 404
    assert act(there, place_of(there, "teacher"), "restore", by="owner") == there.path(PEOPLE)
    assert act(there, place_of(there, "teacher"), "role", role="observer") == "/"


@pytest.mark.parametrize(
    ("email", "fault"),
    [
        ("nobody@acme.example", "Nobody of the organization has this address"),
        ("{stranger}", "Nobody of the organization has this address"),
        ("{known_to_lms}", "Nobody of the organization has this address"),
        ("{teacher}", "in the class already"),
        ("not an address", "valid email address"),
    ],
)
def test_only_members_of_the_organization_are_enrolled_by_hand(there: Scene, email: str, fault: str) -> None:
    Membership.objects.create(organization=there.organization, user=there.people["teacher"], role=OrgRole.TEACHER)
    launched_student(there, email="ida@lms.example")
    addresses = {"known_to_lms": "ida@lms.example", **{who: user.email for who, user in there.people.items()}}
    answer = there.post(PEOPLE, {"email": email.format(**addresses), "role": "teacher"})
    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert there.deeds() == []


def test_a_member_is_enrolled_by_hand_and_again_after_a_removal(there: Scene) -> None:
    browser, staff = there.browser(), there.people["staff"]
    browser.post(there.path(PEOPLE), {"email": str(staff.email).upper(), "role": "observer"})
    made = place_of(there, "staff")
    assert (made.role, made.by_hand, made.active) == ("observer", True, True)
    act(there, made, "remove")
    browser.post(there.path(PEOPLE), {"email": staff.email, "role": "teacher"})
    made.refresh_from_db()
    assert (made.role, made.active) == ("teacher", True)
    assert there.deeds() == ["class.enrol", "class.remove", "class.enrol"]


def test_requests_are_decided_here_too(there: Scene) -> None:
    browser = there.browser()
    page = browser.get(there.path(PEOPLE)).content.decode()
    address = there.path("/classes/{classroom}/admin/requests/{request}/approve?back=people")
    assert f'formaction="{address}"' in page
    assert "asked by Ada" in page
    assert browser.post(address).headers["Location"] == there.path(PEOPLE)
    assert CourseConnection.objects.filter(lms_course=there.request.lms_course).exists()


def test_the_list_asks_as_many_questions_for_many_as_for_few(there: Scene) -> None:
    browser = there.browser()

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(there.path(PEOPLE)).status_code == 200
        return len(asked)

    launched_student(there)
    few = ask()
    for _ in range(8):
        launched_student(there)
    assert ask() == few


@pytest.mark.parametrize("role", ENROLLED_ROLES)
def test_somebody_of_another_class_is_not_reached_through_mine(there: Scene, role: str) -> None:
    other = factories.enrol(factories.account(), factories.classroom_with_units().classroom, role)
    for verb in ("role", "remove", "restore"):
        path = f"{there.path(PEOPLE)}/{other.pk}/{verb}"
        assert there.browser("owner").post(path, {"role": "observer"}).status_code == 404
    other.refresh_from_db()
    assert (other.role, other.active) == (role, True)
