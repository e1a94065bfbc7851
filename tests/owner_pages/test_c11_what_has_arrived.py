"""*What has arrived* is of the link or key that is being set up, not of the LMS's older ones."""

import secrets
from typing import Any

import pytest

from slipway.lms.consumer_keys import add_key
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, Registration, RegistrationLink
from slipway.orgs.models import User
from tests.factories import lms
from tests.orgs.browsers import browser_of
from tests.owner_pages.lms_that_registers import RegisteringLms
from tests.owner_pages.test_dynamic_registration import link, page_of, pressed, said

pytestmark = [pytest.mark.http, pytest.mark.django_db]

WAITING, WORKS = "Waiting for the registration of the LMS", "LTI 1.3 works"


def launched(credential: ConsumerKey | Registration, *, let_in: bool = True) -> None:
    named = {"consumer_key" if isinstance(credential, ConsumerKey) else "registration": credential}
    there = credential.lms
    LaunchRecord.objects.create(
        organization=there.organization, lms=there, nonce=secrets.token_hex(8), door="unit", let_in=let_in, **named
    )


def shown_link(owner: User, moodle: Lms, address: str) -> tuple[str, str]:
    """The page that shows a new link, and what it polls."""
    browser = browser_of(owner)
    page = said(browser.post(page_of(moodle, "/registration-link"), {"address": address}, follow=True))
    polled = page.partition('data-url="')[2].partition('"')[0]
    return page, said(browser.get(polled))


def test_c11_a_new_link_waits_although_the_lms_has_a_registration_that_works(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    for shown in shown_link(owner, moodle, theirs.url):
        assert WAITING in shown
        assert WORKS not in shown


def test_c11_then_it_shows_the_registration_that_was_made_by_it(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    theirs.client_id = "client-2"
    pressed(link(owner, moodle, theirs.url), theirs)
    made, path = RegistrationLink.objects.latest("created_at"), page_of(moodle, "/lights")
    shown = said(browser_of(owner).get(f"{path}?link={made.pk}"))
    assert "client-2" in shown
    assert "client-1" not in shown
    assert WORKS not in shown
    assert made.registration
    launched(made.registration)
    assert WORKS in said(browser_of(owner).get(f"{path}?link={made.pk}"))


@pytest.mark.parametrize("told", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_c11_a_link_of_nobody_has_no_lights(owner: User, moodle: Lms, told: str) -> None:
    assert browser_of(owner).get(f"{page_of(moodle, '/lights')}?link={told}").status_code == 404


def test_c11_another_lmss_link_has_no_lights_here(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    other = lms(moodle.organization, name="Other")
    link(owner, other, theirs.url)
    made = RegistrationLink.objects.get()
    assert browser_of(owner).get(f"{page_of(moodle, '/lights')}?link={made.pk}").status_code == 404


def light(owner: User, moodle: Lms) -> str:
    return said(browser_of(owner).get(page_of(moodle, "/first-launch")))


def test_c11_a_second_key_waits_although_the_first_one_works(owner: User, moodle: Lms) -> None:
    launched(moodle.consumer_keys.get())
    assert 'data-light="received"' in light(owner, moodle)
    second = add_key(actor=owner, lms=moodle, name="second")
    for shown in (light(owner, moodle), said(browser_of(owner).get(page_of(moodle, "/connect?way=1.1")))):
        assert 'data-light="waiting"' in shown
    launched(second, let_in=False)
    assert 'data-light="refused"' in light(owner, moodle)
    launched(second)
    assert 'data-light="received"' in light(owner, moodle)


def test_c11_a_key_waits_although_a_registration_works(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    assert 'data-light="waiting"' in light(owner, moodle)


def _again(owner: User, moodle: Lms, theirs: RegisteringLms) -> Any:
    """The LMS registers itself a second time, as *Update* does."""
    return pressed(link(owner, moodle, theirs.url), theirs)


def test_c7_an_lms_that_registers_itself_again_is_not_told_to_activate_what_is_active(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    first = _again(owner, moodle, theirs)
    assert "Where Moodle lists the tool as pending, press Activate" in said(first)
    assert "Activate" in said(_again(owner, moodle, theirs)), "nothing was launched yet"
    launched(moodle.registrations.get())
    shown = said(_again(owner, moodle, theirs))
    assert "Activate" not in shown
    assert "launches of this registration were let in, so it is active" in shown


def test_c7_the_steps_for_moodle_say_what_to_press_and_what_to_put_back(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    shown, _ = shown_link(owner, moodle, theirs.url)
    assert "press <strong>Register as a new external tool</strong>" in shown
    for setting in ("Default launch container: New window", "Show in activity chooser and as a preconfigured tool"):
        assert setting in shown.partition("Pressed <strong>Update</strong> instead?")[2]
