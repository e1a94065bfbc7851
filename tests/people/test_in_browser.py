"""The pages of the second factor and of unlinking: axe finds nothing, and nothing scrolls sideways on a phone."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browsers import chromium
from tests.canvas import person
from tests.launches.school import School, school
from tests.looks import assert_looks_good
from tests.servers import Slipway
from tests.way_in import way_in

pytestmark = pytest.mark.browser

OWNER_PASSWORD = "correct horse battery"  # the owner's, of tests.launches.school


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    return school(live, tmp_path_factory.mktemp("people"))


@pytest.fixture
def page(acme: School) -> Iterator[Page]:
    """A browser that the owner has just signed in with."""
    with chromium("allowed") as context:
        shown = context.new_page()
        shown.set_default_timeout(10_000)
        sign_in(shown, acme)
        expect(shown.locator(".user-menu")).to_be_visible()
        yield shown


def sign_in(page: Page, acme: School) -> None:
    page.goto(f"{acme.server.url}/accounts/login/")
    page.get_by_label("E-mail address").fill(acme.owner)
    page.get_by_label("Password").fill(OWNER_PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def entrance(acme: School, purpose: str) -> str:
    """The address that a button of a page launched by Tina opens."""
    launched = acme.canvas.launch("/lti/course", person("tina", roles="Instructor"))
    to = way_in(launched)
    codes = "/".join(to.path.split("/")[:3]) + "/codes/"
    answer = acme.server.post(codes + purpose, headers=to.bearer)
    return f"{acme.server.url}{answer.json()['url']}"


def test_the_second_factor_from_end_to_end(page: Page, acme: School) -> None:
    page.locator(".user-menu summary").click()
    page.locator(".user-menu").get_by_role("link", name="Two-step sign-in").click()
    assert_looks_good(page)
    page.get_by_role("link", name="Set up the app").click()
    assert_looks_good(page)
    secret = page.get_by_label("Secret", exact=True).input_value()
    page.get_by_label("Authenticator code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert_looks_good(page)
    spare = page.locator("main li").first.inner_text()
    page.get_by_role("link", name="Make new ones").click()
    assert_looks_good(page)
    page.get_by_role("link", name="Cancel").click()
    assert_looks_good(page)
    page.locator(".user-menu summary").click()
    page.locator(".user-menu").get_by_role("button", name="Sign out").click()
    sign_in(page, acme)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    assert_looks_good(page)
    page.get_by_label("Code").fill(spare)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".user-menu")).to_be_visible()
    page.goto(f"{acme.server.url}/accounts/two-step/totp/deactivate/")
    assert_looks_good(page)
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("link", name="Set up the app")).to_be_visible()


@pytest.mark.long  # each time, test_linking.py and test_unlinking.py do so without a browser
def test_linking_and_unlinking(page: Page, acme: School) -> None:
    page.goto(entrance(acme, "link"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Link your accounts")
    assert_looks_good(page)
    page.get_by_role("button", name="Yes, both are me").click()
    page.goto(acme.server.url)
    page.locator(".user-menu summary").click()
    page.locator(".user-menu").get_by_role("link", name="My LMS accounts").click()
    assert_looks_good(page)
    page.get_by_role("link", name="Unlink").click()
    assert_looks_good(page)
    page.context.clear_cookies()
    page.goto(entrance(acme, "dashboard"))
    page.get_by_role("link", name="from my Slipway account").click()
    assert_looks_good(page)
    page.get_by_role("button", name="Unlink").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your accounts are two again")
    assert_looks_good(page)
    page.context.clear_cookies()
    sign_in(page, acme)
    page.goto(f"{acme.server.url}/my-lms-accounts")
    expect(page.get_by_text("No LMS account is linked")).to_be_visible()
    assert_looks_good(page)
