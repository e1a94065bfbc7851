"""An LMS that is connected a second time: its owner is asked before it, and told after it."""

from typing import Any

import pytest

from slipway.lms.models import Lms, LmsCourse, RegistrationLink
from slipway.orgs.models import User
from tests.factories import account, lms, organization
from tests.launches.inside import launch
from tests.lms.registered import endpoints
from tests.orgs.browsers import browser_of
from tests.owner_pages.lms_that_registers import RegisteringLms, link, pressed
from tests.owner_pages.pages import page_of, shown, text_of
from tests.way_in import is_let_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MOODLE = "https://moodle.example.edu"
ASKED = "You have this LMS already"
TWICE = "Is this the same LMS as Moodle?"


@pytest.fixture
def old(owner: User) -> Lms:
    """A Moodle that has come by its key."""
    made = lms(organization(owner=owner), name="Moodle")
    Lms.objects.filter(pk=made.pk).update(family="moodle", origins=[MOODLE], guid="moodle.example.edu")
    return made


@pytest.fixture
def new(old: Lms) -> Lms:
    """Another LMS of the organization, that nobody knows anything of yet."""
    return Lms.objects.create(organization=old.organization, name="New Moodle", family="moodle")


def by_hand(**typed: str) -> dict[str, str]:
    return endpoints(MOODLE).values() | typed


def post(owner: User, there: Lms, end: str, fields: dict[str, str]) -> Any:
    return browser_of(owner).post(page_of(there, end), fields)


def test_c4_a_link_for_its_address_is_asked_about_first(owner: User, old: Lms, new: Lms) -> None:
    asked = post(owner, new, "/registration-link", {"address": f"{MOODLE}/my/"})
    assert asked.status_code == 422
    assert ASKED in text_of(asked)
    assert f'href="{page_of(old, "/registration-link")}"' in text_of(asked)
    assert not RegistrationLink.objects.exists()
    made = post(owner, new, "/registration-link", {"address": f"{MOODLE}/my/", "another": "1"})
    assert made.status_code == 302
    assert RegistrationLink.objects.get().lms == new


def test_c4_for_the_lms_itself_and_for_another_address_nothing_is_asked(owner: User, old: Lms, new: Lms) -> None:
    assert post(owner, old, "/registration-link", {"address": MOODLE}).status_code == 302
    assert post(owner, new, "/registration-link", {"address": "https://other.example.edu"}).status_code == 302


def test_c4_connecting_another_begins_with_those_that_are_here(owner: User, old: Lms) -> None:
    page = shown(owner, old.organization, "/new")
    assert "Is it one of these?" in page
    assert f'href="{page_of(old)}"' in page
    Lms.objects.all().delete()
    assert "Is it one of these?" not in shown(owner, old.organization, "/new")


def test_c4_another_organizations_lms_is_nobodys_business(owner: User, old: Lms) -> None:
    stranger = account()
    elsewhere = lms(organization(owner=stranger), name="Theirs")
    assert post(stranger, elsewhere, "/registration-link", {"address": MOODLE}).status_code == 302


@pytest.mark.parametrize("typed", [{}, {"issuer": f"{MOODLE}"}, {"address": MOODLE, "issuer": "https://else.example"}])
def test_c4_a_registration_by_hand_is_asked_about_first(owner: User, old: Lms, new: Lms, typed: dict[str, str]) -> None:
    asked = post(owner, new, "/registrations/new", by_hand(**typed))
    assert asked.status_code == 422
    assert ASKED in text_of(asked)
    assert f'href="{page_of(old, "/registrations/new")}"' in text_of(asked)
    assert not new.registrations.exists()
    assert post(owner, new, "/registrations/new", by_hand(**typed, another="1")).status_code == 302
    assert new.registrations.exists()


def test_c4_an_lms_that_registers_itself_as_another_waits_for_its_owner(
    owner: User, old: Lms, new: Lms, theirs: RegisteringLms
) -> None:
    first = pressed(link(owner, old, theirs.url), theirs)
    assert old.registrations.get().accepted_at, text_of(first)
    theirs.client_id = "client-another"
    again = pressed(link(owner, new, theirs.url, another="1"), theirs)
    assert new.registrations.get().is_pending
    assert "You have this LMS already: Moodle has a registration of this issuer." in text_of(again)


def test_c4_after_the_first_launch_of_the_second_both_pages_say_so(owner: User, old: Lms) -> None:
    second = lms(old.organization, name="Second")
    assert TWICE not in shown(owner, second)
    admin = {"user_id": "2", "roles": "urn:lti:instrole:ims/lis/Administrator"}
    assert is_let_in(launch(second, "/lti/course", admin, moodle=True))
    for end in ("", "/connect?way=1.1"):
        page = shown(owner, second, end)
        assert TWICE in page
        assert "Keep Moodle: add a key or registration there" in page
    page = shown(owner, old)
    assert "Is this the same LMS as Second?" in page
    assert "Keep this one" in page


def test_c4_two_moodles_on_one_host_under_paths_of_their_own_are_two(owner: User, old: Lms) -> None:
    second = lms(old.organization, name="Archive")
    Lms.objects.filter(pk=second.pk).update(family="moodle", origins=[MOODLE], guid="moodle.example.edu")
    for there, path in ((old, ""), (second, "/archive")):
        home = f"{MOODLE}{path}/course/view.php?id=2"
        LmsCourse.objects.create(lms=there, context_id="2", title="Course", home_url=home)
    assert "Is this the same LMS" not in shown(owner, second)


def test_c4_a_vendors_issuer_makes_no_two_schools_one(owner: User) -> None:
    there = organization(owner=owner)
    schools = [lms(there, name=name) for name in ("North", "South")]
    for school in schools:
        answer = post(owner, school, "/registrations/new", endpoints("https://canvas.instructure.com").values())
        assert answer.status_code == 302, text_of(answer)
    assert "Is this the same LMS" not in shown(owner, schools[1])
