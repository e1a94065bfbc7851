"""An LMS that is connected a second time: asked before, and said after."""

from typing import Any

import pytest

from slipway.lms.models import Lms, LmsCourse, RegistrationLink
from slipway.orgs.models import User
from tests.factories import account, lms, organization
from tests.launches.inside import launch
from tests.orgs.browsers import browser_of
from tests.owner_pages.lms_that_registers import RegisteringLms, registering_lms
from tests.owner_pages.test_dynamic_registration import link, page_of, pressed, said

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
    fields = {
        "client_id": "client-9",
        "issuer": MOODLE,
        "auth_url": f"{MOODLE}/mod/lti/auth.php",
        "jwks_url": f"{MOODLE}/mod/lti/certs.php",
        "token_url": f"{MOODLE}/mod/lti/token.php",
        "deployment_policy": "first",
    }
    return fields | typed


def post(owner: User, there: Lms, end: str, fields: dict[str, str]) -> Any:
    return browser_of(owner).post(page_of(there, end), fields)


def test_c4_a_link_for_its_address_is_asked_about_first(owner: User, old: Lms, new: Lms) -> None:
    asked = post(owner, new, "/registration-link", {"address": f"{MOODLE}/my/"})
    assert asked.status_code == 422
    assert ASKED in said(asked)
    assert f'href="{page_of(old, "/registration-link")}"' in said(asked)
    assert not RegistrationLink.objects.exists()
    made = post(owner, new, "/registration-link", {"address": f"{MOODLE}/my/", "another": "1"})
    assert made.status_code == 302
    assert RegistrationLink.objects.get().lms == new


def test_c4_for_the_lms_itself_and_for_another_address_nothing_is_asked(owner: User, old: Lms, new: Lms) -> None:
    assert post(owner, old, "/registration-link", {"address": MOODLE}).status_code == 302
    assert post(owner, new, "/registration-link", {"address": "https://other.example.edu"}).status_code == 302


def test_c4_connecting_another_begins_with_those_that_are_here(owner: User, old: Lms) -> None:
    there = f"/organizations/{old.organization_id}/settings/lti/new"
    shown = said(browser_of(owner).get(there))
    assert "Is it one of these?" in shown
    assert f'href="{page_of(old)}"' in shown
    Lms.objects.all().delete()
    assert "Is it one of these?" not in said(browser_of(owner).get(there))


def test_c4_another_organizations_lms_is_nobodys_business(owner: User, old: Lms) -> None:
    stranger = account()
    elsewhere = lms(organization(owner=stranger), name="Theirs")
    assert post(stranger, elsewhere, "/registration-link", {"address": MOODLE}).status_code == 302


@pytest.mark.parametrize("typed", [{}, {"issuer": f"{MOODLE}"}, {"address": MOODLE, "issuer": "https://else.example"}])
def test_c4_a_registration_by_hand_is_asked_about_first(owner: User, old: Lms, new: Lms, typed: dict[str, str]) -> None:
    asked = post(owner, new, "/registrations/new", by_hand(**typed))
    assert asked.status_code == 422
    assert ASKED in said(asked)
    assert f'href="{page_of(old, "/registrations/new")}"' in said(asked)
    assert not new.registrations.exists()
    assert post(owner, new, "/registrations/new", by_hand(**typed, another="1")).status_code == 302
    assert new.registrations.exists()


def test_c4_an_lms_that_registers_itself_as_another_waits_for_its_owner(owner: User, old: Lms, new: Lms) -> None:
    with registering_lms() as theirs:
        first = pressed(link(owner, old, theirs.url), theirs)
        assert old.registrations.get().accepted_at, said(first)
        again = _registered_again(owner, new, theirs)
    assert new.registrations.get().is_pending
    assert "You have this LMS already: Moodle has a registration of this issuer." in said(again)


def _registered_again(owner: User, new: Lms, theirs: RegisteringLms) -> Any:
    theirs.client_id = "client-another"
    return pressed(link(owner, new, theirs.url, another="1"), theirs)


def test_c4_after_the_first_launch_of_the_second_both_pages_say_so(owner: User, old: Lms) -> None:
    second = lms(old.organization, name="Second")
    assert TWICE not in said(browser_of(owner).get(page_of(second)))
    admin = {"user_id": "2", "roles": "urn:lti:instrole:ims/lis/Administrator"}
    assert launch(second, "/lti/course", admin, moodle=True).status_code == 303
    for end in ("", "/connect?way=1.1"):
        shown = said(browser_of(owner).get(page_of(second, end)))
        assert TWICE in shown
        assert "Keep Moodle: add a key or registration there" in shown
    shown = said(browser_of(owner).get(page_of(old)))
    assert "Is this the same LMS as Second?" in shown
    assert "Keep this one" in shown


def test_c4_two_moodles_on_one_host_under_paths_of_their_own_are_two(owner: User, old: Lms) -> None:
    second = lms(old.organization, name="Archive")
    Lms.objects.filter(pk=second.pk).update(family="moodle", origins=[MOODLE], guid="moodle.example.edu")
    for there, path in ((old, ""), (second, "/archive")):
        home = f"{MOODLE}{path}/course/view.php?id=2"
        LmsCourse.objects.create(lms=there, context_id="2", title="Course", home_url=home)
    assert "Is this the same LMS" not in said(browser_of(owner).get(page_of(second)))


def test_c4_a_vendors_issuer_makes_no_two_schools_one(owner: User) -> None:
    there = organization(owner=owner)
    schools = [lms(there, name=name) for name in ("North", "South")]
    for school in schools:
        canvas = "https://canvas.instructure.com"
        fields = {"issuer": canvas, "auth_url": f"{canvas}/a", "jwks_url": f"{canvas}/k", "token_url": f"{canvas}/t"}
        answer = post(owner, school, "/registrations/new", by_hand(**fields, client_id=f"client-{school.name}"))
        assert answer.status_code == 302, said(answer)
    assert "Is this the same LMS" not in said(browser_of(owner).get(page_of(schools[1])))
