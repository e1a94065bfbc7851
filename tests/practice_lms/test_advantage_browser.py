"""LTI 1.3 in a browser that blocks third-party cookies: registering, launching, selecting, the LMS's storage."""

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browsers import chromium
from tests.e2e.people import be
from tests.practice_lms.advantage_visitor import AdvantageVisitor

pytestmark = pytest.mark.browser
STORED = "stored: kept value; other: null; big: storage_exhaustion"


def enter(page: Page, address: str, name: str) -> None:
    """Open a page as somebody."""
    page.goto(address)
    page.get_by_role("button", name=name, exact=True).click()


def tool(page: Page, name: str = "tool_content") -> FrameLocator:
    """The tool in its frame."""
    return page.frame_locator(f"iframe[name={name}]")


def register(page: Page, lms13: AdvantageVisitor) -> None:
    """From the course's Apps page: paste the registration URL, close the tool's page, activate."""
    page.get_by_role("link", name="LTI 1.3").click()
    page.get_by_label("Registration URL").fill(f"{lms13.tool.origin}/register")
    page.get_by_role("button", name="Register", exact=True).click()
    tool(page, "registration").get_by_role("button", name="Close").click()
    expect(page.get_by_text("Pending", exact=True)).to_be_visible()


@pytest.mark.long  # each time, tests/e2e/test_advantage.py registers from Canvas, and test_dialects.py selects there
def test_canvas_registers_selects_in_the_editor_and_launches_in_new_windows(
    lms13: AdvantageVisitor, lms_url: str
) -> None:
    course = lms13.lms.empty_course()
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        enter(page, f"{lms_url}{course}/settings/apps", "Ada Admin")
        register(page, lms13)
        page.get_by_role("button", name="Enable & Close").click()
        expect(page.get_by_text("Echo 1.3 is on.")).to_be_visible()
        page.get_by_role("button", name="Copy Client ID").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        be(page, "Tess Teacher")
        page.goto(f"{lms_url}{course}/pages/new")
        page.get_by_label("Page Title").fill("Week 1")
        page.get_by_role("button", name="Echo 1.3", exact=True).click()
        page.frame_locator("dialog iframe").get_by_role("button", name="Give back").click()
        expect(page.get_by_role("textbox", name="Page Body").get_by_role("link")).to_have_count(3)
        page.get_by_role("button", name="Save & Publish").click()
        page.get_by_role("link", name="Unit 2").click()
        expect(tool(page).get_by_role("heading", name="Echo /lti/units/2")).to_be_visible()
        expect(tool(page).locator("#storage")).to_have_text(f"capabilities: post_message_forwarding; {STORED}")
        # A course's menu entry, in a window of its own whose opener is the LMS.
        new_window_keeps_values(context, page, lms13, f"{lms_url}{course}")


def new_window_keeps_values(context: BrowserContext, page: Page, lms13: AdvantageVisitor, course: str) -> None:
    typed = {"title": "Apart", "tool_url": f"{lms13.tool.origin}/lti/apart", "new_tab": "on"}
    lms13.lms.new_item(course.removeprefix(lms13.url), **typed)
    page.goto(f"{course}/modules")
    page.get_by_role("link", name="Apart").click()
    with context.expect_page() as opened:
        page.get_by_role("button", name="in a new window").click()
    expect(opened.value.get_by_role("heading", name="Echo /lti/apart")).to_be_visible()
    expect(opened.value.locator("#storage")).to_have_text(f"capabilities: post_message_forwarding; {STORED}")


@pytest.mark.long  # each time, test_firefox.py and test_odd_lmss.py of tests/e2e have a Moodle
def test_moodle_registers_selects_three_activities_and_stores_nothing(lms13: AdvantageVisitor, lms_url: str) -> None:
    course = lms13.lms.empty_course("moodle")
    module = lms13.lms.new_module(course)
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        enter(page, f"{lms_url}{course}/settings/apps", "Tess Teacher")
        register(page, lms13)
        page.get_by_role("button", name="Activate").click()
        page.goto(f"{lms_url}{module}/items/new")
        page.get_by_role("button", name="Select content").click()
        page.get_by_role("button", name="Echo 1.3", exact=True).click()
        page.frame_locator("iframe[title='Echo 1.3']").get_by_role("button", name="Give back").click()
        expect(page.get_by_text("Unit 3 · Graded activity (Maximum grade: 10)")).to_be_visible()
        page.get_by_role("button", name="Confirm").click()
        page.get_by_role("link", name="Unit 3").click()
        expect(tool(page).get_by_role("heading", name="Echo /lti/units/3")).to_be_visible()
        expect(tool(page).locator("#storage")).to_have_text("capabilities: none")


@pytest.mark.long
def test_three_assignments_at_once_in_canvas(lms13: AdvantageVisitor, lms_url: str) -> None:
    course = lms13.course_with_tool()
    with chromium("allowed") as context:
        page = context.pages[0]
        enter(page, f"{lms_url}{course}/assignments", "Tess Teacher")
        page.get_by_role("button", name="Add from Echo 1.3").click()
        page.frame_locator("dialog iframe").get_by_role("button", name="Give back").click()
        expect(page.get_by_text("10 pts")).to_have_count(3)
        page.get_by_role("link", name="Unit 1").click()
        expect(tool(page).get_by_role("heading", name="Echo /lti/units/1")).to_be_visible()


@pytest.mark.long
def test_no_cookies_at_all_by_the_practice_address(lms13: AdvantageVisitor, lms_url: str) -> None:
    course = lms13.course_with_tool("blackboard")
    with chromium("all-blocked") as context:
        page = context.pages[0]
        page.goto(f"{lms_url}/practice{course}/launch?as=sam&url={lms13.tool.origin}/lti/units/9")
        expect(tool(page).get_by_role("heading", name="Echo /lti/units/9")).to_be_visible()
        expect(tool(page).locator("#storage")).to_have_text(f"capabilities: _parent; {STORED}")
