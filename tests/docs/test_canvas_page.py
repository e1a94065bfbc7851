"""The handbook's Canvas page, followed word by word where the seed's story takes the App Center: By URL."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import chromium
from tests.e2e.people import be, sign_in
from tests.e2e.pictures import picture
from tests.e2e.seed_site import PASSWORD, SeedSite, seed_site
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser


def administrator_adds_the_app_by_url(page: Page, lms: PracticeLms, site: SeedSite, config_url: str) -> str:
    """In a new course of Ada's. Returns its address."""
    page.goto(f"{lms.url}/courses/new")
    page.get_by_role("button", name="Ada Admin").click()
    page.get_by_label("Course Name").fill("By URL")
    page.get_by_role("button", name="Add Course").click()
    course = page.url
    for link in ("Settings", "Apps", "View App Configurations", "+ App"):
        page.get_by_role("link", name=link, exact=True).click()
    page.get_by_label("Configuration Type").select_option("By URL")
    expect(page.get_by_label("Config URL")).to_be_visible()  # and not the fields of another type
    page.get_by_label("Name", exact=True).locator("visible=true").fill("Slipway")
    page.get_by_label("Consumer Key").locator("visible=true").fill(site.key)
    page.get_by_label("Shared Secret").locator("visible=true").fill(site.secret)
    page.get_by_label("Config URL").fill(config_url)
    picture(page, "by-url")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("The app Slipway was added.")).to_be_visible()
    return course


def owner_finds_the_config_url(page: Page, slipway: Slipway, site: SeedSite) -> str:
    sign_in(page, slipway.url, site.owner, PASSWORD)
    page.goto(f"{slipway.url}/organizations")
    page.get_by_role("main").get_by_role("link", name=site.organization).click()
    page.get_by_role("link", name="Organization settings").first.click()
    page.get_by_role("link", name="LTI Integration").first.click()
    page.get_by_role("link", name="Connect your LMS").first.click()
    expect(page.get_by_role("heading", name="By URL")).to_be_visible()
    return page.get_by_label("Config URL").input_value()


@pytest.mark.long  # each time, tests/practice_lms/test_apps.py adds an app by URL
def test_by_url_leads_to_the_picker(live: Slipway, practice: PracticeLms, tmp_path: Path) -> None:
    site = seed_site(live, tmp_path)
    with chromium("third-party-blocked") as context:
        config_url = owner_finds_the_config_url(context.pages[0], live, site)
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        course = administrator_adds_the_app_by_url(page, practice, site, config_url)
        be(page, "Tess Teacher")
        page.goto(f"{course}/pages")
        page.get_by_role("link", name="+ Page").click()
        page.get_by_role("button", name="Slipway", exact=True).click()
        picker = page.frame_locator("iframe[title=Slipway]")
        expect(picker.get_by_role("heading", name="LTI units")).to_be_visible()
        expect(picker.get_by_role("button", name="Ask for a class")).to_be_visible()  # as the page on picking says
