"""The page for everybody's eyes and hands: every width, light and dark, axe, and the keyboard alone."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsers import bring_no_python, chromium
from tests.looks import CONTRAST, wide_at
from tests.often import often
from tests.workspaces.scene import Scene, launched
from tests.workspaces.workbench.conftest import editor, opened, write
from tests.workspaces.workbench.results import RESULT
from tests.workspaces.workbench.server import AT, STARTER, Told

pytestmark = pytest.mark.browser
SIZES = {"desk": (1280, 900), "frame": (900, 600), "phone": (390, 800)}


@pytest.fixture(autouse=True)
def graded(told: Told) -> None:
    """A result is there, and tests to check by."""
    told.tests = {"suite": {"tabs": []}}
    told.submissions = [
        {"number": 1, "at": AT, "files": STARTER, "state": "graded", "place": 0, "points": "4.00", "result": RESULT}
    ]
    told.keep("run", {**STARTER, "shapes.py": "print('older')\n"})


def assert_good(page: Page, name: str) -> None:
    """Light and dark, at each width: nothing scrolls sideways, and axe finds nothing; pictures where asked for."""
    assert wide_at(page, page) == [], name
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert Axe().run(page).response["violations"] == [], name  # on a phone
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if folder := os.environ.get("KEEP_PICTURES_IN"):
                page.screenshot(path=Path(folder) / f"{name}-{size}-{scheme}.png", full_page=size == "phone")
            if size == "desk" and scheme == "dark":
                assert page.evaluate(CONTRAST)["violations"] == [], name
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert Axe().run(page).response["violations"] == [], name


@pytest.mark.long
@pytest.mark.parametrize("language", ["de", "es"])
def test_longer_words_fit(browser: BrowserContext, address: str, language: str) -> None:
    browser.set_extra_http_headers({"Accept-Language": language})
    page = opened(browser, address)
    page.locator("#tab-tests").click()
    assert wide_at(page, page) == []
    if folder := os.environ.get("KEEP_PICTURES_IN"):
        page.screenshot(path=Path(folder) / f"tests-phone-{language}.png", full_page=True)


@pytest.mark.long
def test_own_page_is_good(page: Page) -> None:
    write(page, "def area(n):\n    return '9'\n")
    assert_good(page, "output")
    page.get_by_role("tab", name="Tests").click()
    assert_good(page, "tests")


@pytest.mark.long
@pytest.mark.parametrize("name", often(["History"], ["History", "Start over", "Keys"]))
def test_dialogs_are_good(page: Page, name: str) -> None:
    page.locator(".workbench-more > summary").click()
    page.get_by_role("button", name=name).click()
    if name == "History":
        page.get_by_role("dialog").get_by_role("button", name="Run ").click()
    assert_good(page, name.lower().replace(" ", "-"))
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.long
def test_launched_page_is_good(told: Told, there: Scene, site: LiveServer) -> None:
    person = launched(there, "student")
    path = person.path(f"/units/{there.unit('u1').pk}")
    with chromium("third-party-blocked") as context:
        bring_no_python(context)
        page = context.new_page()
        page.set_viewport_size({"width": 900, "height": 600})
        page.goto(f"{site.url}{path}#{person.token}")
        expect(page.locator("[data-do=copy]")).to_be_enabled()
        told.statuses["/my-work"] = 503
        write(page, "print('no connection')\n")
        expect(page.locator(".workbench-notice")).to_be_visible()
        assert_good(page, "launched")


@pytest.mark.long
def test_the_guide_is_as_wide_as_one_likes(page: Page) -> None:
    handle = page.get_by_role("separator", name="Width of the guide")
    handle.focus()
    before = page.locator("#guide").bounding_box()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuenow", "46")
    wider = page.locator("#guide").bounding_box()
    assert before
    assert wider
    assert wider["width"] > before["width"] + 50
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] - 142, box["y"] + 100)
    page.mouse.up()
    moved = page.locator("#guide").bounding_box()
    assert moved
    assert wider["width"] - moved["width"] == pytest.approx(150, abs=12)
    width = handle.get_attribute("aria-valuenow") or ""
    page.reload()
    expect(handle).to_have_attribute("aria-valuenow", width)
    again = page.locator("#guide").bounding_box()
    assert again
    assert again["width"] == pytest.approx(moved["width"], abs=12)


@pytest.mark.long
def test_by_keyboard_alone(page: Page, told: Told) -> None:
    """From the toolbar into the editor, out of it by Escape and Tab, through files and panels."""
    page.get_by_role("button", name="Submit", exact=True).first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="shapes.py")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="notes.txt")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("if 1:\n")
    page.keyboard.press("Tab")
    page.keyboard.type("pass")
    expect(editor(page)).to_contain_text("pass")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="Output")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="Tests")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.get_by_role("tabpanel", name="Tests")).to_contain_text("Submission 2")
    assert "if 1:\n" in told.submissions[1]["files"]["shapes.py"]


@pytest.mark.long
def test_a_plain_field_is_kept_for_this_browser(browser: BrowserContext, page: Page, told: Told, address: str) -> None:
    write(page, "before = 1\n")
    page.locator(".workbench-more > summary").click()
    page.get_by_role("button", name="Plain text field").click()
    field = page.get_by_role("textbox", name="shapes.py")
    expect(field).to_have_value("before = 1\n")
    field.fill("after = 2\n")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    assert told.files["shapes.py"] == "after = 2\n"
    second = browser.new_page()
    second.goto(address)
    expect(second.get_by_role("textbox", name="shapes.py")).to_have_value("after = 2\n")
    second.locator(".workbench-more > summary").click()
    expect(second.get_by_role("button", name="Plain text field")).to_have_attribute("aria-pressed", "true")


def test_it_waits_for_its_script(browser: BrowserContext, address: str) -> None:
    """docs/architecture.md, rule 16."""
    browser.route("**/workbench/workbench.js", lambda route: route.abort())
    page = browser.new_page()
    page.goto(address)
    page.wait_for_load_state()
    for control in page.locator(".workbench-bar button, [data-stdin]").all():
        expect(control).to_be_disabled()
    expect(page.locator("[data-restore]")).to_be_disabled()


@pytest.mark.long
def test_without_python_one_writes_saves_and_hands_in(page: Page, told: Told) -> None:
    expect(page.locator("[data-run-state]")).to_contain_text("could not be loaded")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    write(page, "x = 1\n")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    page.get_by_role("button", name="Submit", exact=True).first.click()
    expect(page.get_by_role("tabpanel", name="Tests")).to_contain_text("Submission 2")
    assert told.submissions[1]["files"]["shapes.py"] == "x = 1\n"


def test_the_editor_that_does_not_come(browser: BrowserContext, told: Told, address: str) -> None:
    browser.route("**/editor/editor.js", lambda route: route.abort())
    page = browser.new_page()
    page.goto(address)
    field = page.get_by_role("textbox", name="shapes.py")
    field.fill("plain = 1\n")
    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    assert told.files["shapes.py"] == "plain = 1\n"
