"""An owner makes a registration link, an administrator pastes it into the LMS, and both see what came of it."""

from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browsers import chromium
from tests.e2e.people import sign_in
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser

SITE = """
[[organization]]
slug = "by-link-{kind}"
name = "By link"
owners = [{{ email = "{owner}", password = "correct horse battery" }}]
"""


def new_course(practice: PracticeLms, dialect: str) -> str:
    """A course of Ada's that behaves like `dialect`. Returns its address."""
    with httpx.Client(base_url=practice.url, trust_env=False, follow_redirects=True) as ada:
        ada.get("/login")
        said = {"csrfmiddlewaretoken": ada.cookies["practice_lms_csrf"]}
        ada.post("/switch", data=said | {"login": "ada"})
        ada.post("/courses/new", data=said | {"name": "By registration", "code": "BR", "dialect": dialect})
        return f"{practice.url}/courses/{ada.get('/practice/state').json()['courses'][-1]['id']}"


def owner_makes_a_link(page: Page, slipway: Slipway, address: str, kind: str) -> str:
    """From *LTI Integration*; the page that shows the link stays open. Returns the link."""
    page.goto(f"{slipway.url}/organizations/")
    page.get_by_role("main").get_by_role("link", name="By link").click()
    page.get_by_role("link", name="Organization settings").first.click()
    page.get_by_role("link", name="LTI Integration").first.click()
    page.get_by_label("Which LMS is it?").select_option(label=kind)
    page.get_by_role("button", name="Connect your LMS").click()  # LTI 1.3 is chosen already
    page.get_by_label("Address of your LMS").fill(address)
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("Waiting for the registration of the LMS…")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    return page.get_by_label("Registration URL").input_value()


def administrator_pastes_it(page: Page, course: str, link: str, activate: str) -> None:
    """In the course's apps, up to the LMS's own *Activate*."""
    page.goto(f"{course}/settings/apps")
    page.get_by_role("button", name="Ada Admin").click()
    page.get_by_role("link", name="LTI 1.3").click()
    page.get_by_label("Registration URL").fill(link)
    page.get_by_role("button", name="Register", exact=True).click()
    slipway = page.frame_locator("iframe[name=registration]")
    slipway.get_by_role("button", name="Register Slipway").click()
    expect(slipway.get_by_role("heading", name="What you do next")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    slipway.get_by_role("button", name="Back to your LMS").click()  # the LMS hears it, and closes the frame
    page.get_by_role("button", name=activate, exact=True).click()


@pytest.mark.parametrize(("kind", "activate"), [("Canvas", "Enable & Close"), ("Moodle", "Activate")])
def test_by_a_registration_link(live: Slipway, practice: PracticeLms, tmp_path: Path, kind: str, activate: str) -> None:
    course, email = new_course(practice, kind.lower()), f"owner@{kind.lower()}.example"
    live.apply(SITE.format(kind=kind.lower(), owner=email))
    with (
        chromium("third-party-blocked", tmp_path / "slipway") as at_slipway,
        chromium("third-party-blocked", tmp_path / "lms") as at_lms,
    ):
        owner, ada = at_slipway.pages[0], at_lms.pages[0]
        sign_in(owner, live.url, email, "correct horse battery")
        link = owner_makes_a_link(owner, live, practice.url, kind)
        administrator_pastes_it(ada, course, link, activate)
        expect(owner.get_by_text("Registered, waiting for the first launch…")).to_be_visible(timeout=15_000)
        if kind == "Canvas":  # Moodle has no place in the course's menu
            ada.goto(course)
            ada.get_by_role("link", name="Slipway", exact=True).click()
            expect(owner.get_by_text("LTI 1.3 works: a launch was let in")).to_be_visible(timeout=15_000)
            expect(owner.locator("[data-name=login]")).to_contain_text("Yes:")
            expect(owner.locator("[data-name=people]")).to_contain_text("Yes:")
        assert not Axe().run(owner).response["violations"]
