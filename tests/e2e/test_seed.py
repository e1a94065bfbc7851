"""The seed as one story in a browser that blocks third-party cookies, as most do.

Owner copies keys → LMS administrator makes a course and adds the app in it → teacher enables LTI and pastes the Class
LMS URL → page editor → icon → two units → Save → unpublished is not reachable → published, a student opens each →
My dashboard → a unit never started is started in the LMS → a started one opens.
"""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsers import chromium
from tests.e2e.people import be, sign_in, to_lti_integration
from tests.e2e.picking import body_links, dialog
from tests.e2e.pictures import picture
from tests.e2e.seed_site import PASSWORD, SeedSite, seed_site
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser


def copied(page: Page, label: str) -> str:
    """Press the copy button of a field, and return what the clipboard holds."""
    field = page.locator(".copy-field", has=page.get_by_label(label, exact=True)).first
    field.get_by_role("button", name=f"Copy {label}", exact=True).click()
    expect(field.get_by_role("status")).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def owner_copies_the_keys(page: Page, slipway: Slipway, site: SeedSite) -> tuple[str, str]:
    sign_in(page, slipway.url, site.owner, PASSWORD)
    to_lti_integration(page, slipway.url, site.organization)
    assert copied(page, "LTI URL") == f"{slipway.url}/lti"
    assert copied(page, "XML configuration URL") == f"{slipway.url}/lti/config.xml"
    key = copied(page, "LTI Consumer")
    picture(page, "lti-integration")
    page.get_by_role("button", name="Reveal LTI Secret").click()
    secret = copied(page, "LTI Secret")
    assert (key, secret) == (site.key, site.secret)
    return key, secret


def administrator_adds_the_app(page: Page, lms: PracticeLms, key: str, secret: str) -> str:
    """Makes a test course and adds the app in it, with key and secret only. Returns the course's address."""
    page.goto(f"{lms.url}/courses/new")
    page.get_by_role("button", name="Ada Admin").click()
    page.get_by_label("Course Name").fill("Slipway test course")
    page.get_by_role("button", name="Add Course").click()
    course = page.url
    page.get_by_role("link", name="Settings", exact=True).click()
    page.get_by_role("link", name="Apps", exact=True).click()
    page.get_by_role("link", name="View App Configurations").click()
    page.get_by_role("link", name="View App Center").click()
    page.get_by_label("Filter by name").fill("slip")
    page.get_by_role("link", name="Slipway", exact=True).click()
    page.get_by_role("button", name="+ Add App").click()
    page.get_by_label("Consumer Key").fill(key)
    page.get_by_label("Shared Secret").fill(secret)
    page.get_by_role("button", name="Add App", exact=True).click()
    expect(page.get_by_text("Slipway").first).to_be_visible()
    return course


def teacher_connects_the_class(page: Page, slipway: Slipway, site: SeedSite, course: str) -> None:
    sign_in(page, slipway.url, site.teacher, PASSWORD)
    page.get_by_role("main").get_by_role("link", name="Python from zero").first.click()
    page.get_by_role("link", name="Admin").first.click()
    page.get_by_role("link", name="Edit details").last.click()
    expect(page.get_by_label("Class LMS URL")).to_be_hidden()
    page.get_by_label("Enable LTI").check()
    page.get_by_label("Class LMS URL").fill(f"  {course} ")
    picture(page, "class-details")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{slipway.url}/classes/{site.classroom_id(slipway)}/admin/details")
    expect(page.get_by_label("Class LMS URL")).to_have_value(course)


def teacher_places_two_units(page: Page, lms: PracticeLms, course: str, titles: list[str]) -> str:
    """In the page editor: our icon, the picker, two units, Save. Returns the page's address; it is unpublished."""
    page.goto(f"{lms.url}/courses")
    be(page, "Tess Teacher")
    page.goto(f"{course}/pages")
    page.get_by_role("link", name="+ Page").click()
    page.get_by_label("Page Title").fill("Week 1")
    page.get_by_role("button", name="Slipway", exact=True).click()
    picker = dialog(page)
    for title in titles:
        picker.get_by_role("checkbox", name=title).check()
    picture(page, "picker")
    picker.get_by_role("button", name="Save").click()
    expect(body_links(page)).to_have_text(titles)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unpublished", exact=True).first).to_be_visible()
    return page.url


def nothing_is_reachable_before_it_is_published(page: Page, course: str, lms_page: str) -> None:
    be(page, "Sam Student")
    for address in (course, lms_page):
        answer = page.goto(address)
        assert answer
        assert answer.status in {403, 404}
        expect(page.get_by_role("link", name="Week 1")).to_have_count(0)


def teacher_publishes(page: Page, course: str, lms_page: str) -> None:
    be(page, "Tess Teacher")
    for address in (lms_page, course):
        page.goto(address)
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.get_by_text("Published", exact=True).first).to_be_visible()


def student_opens(context: BrowserContext, page: Page, lms_page: str, title: str) -> Page:
    """Click the unit's link on the page: the unit, signed in, no prompt. Returns the tab."""
    page.goto(lms_page)
    with context.expect_page() as opened:
        page.get_by_role("main").get_by_role("link", name=title).click()
    tab = opened.value
    frame = tab.frame_locator("iframe[name=tool_content]")
    expect(frame.get_by_role("heading", name=title).first).to_be_visible()
    expect(frame.locator("main[data-role=student]")).to_be_visible()
    return tab


def test_the_seed(live: Slipway, practice: PracticeLms, tmp_path: Path) -> None:
    site = seed_site(live, tmp_path)
    first, second, never = site.units[:3]
    with chromium("third-party-blocked") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.url)
        key, secret = owner_copies_the_keys(context.pages[0], live, site)
    with chromium("third-party-blocked") as lms_browser:
        page = lms_browser.pages[0]
        course = administrator_adds_the_app(page, practice, key, secret)
        with chromium("third-party-blocked") as context:
            teacher_connects_the_class(context.pages[0], live, site, course)
        lms_page = teacher_places_two_units(page, practice, course, [first, second])
        nothing_is_reachable_before_it_is_published(page, course, lms_page)
        teacher_publishes(page, course, lms_page)
        be(page, "Sam Student")
        tab = student_opens(lms_browser, page, lms_page, first)
        frame = tab.frame_locator("iframe[name=tool_content]")
        frame.get_by_role("button", name="Start").click()
        expect(frame.get_by_role("button", name="Mark as completed")).to_be_visible()
        picture(tab, "unit")
        tab = student_opens(lms_browser, page, lms_page, second)
        dashboard = student_goes_to_the_dashboard(lms_browser, tab)
        a_unit_never_started_is_started_in_the_lms(dashboard, never, course)
        a_started_one_opens(dashboard, live, first)


def student_goes_to_the_dashboard(context: BrowserContext, tab: Page) -> Page:
    with context.expect_page() as opened:
        tab.frame_locator("iframe[name=tool_content]").get_by_role("button", name="My dashboard").click()
    dashboard = opened.value
    expect(dashboard.get_by_role("main").get_by_role("link", name="Python from zero").first).to_be_visible()
    picture(dashboard, "dashboard")
    return dashboard


def a_unit_never_started_is_started_in_the_lms(page: Page, title: str, course: str) -> None:
    page.get_by_role("main").get_by_role("link", name="Python from zero").first.click()
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name="Start this unit in your LMS")).to_be_visible()
    button = page.get_by_role("link", name="Open the course in your LMS")
    expect(button).to_have_attribute("href", course)
    button.click()
    expect(page.get_by_role("heading", name="Slipway test course")).to_be_visible()
    page.go_back()


def a_started_one_opens(page: Page, slipway: Slipway, title: str) -> None:
    page.goto(slipway.url)
    page.get_by_role("main").get_by_role("link", name="Python from zero").first.click()
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", name=title).first).to_be_visible()
    expect(page.get_by_role("button", name="Mark as completed")).to_be_visible()
