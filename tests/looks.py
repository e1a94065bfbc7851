"""What a page looks like to people: nothing to scroll sideways for, and nothing that axe finds."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

WIDTHS = (1280, 500, 390)  # a desk, an LMS's frame, a phone
CONTRAST = (
    "matchMedia('(prefers-color-scheme: dark)').matches && "
    "axe.run({runOnly: ['color-contrast'], resultTypes: ['violations']})"
)


def assert_looks_good(page: Page) -> None:
    """At every width nothing scrolls sideways, and at a desk axe finds nothing: it takes a second a page.

    How every page is on a phone and in the dark, axe reads in `tests/walls`.
    """
    page.wait_for_load_state()
    before = page.viewport_size
    assert wide_at(page, page) == []
    if before:
        page.set_viewport_size(before)
    assert Axe().run(page).response["violations"] == [], page.url


def wide_at(page: Page, seen: Page | Frame) -> list[int]:
    """The widths of the window at which `seen` scrolls sideways; the window stays at the narrowest.

    A launched page stands there, invisible, before its own styles have come.
    """
    seen.wait_for_selector("html:not([data-unstyled])", state="attached")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if seen.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(width)
    return found
