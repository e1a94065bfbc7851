"""One class, two courses: somebody is in it what its courses say at most, each within its last launch."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from slipway.classes.connections import disconnect
from slipway.classes.edit import set_lti
from slipway.classes.models import CourseConnection, Enrolment, LaunchSession, ToldRole
from slipway.classes.roles import ClassRole
from slipway.lms.consumer_keys import delete_key, disable_key, enable_key
from slipway.lms.models import LaunchRecord, Lms, LmsCourse
from slipway.lms.retire import disable_lms, enable_lms, remove_lms
from slipway.people.linking import link_identity
from slipway.people.models import LmsIdentity
from slipway.people.unlinking import Side, unlink_identity
from tests import factories
from tests.canvas import opaque, person
from tests.launches.inside import MOODLE, launch, page, under_way
from tests.way_in import is_let_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]

TA = "urn:lti:role:ims/lis/TeachingAssistant"
SAM = "sam"


class There:
    """A class with two courses of one Canvas, 7 and 8, connected."""

    def __init__(self) -> None:
        self.made = factories.classroom_with_units()
        self.classroom = self.made.classroom
        self.lms, self.other = self.canvas("Canvas"), self.canvas("Other")
        self.teacher = factories.account(name="Tea Cher")
        factories.enrol(self.teacher, self.classroom, ClassRole.TEACHER)
        self.connect(self.lms, 7)
        self.connect(self.lms, 8)

    def canvas(self, name: str) -> Lms:
        return factories.lms(self.classroom.organization, name=name)

    def connect(self, lms: Lms, course: int) -> None:
        row = LmsCourse.objects.create(lms=lms, context_id=opaque(f"course {course}"), title=f"Course {course}")
        CourseConnection.objects.create(lms_course=row, classroom=self.classroom)

    def comes(self, roles: str, course: int, *, lms: Lms | None = None, unit: str = "u1") -> HttpResponse:
        path = f"/lti/units/{self.made.unit(unit).pk}"
        return launch(lms or self.lms, path, person(SAM, roles=roles), course=course)

    def shown(self, roles: str, course: int, **how: Any) -> str:
        """As what the launch's page shows its person."""
        main = page(self.comes(roles, course, **how)).content.decode()
        return main.partition('data-role="')[2].partition('"')[0]

    def place(self, lms: Lms | None = None) -> Enrolment:
        identity = LmsIdentity.objects.get(lms=lms or self.lms, lms_user_id=person(SAM)["user_id"])
        return Enrolment.objects.get(classroom=self.classroom, user=identity.user)

    @property
    def role(self) -> str:
        return self.place().role

    def disconnect(self, course: int) -> None:
        connection = CourseConnection.objects.get(classroom=self.classroom, lms_course__title=f"Course {course}")
        disconnect(actor=self.teacher, connection=connection)


@pytest.fixture
def there() -> There:
    return There()


def test_c8_the_order_of_two_launches_does_not_matter(there: There) -> None:
    assert there.shown(TA, 7) == "teacher"
    assert there.shown("Learner", 8) == "teacher"  # a visit is by the class's role
    assert there.role == "teacher"
    assert there.shown(TA, 7) == "teacher"
    other = There()
    assert other.shown("Learner", 8) == "student"
    assert other.shown(TA, 7) == "teacher"
    assert other.shown("Learner", 8) == "teacher"
    assert other.role == "teacher"


def test_c8_the_people_page_shows_it_too(there: There) -> None:
    there.comes(TA, 7)
    there.comes("Learner", 8)
    browser = Client()
    browser.force_login(there.teacher)
    shown = browser.get(reverse("class-people", args=[there.classroom.pk])).content.decode()
    row = shown[shown.index("Sam</td>") :]
    assert 'value="teacher" selected' in row[: row.index("</select>")]


def test_c8_drafts_open_for_who_teaches_by_the_other_course(there: There) -> None:
    there.made.units["u2"].published = False
    there.made.units["u2"].save()
    assert there.comes("Learner", 8, unit="u2").headers["x-refusal-code"] == "unit-unpublished"
    there.comes(TA, 7)
    assert is_let_in(there.comes("Learner", 8, unit="u2"))


@pytest.mark.parametrize(("was", "now", "role"), [("Instructor", "Learner", "student"), (TA, "Mentor", "observer")])
def test_c8_a_demotion_in_the_only_course_takes_the_role_down(there: There, was: str, now: str, role: str) -> None:
    assert there.shown(was, 7) == "teacher"
    open_one = LaunchSession.objects.get(enrolment=there.place())
    assert there.shown(now, 7) == role
    assert there.role == role
    open_one.refresh_from_db()
    assert open_one.ended_at, "a launch that was let in as a teacher goes on"


def test_c8_a_demotion_in_one_course_leaves_what_the_other_says(there: There) -> None:
    there.comes("Instructor", 7)
    there.comes("Instructor", 8)
    assert there.shown("Learner", 7) == "teacher"
    assert there.shown("Learner", 8) == "student"
    assert there.role == "student"


def test_c8_a_course_that_is_disconnected_does_not_count(there: There) -> None:
    there.comes(TA, 7)
    assert there.shown("Learner", 8) == "teacher"
    there.disconnect(7)
    assert there.role == "student"
    assert not LaunchSession.objects.filter(enrolment=there.place(), role="teacher", ended_at=None).exists()
    assert there.shown("Learner", 8) == "student"


@pytest.mark.parametrize("is_new", [False, True])
def test_c8_nor_does_one_that_is_disconnected_while_a_launch_is_under_way(there: There, is_new: bool) -> None:
    for roles, course in ((TA, 7), ("Learner", 7), ("Learner", 8)):
        there.comes(roles, course)
    if is_new:
        there.place().delete()
    _, store = under_way(LaunchRecord.objects.earliest("at"))
    there.disconnect(7)
    assert store()
    assert [told.lms_course.title for told in ToldRole.objects.all()] == ([] if is_new else ["Course 8"])
    assert there.role == ("teacher" if is_new else "student")


def test_c8_connected_again_it_counts_from_the_next_launch_on(there: There) -> None:
    there.comes(TA, 7)
    there.comes("Learner", 8)
    there.disconnect(7)
    row = LmsCourse.objects.get(lms=there.lms, title="Course 7")
    CourseConnection.objects.create(lms_course=row, classroom=there.classroom)
    assert there.shown("Learner", 8) == "student"
    assert there.shown(TA, 7) == "teacher"


def test_c8_the_course_that_a_class_lms_url_named_does_not_count_once_it_names_another(there: There) -> None:
    home = "https://canvas.example.edu/courses/9"
    set_lti(actor=there.teacher, classroom=there.classroom, enabled=True, lms_url=home)
    assert there.shown("Instructor", 9) == "teacher"
    assert there.shown("Learner", 8) == "teacher"
    set_lti(actor=there.teacher, classroom=there.classroom, enabled=True, lms_url=home.replace("9", "8"))
    assert there.role == "student"


def test_c8_nor_does_it_once_it_names_the_same_number_at_another_moodle_of_the_host(there: There) -> None:
    path, url = f"/lti/units/{there.made.unit('u1').pk}", f"{MOODLE}/course/view.php?id=9"
    moodle = factories.lms(there.classroom.organization, name="Moodle")
    set_lti(actor=there.teacher, classroom=there.classroom, enabled=True, lms_url=url)
    account = factories.account(name="Sam")
    assert is_let_in(launch(moodle, path, person(SAM, roles=TA), course=9, moodle=True))
    there.comes("Learner", 7)
    for lms in (there.lms, moodle):
        link_identity(actor=account, identity=LmsIdentity.objects.get(lms=lms))
    assert there.role == "teacher"
    archive = url.replace("/course/", "/archive/course/")
    set_lti(actor=there.teacher, classroom=there.classroom, enabled=True, lms_url=archive)
    assert there.role == "student"


def test_c8_the_last_word_that_is_left_stays(there: There) -> None:
    there.comes("Instructor", 7)
    there.disconnect(7)
    assert there.role == "teacher"  # nobody has said anything else


@pytest.mark.parametrize("by_hand", ["student", "observer", "teacher"])
def test_c8_a_role_by_hand_holds_against_all_of_them(there: There, by_hand: str) -> None:
    there.comes(TA, 7)
    Enrolment.objects.filter(pk=there.place().pk).update(role=by_hand, by_hand=True)
    assert there.shown("Learner", 8) == by_hand
    assert there.shown("Instructor", 7) == by_hand
    there.disconnect(7)
    assert there.role == by_hand


def test_c8_a_place_of_a_release_before_keeps_its_role_until_its_next_launch(there: There) -> None:
    there.comes("Instructor", 7)
    ToldRole.objects.all().delete()  # as that release leaves it
    assert there.role == "teacher"
    assert there.shown("Learner", 8) == "student"
    assert there.shown("Instructor", 7) == "teacher"
    assert there.shown("Learner", 8) == "teacher"


def test_c8_a_launch_that_says_nothing_new_writes_no_word(there: There) -> None:
    there.comes(TA, 7)
    before = list(ToldRole.objects.values_list("pk", "told"))
    there.comes(TA, 7)
    assert list(ToldRole.objects.values_list("pk", "told")) == before


@pytest.fixture
def two_lmss(there: There) -> There:
    """Somebody assists in a course of one LMS and learns in a course of another, by one linked account."""
    there.connect(there.other, 9)
    there.comes(TA, 7)
    there.comes("Learner", 9, lms=there.other)
    account = factories.account(name="Sam")
    for lms in (there.lms, there.other):
        link_identity(actor=account, identity=LmsIdentity.objects.get(lms=lms))
    assert there.role == "teacher"
    return there


def test_c8_linked_places_are_what_both_lmss_say_but_a_visit_is_by_its_own(two_lmss: There) -> None:
    assert two_lmss.shown("Learner", 9, lms=two_lmss.other) == "student"  # that LMS has signed no more than this
    assert two_lmss.role == "teacher"
    assert two_lmss.shown(TA, 7) == "teacher"
    assert two_lmss.shown("Learner", 8) == "teacher"


@pytest.mark.parametrize("how", ["disabled", "removed", "key", "key deleted"])
def test_c8_an_lms_that_is_out_of_use_does_not_count(two_lmss: There, how: str) -> None:
    lms, owner = two_lmss.lms, two_lmss.teacher
    key, other = lms.consumer_keys.get(), two_lmss.other
    if how == "disabled":
        disable_lms(actor=owner, lms=lms)
    elif how == "removed":
        remove_lms(actor=owner, lms=lms)
    else:
        disable_key(actor=owner, consumer_key=key)
        if how == "key deleted":
            delete_key(actor=owner, consumer_key=key)
    assert two_lmss.place(other).role == "student"
    assert two_lmss.shown("Learner", 9, lms=other) == "student"
    if how == "disabled":
        enable_lms(actor=owner, lms=lms)
        assert two_lmss.role == "teacher"
    if how == "key":
        enable_key(actor=owner, consumer_key=key)
        assert two_lmss.role == "teacher"


def test_c8_unlinked_each_is_what_its_own_courses_say(two_lmss: There) -> None:
    account = two_lmss.place().user
    identity = LmsIdentity.objects.get(lms=two_lmss.lms)
    unlink_identity(identity=identity, account=account, side=Side.ACCOUNT)
    other = two_lmss.other
    assert two_lmss.shown("Learner", 9, lms=other) == "student"
    assert two_lmss.place(other).role == "student"
    assert two_lmss.shown("Learner", 8) == "teacher"  # course 7 said so of this one
    assert two_lmss.role == "teacher"
