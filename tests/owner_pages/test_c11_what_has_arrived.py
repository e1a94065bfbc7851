"""*What has arrived* is of the link or key that is being set up, not of the LMS's older ones."""

import pytest

from slipway.lms.consumer_keys import add_key
from slipway.lms.models import Lms, RegistrationLink
from slipway.orgs.models import User
from tests.factories import lms
from tests.orgs.browsers import browser_of
from tests.owner_pages.lms_that_registers import RegisteringLms, link, pressed
from tests.owner_pages.pages import launched, page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

WAITING, WORKS = "Waiting for the registration of the LMS", "LTI 1.3 works"


def shown_link(owner: User, moodle: Lms, address: str) -> tuple[str, str]:
    """The page that shows a new link, and what it polls."""
    browser = browser_of(owner)
    page = text_of(browser.post(page_of(moodle, "/registration-link"), {"address": address}, follow=True))
    polled = page.partition('data-url="')[2].partition('"')[0]
    return page, text_of(browser.get(polled))


def test_c11_a_new_link_waits_although_the_lms_has_a_registration_that_works(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    for page in shown_link(owner, moodle, theirs.url):
        assert WAITING in page
        assert WORKS not in page


def test_c11_then_it_shows_the_registration_that_was_made_by_it(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    theirs.client_id = "client-2"
    pressed(link(owner, moodle, theirs.url), theirs)
    made = RegistrationLink.objects.latest("created_at")
    lights = shown(owner, moodle, f"/lights?link={made.pk}")
    assert "client-2" in lights
    assert "client-1" not in lights
    assert WORKS not in lights
    assert made.registration
    launched(made.registration)
    assert WORKS in shown(owner, moodle, f"/lights?link={made.pk}")


def test_c11_a_link_of_nobody_or_of_another_lms_has_no_lights(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    link(owner, lms(moodle.organization, name="Other"), theirs.url)
    for asked in ("nonsense", "00000000-0000-0000-0000-000000000000", RegistrationLink.objects.get().pk):
        assert browser_of(owner).get(page_of(moodle, f"/lights?link={asked}")).status_code == 404


def light(owner: User, moodle: Lms) -> str:
    return shown(owner, moodle, "/first-launch")


def test_c11_a_second_key_waits_although_the_first_one_works(owner: User, moodle: Lms) -> None:
    launched(moodle.consumer_keys.get())
    assert 'data-light="received"' in light(owner, moodle)
    second = add_key(actor=owner, lms=moodle, name="second")
    for page in (light(owner, moodle), shown(owner, moodle, "/connect?way=1.1")):
        assert 'data-light="waiting"' in page
    launched(second, let_in=False)
    assert 'data-light="refused"' in light(owner, moodle)
    launched(second)
    assert 'data-light="received"' in light(owner, moodle)


def test_c11_a_key_waits_although_a_registration_works(owner: User, moodle: Lms, theirs: RegisteringLms) -> None:
    pressed(link(owner, moodle, theirs.url), theirs)
    launched(moodle.registrations.get())
    assert 'data-light="waiting"' in light(owner, moodle)


def test_c7_an_lms_that_registers_itself_again_is_not_told_to_activate_what_is_active(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    def registers() -> str:
        return text_of(pressed(link(owner, moodle, theirs.url), theirs))

    assert "Where Moodle lists the tool as pending, press Activate" in registers()
    assert "Activate" in registers(), "nothing was launched yet"
    launched(moodle.registrations.get())
    page = registers()  # as *Update* does
    assert "Activate" not in page
    assert "launches of this registration were let in, so it is active" in page


def test_c7_the_steps_for_moodle_say_what_to_press_and_what_to_put_back(
    owner: User, moodle: Lms, theirs: RegisteringLms
) -> None:
    page, _ = shown_link(owner, moodle, theirs.url)
    assert "press <strong>Register as a new external tool</strong>" in page
    for setting in ("Default launch container: New window", "Show in activity chooser and as a preconfigured tool"):
        assert setting in page.partition("Pressed <strong>Update</strong> instead?")[2]
