"""Administrators whom an LMS calls teachers of every course look; who teaches the class connects a course to it."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from slipway.audit.models import AuditEntry
from slipway.classes.models import ConnectionRequest, CourseConnection, Enrolment
from slipway.classes.roles import ClassRole
from slipway.lms.models import Lms
from slipway.people.linking import link_identity
from slipway.people.models import LmsIdentity
from tests import factories
from tests.canvas import person
from tests.launches.inside import MOODLE_ADMINISTRATOR, launch, page, save, select
from tests.way_in import is_let_in
from tests.workspaces.reading import text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

ROOT = person("root", roles=f"Instructor,{MOODLE_ADMINISTRATOR}", name="Ad Min")
TEA, STU = person("tea", roles="Instructor"), person("stu")
TA, TA_1P3 = "urn:lti:role:ims/lis/TeachingAssistant", "urn:lti:role:ims/lis/Instructor/TeachingAssistant,Instructor"
HOW = "Your LMS calls its administrators teachers of every course"


class There:
    """A class that Moodle's course 7 is connected to; 8 is a foreign course of the same Moodle."""

    def __init__(self) -> None:
        self.made = factories.classroom_with_units()
        self.classroom = self.made.classroom
        self.lms: Lms = factories.lms(self.classroom.organization, name="Moodle")
        self.path = f"/lti/units/{self.made.unit('u1').pk}"
        self.teacher = factories.account(name="Tea Cher")
        factories.enrol(self.teacher, self.classroom, ClassRole.TEACHER)

    def launch(self, who: dict[str, str], course: int, **told: bool) -> HttpResponse:
        return launch(self.lms, self.path, who, course=course, **{"moodle": True, **told})

    def connect(self, course: int) -> None:
        """As the teacher of the class does it: the request of somebody who teaches there is approved."""
        assert self.launch(TEA, course).headers["x-refusal-code"] == "not-connected"
        asked = ConnectionRequest.objects.get(classroom=self.classroom, state="open")
        browser = Client()
        browser.force_login(self.teacher)
        browser.post(reverse("request-approve", args=[self.classroom.pk, asked.pk]))
        assert self.courses() >= 1

    def courses(self) -> int:
        return CourseConnection.objects.filter(classroom=self.classroom).count()

    def asked(self) -> list[str]:
        rows = ConnectionRequest.objects.filter(classroom=self.classroom, state="open")
        return list(rows.values_list("lms_course__title", flat=True))

    def place(self, who: dict[str, str]) -> Enrolment | None:
        return Enrolment.objects.filter(classroom=self.classroom, user__identities__lms_user_id=who["user_id"]).first()


@pytest.fixture
def there() -> There:
    made = There()
    made.connect(7)
    return made


def test_c3_moodles_administrator_looks_and_is_enrolled_nowhere(there: There) -> None:
    shown = page(there.launch(ROOT, 7)).content.decode()
    assert 'data-role="preview"' in shown
    assert HOW in shown
    assert there.place(ROOT) is None


def test_c3_the_administrators_click_connects_no_foreign_course_but_asks(there: There) -> None:
    assert there.launch(STU, 8).headers["x-refusal-code"] == "not-connected"
    assert there.launch(ROOT, 8).headers["x-refusal-code"] == "not-connected"
    assert there.asked() == ["Course 8"]
    assert there.launch(STU, 8).headers["x-refusal-code"] == "not-connected"
    assert there.courses() == 1


def test_c3_nor_does_it_after_they_were_enrolled_by_a_release_before(there: There) -> None:
    there.launch(ROOT, 7)
    user = LmsIdentity.objects.get(lms_user_id=ROOT["user_id"]).user
    factories.enrol(user, there.classroom, ClassRole.TEACHER, lms_=there.lms)
    assert there.launch(ROOT, 8).headers["x-refusal-code"] == "not-connected"
    assert 'data-role="preview"' in page(there.launch(ROOT, 7)).content.decode()


def test_c3_so_it_is_on_the_class_home_and_where_no_class_is(there: There) -> None:
    for course in (7, 9):
        shown = page(launch(there.lms, "/lti/course", ROOT, course=course, moodle=True)).content.decode()
        assert 'data-role="preview"' in shown
        assert HOW in shown


def test_c3_canvass_administrators_without_a_course_role_are_not_told_how_to_teach(there: There) -> None:
    who = person("admin", roles="urn:lti:instrole:ims/lis/Administrator")
    shown = page(launch(there.lms, "/lti/course", who)).content.decode()
    assert 'data-role="preview"' in shown
    assert HOW not in shown


def test_c3_a_teacher_of_a_canvas_who_administers_it_too_stays_a_teacher(there: There) -> None:
    canvas = factories.lms(there.classroom.organization)
    who = person("both", roles="Instructor,urn:lti:instrole:ims/lis/Administrator")
    assert launch(canvas, there.path, who, course=9).headers["x-refusal-code"] == "not-connected"
    asked = ConnectionRequest.objects.get(lms_course__lms=canvas)
    CourseConnection.objects.create(lms_course=asked.lms_course, classroom=there.classroom)
    assert 'data-role="teacher"' in page(launch(canvas, there.path, who, course=9)).content.decode()


@pytest.fixture
def by_hand(there: There) -> There:
    """The administrator has an account here, linked, and was made a teacher of the class."""
    there.launch(ROOT, 7)
    account = factories.account(name="Ad Min")
    link_identity(actor=account, identity=LmsIdentity.objects.get(lms_user_id=ROOT["user_id"]))
    factories.enrol(account, there.classroom, ClassRole.TEACHER)
    return there


def test_c3_enrolled_by_hand_the_administrator_teaches_and_connects_by_coming(by_hand: There) -> None:
    shown = page(by_hand.launch(ROOT, 7)).content.decode()
    assert 'data-role="teacher"' in shown
    assert HOW not in shown
    assert is_let_in(by_hand.launch(ROOT, 8))
    assert by_hand.courses() == 2
    assert is_let_in(by_hand.launch(STU, 8))


def test_c3_and_picks_from_the_class_in_a_course_of_theirs(by_hand: There) -> None:
    opened = select(by_hand.lms, ROOT, course=8, moodle=True)
    assert "You teach it" in text_of(page(opened))
    assert save(opened, by_hand.made.unit("u1")).status_code == 200
    assert by_hand.courses() == 2
    entry = AuditEntry.objects.filter(action="course.connect").latest("at")
    assert (entry.actor_name, entry.details["how"]) == ("Ad Min", "picker")


def test_c3_picking_as_an_administrator_shows_what_the_course_has_and_how_to_come_in(there: There) -> None:
    assert there.classroom.title in text_of(page(select(there.lms, ROOT, course=7, moodle=True)))
    shown = page(select(there.lms, ROOT, course=8, moodle=True))
    assert there.classroom.title not in text_of(shown)
    assert HOW in text_of(shown)
    assert 'data-enter="link"' in shown.content.decode()


ASSISTANTS = [TA, TA_1P3, "ContentDeveloper"]


@pytest.mark.parametrize(
    ("connected", "foreign"),
    [*((roles, "Instructor") for roles in ASSISTANTS), *(("Instructor", roles) for roles in ASSISTANTS)],
)
def test_c3_whoever_assists_in_either_course_connects_none(there: There, connected: str, foreign: str) -> None:
    assert 'data-role="teacher"' in page(there.launch(person("ann", roles=connected), 7)).content.decode()
    assert there.launch(person("ann", roles=foreign), 8).headers["x-refusal-code"] == "not-connected"
    assert (there.courses(), there.asked()) == (1, ["Course 8"])


def test_c3_a_teacher_of_a_connected_course_connects_the_next_by_coming(there: There) -> None:
    assert is_let_in(there.launch(TEA, 7))
    assert is_let_in(there.launch(TEA, 8))
    assert there.courses() == 2


def test_c3_but_not_once_their_course_is_no_longer_connected(there: There) -> None:
    assert is_let_in(there.launch(TEA, 7))
    browser = Client()
    browser.force_login(there.teacher)
    connection = CourseConnection.objects.get(classroom=there.classroom)
    browser.post(reverse("connection-remove", args=[there.classroom.pk, connection.pk]))
    assert there.courses() == 0
    assert there.launch(TEA, 8).headers["x-refusal-code"] == "not-connected"


@pytest.mark.parametrize("roles", ASSISTANTS)
def test_c3_in_the_picker_an_assistant_asks_and_connects_nothing(there: There, roles: str) -> None:
    assert is_let_in(there.launch(person("ann", roles=roles), 7))
    for told in (roles, "Instructor"):  # there as an assistant, or here by an assistant's launch
        opened = select(there.lms, person("ann", roles=told), course=8, moodle=True)
        assert "Its teachers are asked" in text_of(page(opened))
        assert save(opened, there.made.unit("u1")).status_code == 200
    assert (there.courses(), there.asked()) == (1, ["Course 8"])


@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_c3_who_teaches_by_an_assistants_launch_does_not_decide_over_requests(there: There, decision: str) -> None:
    assert is_let_in(there.launch(person("ann", roles=TA), 7))
    account, browser = factories.account(), Client()
    link_identity(actor=account, identity=LmsIdentity.objects.get(lms_user_id=person("ann")["user_id"]))
    there.launch(person("ann", roles="Instructor"), 8)
    asked = ConnectionRequest.objects.get(classroom=there.classroom, state="open")
    browser.force_login(account)
    answer = browser.post(reverse(f"request-{decision}", args=[there.classroom.pk, asked.pk]), follow=True)
    assert "is for its teachers and the owners to decide" in answer.content.decode()
    assert (there.courses(), there.asked()) == (1, ["Course 8"])


def test_c3_a_place_that_a_launch_made_is_kept_by_confirming_it(there: There) -> None:
    there.launch(ROOT, 7)
    user = LmsIdentity.objects.get(lms_user_id=ROOT["user_id"]).user
    place = factories.enrol(user, there.classroom, ClassRole.TEACHER, lms_=there.lms)
    browser = Client()
    browser.force_login(there.teacher)
    browser.post(reverse("enrolment-role", args=[there.classroom.pk, place.pk]), {"role": "teacher"})
    assert 'data-role="teacher"' in page(there.launch(ROOT, 7)).content.decode()
