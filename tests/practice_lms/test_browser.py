"""The editor in a browser: the app's button, the tool's dialog in a frame of another site, two links on the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import chromium
from tests.e2e.people import be
from tests.practice_lms.visitor import Visitor

pytestmark = pytest.mark.browser


def write_page(page: Page) -> None:
    page.get_by_role("link", name="+ Page").click()
    page.get_by_label("Page Title").fill("Week 1")
    page.get_by_role("button", name="Echo", exact=True).click()
    page.frame_locator("iframe[title=Echo]").get_by_role("button", name="Give back").click()
    expect(page.get_by_role("textbox", name="Page Body").get_by_role("link")).to_have_count(2)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published", exact=True)).to_be_visible()


@pytest.mark.long  # each time, tests/e2e/test_seed.py does so
def test_two_links_are_chosen_saved_and_launched(lms: Visitor, lms_url: str) -> None:
    course = lms.new_course()
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{lms_url}{course}/pages")
        page.get_by_role("button", name="Tess Teacher").click()
        write_page(page)
        be(page, "Li")
        with context.expect_page() as opened:
            page.get_by_role("link", name="Unit 2").click()
        frame = opened.value.frame_locator("iframe[name=tool_content]")
        expect(frame.get_by_role("heading")).to_contain_text("/lti/units/2")
    path, origin, fields = lms.tool.heard[-1]
    assert path.startswith("/lti/units/2?a=1")
    assert origin == lms_url, "the tool learns the LMS's origin"
    assert fields["lis_person_name_full"] == "Li"


def test_the_app_center_filters_and_an_assignment_finds_its_tool(lms: Visitor, lms_url: str) -> None:
    course = lms.new_course()
    with chromium("allowed") as context:
        page = context.pages[0]
        page.goto(f"{lms_url}{course}/settings/apps")
        page.get_by_role("button", name="Tess Teacher").click()
        page.get_by_label("Filter by name").fill("zzz")
        expect(page.get_by_role("link", name="Echo", exact=True)).to_be_hidden()
        page.get_by_label("Filter by name").fill("ECH")
        expect(page.get_by_role("link", name="Echo", exact=True)).to_be_visible()
        page.goto(f"{lms_url}{course}/assignments/new")
        page.get_by_label("Submission Type").select_option(label="External Tool")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name="Echo", exact=True).click()
        page.frame_locator("iframe[title=Echo]").get_by_role("button", name="Give back").click()
        expect(page.get_by_label("Assignment Name")).to_have_value("Unit 1")
        expect(page.get_by_label("External Tool URL")).to_have_value(f"{lms.tool.origin}/lti/units/1?a=1&b=ü")
