"""LTI 1.3 as one story, in Canvas and in Moodle, in browsers that block third-party cookies.

Owner makes a registration link → LMS administrator pastes it, and switches the app on → teacher picks three units at
once and publishes → a student clicks, and is at work in that unit, signed in → every light of the registration is on.
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsers import chromium
from tests.e2e.course import administrator
from tests.e2e.people import be, sign_in
from tests.e2e.picking import body_links, choose, dialog, new_item, opened
from tests.e2e.registering import administrator_pastes_it, owner_makes_a_link
from tests.e2e.seed_site import PASSWORD, UNCONNECTED, seed_site
from tests.often import often
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser
ACTIVATE = {"Canvas": "Enable & Close", "Moodle": "Activate"}
LIGHTS = ["keys", "login", "launch", "people", "deep-link", "scores", "roster"]


# Moodle's registration is made in a browser in tests/practice_lms, and its activities in tests/e2e/test_firefox.py.
@pytest.mark.parametrize("kind", often(["Canvas"], ACTIVATE))
def test_from_a_registration_link_to_a_student_at_work(
    live: Slipway, practice: PracticeLms, tmp_path: Path, kind: str
) -> None:
    with administrator(practice) as ada:
        ada.new_course("canvas")  # the first course of a Moodle is its front page
        made = ada.new_course(kind.lower())
    course = f"{practice.url}/courses/{made['id']}"
    site = seed_site(live, tmp_path, lms_url=practice.url + made["home"], credential=UNCONNECTED)
    with (
        chromium("third-party-blocked") as at_slipway,
        chromium("third-party-blocked") as at_lms,
    ):
        owner, page = at_slipway.pages[0], at_lms.pages[0]
        sign_in(owner, live.url, site.owner, PASSWORD)
        link = owner_makes_a_link(owner, live.url, site.organization, address=practice.url, kind=kind)
        administrator_pastes_it(page, course, link, activate=ACTIVATE[kind])
        expect(owner.get_by_text("Registered, waiting for the first launch…")).to_be_visible()
        be(page, "Tess Teacher")
        placed = {"Canvas": on_a_page, "Moodle": as_activities}[kind](page, course, site.units[:3])
        be(page, "Sam Student")
        for title in site.units[:3]:
            page.goto(placed)
            student_is_at_work(at_lms, page, title)
        all_lights_are_on(owner)
        nothing_is_lacking(owner)
        assert kept_grade_addresses(live, site.organization) == 3


def on_a_page(page: Page, course: str, titles: list[str]) -> str:
    """Canvas: the editor's button, three links in the text, *Save & Publish*. Returns the page's address."""
    page.goto(f"{course}/pages/new")
    page.get_by_label("Page Title").fill("Week 1")
    page.get_by_role("button", name="Slipway", exact=True).click()
    choose(dialog(page), titles)
    expect(body_links(page)).to_have_text(titles)
    page.get_by_role("button", name="Save & Publish").click()
    expect(page.get_by_text("Published", exact=True).first).to_be_visible()
    return page.url


def as_activities(page: Page, course: str, titles: list[str]) -> str:
    """Moodle: an activity's *Select content*, three activities at once. Returns the address of their list."""
    new_item(page, course)
    page.get_by_role("button", name="Select content").click()
    page.get_by_role("button", name="Slipway", exact=True).click()
    choose(dialog(page), titles, columns=True)
    expect(page.get_by_text("Graded activity (Maximum grade:")).to_have_count(len(titles))
    page.get_by_role("button", name="Confirm").click()
    for thing in ("Week 1", *titles):
        page.get_by_role("button", name=f"Publish {thing}", exact=True).click()
        expect(page.get_by_role("button", name=f"Unpublish {thing}", exact=True)).to_be_visible()
    return page.url


def student_is_at_work(context: BrowserContext, page: Page, title: str) -> None:
    """Click the unit's link: no sign-in, no question."""
    tabs = len(context.pages)
    frame = opened(context, page, title)
    expect(frame.locator("main[data-role=student]")).to_be_visible()
    expect(frame.get_by_role("heading", name=title, level=1)).to_be_visible()
    frame.get_by_role("button", name="Start").click()
    expect(frame.get_by_role("button", name="Mark as completed")).to_be_visible()
    for tab in context.pages[tabs:]:
        tab.close()


def nothing_is_lacking(owner: Page) -> None:
    """What was registered a moment ago asks for all that Slipway asks for, and the LMS sends it along."""
    expect(owner.get_by_role("heading", name="What Slipway asks for")).to_be_visible()
    expect(owner.get_by_text("This registration lacks something")).to_have_count(0)


def kept_grade_addresses(live: Slipway, organization: str) -> int:
    """How many links of the organization's LMS are known to take the student's grade."""
    rows = live.query(
        "SELECT DISTINCT g.resource_link_id FROM lms_gradeaddress g JOIN lms_registration r ON r.id = g.registration_id"
        " JOIN lms_lms l ON l.id = r.lms_id JOIN orgs_organization o ON o.id = l.organization_id"
        " JOIN classes_enrolment e ON e.role = 'student' JOIN people_lmsidentity i"
        " ON i.user_id = e.user_id AND i.id = g.identity_id WHERE o.name = %s",
        [organization],
    )
    return len(rows)


def all_lights_are_on(owner: Page) -> None:
    """On the page that the owner left open, and on the registration's own."""
    expect(owner.get_by_text("LTI 1.3 works: a launch was let in")).to_be_visible()
    owner.get_by_role("link", name="The registration").click()
    for light in LIGHTS:
        expect(owner.locator(f"[data-name={light}]")).to_contain_text("Yes:")
    expect(owner.locator("[data-name]")).to_have_count(len(LIGHTS))
    owner.get_by_role("button", name="Test connection").click()
    expect(owner.get_by_text("The LMS gives Slipway access tokens.")).to_be_visible()
    owner.get_by_text("Allowed: scores, roster.").wait_for()
    assert not Axe().run(owner).response["violations"]
