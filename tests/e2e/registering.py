"""The two sides of a registration link: who makes it in Slipway, and who pastes it into the practice LMS."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.people import to_lti_integration


def owner_makes_a_link(page: Page, slipway: str, organization: str, *, address: str, kind: str) -> str:
    """From *LTI Integration*; the page that shows the link stays open. Returns the link."""
    to_lti_integration(page, slipway, organization)
    page.get_by_label("Which LMS is it?").select_option(label=kind)
    page.get_by_role("button", name="Connect your LMS").click()  # LTI 1.3 is chosen already
    page.get_by_label("Address of your LMS").fill(address)
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("Waiting for the registration of the LMS…")).to_be_visible()
    assert not Axe().run(page).response["violations"]
    return page.get_by_label("Registration URL").input_value()


def administrator_pastes_it(page: Page, course: str, link: str, *, activate: str) -> None:
    """In the course's apps, up to the LMS's own switch."""
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
