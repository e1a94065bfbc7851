"""The page of an organization: its classes, and the teachers at an LMS who asked for one, as its owners see to them."""

import pytest

from slipway.classes.models import ClassRequest
from slipway.classes.requests import ask_for_class
from slipway.classes.roles import ClassRole
from slipway.lms.models import LmsCourse
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests.factories import account, classroom_with_units, enrol, identity, lms, organization
from tests.orgs.browsers import browser_of, deeds

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def owner() -> User:
    return account()


@pytest.fixture
def acme(owner: User) -> Organization:
    return organization(owner=owner)


def test_an_owner_sees_all_classes_and_a_member_those_they_are_in(owner: User, acme: Organization) -> None:
    member = account()
    Membership.objects.create(organization=acme, user=member, role=OrgRole.MEMBER)
    mine = classroom_with_units(acme, title="The member's class").classroom
    classroom_with_units(acme, title="Another class")
    classroom_with_units(title="A class elsewhere")
    enrol(member, mine, ClassRole.STUDENT)
    seen = browser_of(owner).get(f"/organizations/{acme.pk}").content.decode()
    assert "The member&#x27;s class" in seen
    assert "Another class" in seen
    assert "elsewhere" not in seen
    seen = browser_of(member).get(f"/organizations/{acme.pk}").content.decode()
    assert "The member&#x27;s class" in seen
    assert "Another class" not in seen


def test_the_way_to_the_settings_stands_there_for_owners_only(owner: User, acme: Organization) -> None:
    teacher = account()
    Membership.objects.create(organization=acme, user=teacher, role=OrgRole.TEACHER)
    assert "Organization settings" in browser_of(owner).get(f"/organizations/{acme.pk}").content.decode()
    assert "Organization settings" not in browser_of(teacher).get(f"/organizations/{acme.pk}").content.decode()


@pytest.mark.parametrize(("role", "ways"), [(OrgRole.OWNER, 1), (OrgRole.TEACHER, 1), (OrgRole.MEMBER, 0)])
def test_whoever_may_make_a_class_finds_one_button_for_it(acme: Organization, role: OrgRole, ways: int) -> None:
    person = account()
    Membership.objects.create(organization=acme, user=person, role=role)
    new_class, browser = f'href="/organizations/{acme.pk}/classes/new"', browser_of(person)
    assert browser.get(f"/organizations/{acme.pk}").content.decode().count(new_class) == ways
    enrol(person, classroom_with_units(acme).classroom, ClassRole.TEACHER)
    assert browser.get(f"/organizations/{acme.pk}").content.decode().count(new_class) == ways


# ---- teachers who ask for a class


TITLE = "Teachers who ask for a class"


@pytest.fixture
def wanted(acme: Organization) -> ClassRequest:
    canvas = lms(acme, name="Canvas of Acme")
    course = LmsCourse.objects.create(lms=canvas, context_id="ctx-7", title="Physics 1")
    return ask_for_class(identity=identity(canvas, name="Tea Cher"), lms_course=course)


def pages(acme: Organization) -> list[str]:
    return [f"/organizations/{acme.pk}", f"/organizations/{acme.pk}/settings/lti"]


def done(wanted: ClassRequest, of: Organization) -> str:
    return f"/organizations/{of.pk}/classes/wanted/{wanted.pk}/done"


def test_an_owner_reads_who_asks_for_which_course_and_since_when(
    owner: User, acme: Organization, wanted: ClassRequest
) -> None:
    for path in pages(acme):
        page = browser_of(owner).get(path).content.decode()
        for text in (TITLE, "Tea Cher", "Canvas of Acme", "Physics 1", f"{wanted.created_at:%H:%M} UTC"):
            assert text in page
        assert f'href="/organizations/{acme.pk}/classes/new"' in page
        assert done(wanted, acme) in page


def test_without_requests_nothing_is_said_of_them(owner: User, acme: Organization) -> None:
    for path in pages(acme):
        assert TITLE not in browser_of(owner).get(path).content.decode()


@pytest.mark.parametrize("role", [OrgRole.TEACHER, OrgRole.MEMBER])
def test_others_than_owners_see_no_requests(acme: Organization, wanted: ClassRequest, role: OrgRole) -> None:
    person = account()
    Membership.objects.create(organization=acme, user=person, role=role)
    page = browser_of(person).get(pages(acme)[0])
    assert page.status_code == 200
    assert "Tea Cher" not in page.content.decode()
    assert browser_of(person).post(done(wanted, acme)).status_code == 404
    assert "class.ask-done" not in deeds(acme)


@pytest.mark.usefixtures("wanted")
def test_an_owner_elsewhere_sees_none_of_them() -> None:
    stranger = account()
    for path in pages(organization("Elsewhere", owner=stranger)):
        assert "Tea Cher" not in browser_of(stranger).get(path).content.decode()


@pytest.mark.parametrize(("back", "page"), [("", 0), ("?back=lti", 1), ("?back=//evil.example", 0)])
def test_done_takes_it_off_the_list_and_leads_back(
    owner: User, acme: Organization, wanted: ClassRequest, back: str, page: int
) -> None:
    answer = browser_of(owner).post(done(wanted, acme) + back, follow=True)
    assert answer.request["PATH_INFO"] == pages(acme)[page]
    shown = answer.content.decode()
    assert "The request of Tea Cher is done." in shown
    assert TITLE not in shown
    assert deeds(acme) == ["class.ask", "class.ask-done"]


def test_what_is_done_is_not_done_again(owner: User, acme: Organization, wanted: ClassRequest) -> None:
    browser = browser_of(owner)
    assert [browser.post(done(wanted, acme)).status_code for _ in range(2)] == [302, 404]
    assert deeds(acme) == ["class.ask", "class.ask-done"]
