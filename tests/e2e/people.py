"""Being somebody in a browser: signing in to Slipway, switching persons in the practice LMS."""

from playwright.sync_api import Page, expect


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    """Sign in to Slipway with an account."""
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign In").click()
    expect(page.get_by_role("navigation", name="Main").first).to_be_attached()


def to_lti_integration(page: Page, url: str, organization: str) -> None:
    """Where an owner who has signed in finds it."""
    page.goto(url)
    page.locator(".user-menu summary").click()
    page.locator(".user-menu").get_by_role("link", name="My Organizations").click()
    page.get_by_role("main").get_by_role("link", name=organization).click()
    page.get_by_role("link", name="Organization settings").first.click()
    page.get_by_role("link", name="LTI Integration").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("LTI Integration")


def be(page: Page, name: str) -> None:
    """Become a person of the practice LMS, on any of its pages."""
    page.get_by_text("Switch person").click()
    page.get_by_role("button", name=name, exact=True).click()
