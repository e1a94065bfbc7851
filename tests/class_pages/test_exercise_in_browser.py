"""An exercise from scratch in a browser: made, broken, mended, saved, seen by a student; by keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from slipway.content.folder import write_class_folder
from tests.class_pages.live import owners_browser
from tests.content.folders import folder, module, unit
from tests.looks import assert_looks_good
from tests.servers import Slipway

pytestmark = pytest.mark.browser

FOLDER = folder(module("m1", unit("hello")), title="Shapes")


@pytest.fixture
def page(live: Slipway, tmp_path: Path) -> Iterator[Page]:
    """The admin page of a class, in the browser of its owner."""
    write_class_folder(FOLDER, tmp_path / "shapes")
    with owners_browser(live, "atelier", tmp_path, folder="shapes") as context:
        page = context.pages[0]
        page.goto(live.url)
        page.get_by_role("link", name="Shapes").first.click()
        page.get_by_role("main").get_by_role("link", name="Admin").click()
        yield page


def row(page: Page, path: str) -> Locator:
    return page.locator("details.file-row", has=page.locator("summary", has_text=path))


def editor(page: Page, path: str) -> Locator:
    """The editor of a file, opened."""
    found = row(page, path)
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found.locator(".cm-content")


def replace(page: Page, path: str, before: str, after: str) -> None:
    field = editor(page, path)
    field.click()
    text = row(page, path).locator("textarea").input_value().replace(before, after)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def test_an_exercise_from_scratch(page: Page) -> None:
    page.get_by_role("link", name="New exercise").click()
    page.get_by_label("Title").fill("Rectangles")
    assert_looks_good(page)
    page.get_by_role("button", name="Make the exercise").click()
    expect(page.get_by_text("The exercise is made, as a draft.")).to_be_visible()
    assert_looks_good(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    replace(page, "tests/tests.yaml", "return: 12", "retrun: 12")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_role("alert")).to_contain_text("tests/tests.yaml, line 7")
    fault = row(page, "tests/tests.yaml").locator(".cm-fault")
    expect(fault).to_contain_text("retrun")
    assert_looks_good(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="tests/tests.yaml, line 7").click()
    expect(editor(page, "tests/tests.yaml")).to_be_focused()
    replace(page, "tests/tests.yaml", "retrun: 12", "return: 12")
    page.get_by_role("button", name="Save all files").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_text("There was nothing to save.")).to_be_visible()
