"""An exercise from scratch in a browser: made, broken, mended, saved, seen by a student; by keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from slipway.content.folder import write_class_folder
from tests.class_pages.live import owners_browser
from tests.content.folders import folder, module, unit
from tests.looks import assert_looks_good
from tests.processes import running
from tests.servers import SLIPWAY, Slipway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SUITE = "tests/tests.yaml"
CONSTANT = "# scores below 0.5: knows the first example only\ndef area(width, height):\n    return 12\n"
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


def add_file(page: Page, folder: str, name: str, text: str) -> None:
    """Write a new file into the empty row of a folder, which leaves another empty one."""
    group = page.locator("[data-group]", has=page.locator("h2 code", has_text=folder))
    group.get_by_text("New file …").click()
    group.get_by_label(f"Name in {folder}").last.fill(name)
    row(page, f"{folder}{name}").locator(".cm-content").click()
    page.keyboard.insert_text(text)
    expect(group.get_by_text("New file …")).to_be_visible()


def assert_looks_good_at_a_desk(page: Page) -> None:
    """The same as `assert_looks_good`, which leaves the window narrow."""
    assert_looks_good(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def make_exercise(page: Page, title: str) -> None:
    page.get_by_role("link", name="New exercise").click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Make the exercise").click()
    expect(page.get_by_text("The exercise is made, as a draft.")).to_be_visible()


def break_and_mend(page: Page) -> None:
    """A fault in the suite stands beside its line; mended, it is gone."""
    replace(page, SUITE, "return: 12", "retrun: 12")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_role("alert")).to_contain_text(f"{SUITE}, line 7")
    expect(row(page, SUITE).locator(".cm-fault")).to_contain_text("did you mean 'return'?")
    assert_looks_good_at_a_desk(page)
    page.get_by_role("link", name=f"{SUITE}, line 7").press("Enter")
    expect(editor(page, SUITE)).to_be_focused()
    replace(page, SUITE, "retrun: 12", "return: 12")


def test_an_exercise_from_scratch(page: Page, live: Slipway, tmp_path: Path) -> None:
    make_exercise(page, "Rectangles")
    assert_looks_good_at_a_desk(page)
    break_and_mend(page)
    add_file(page, "wrong/", "constant.py", CONSTANT)
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(row(page, SUITE)).to_have_attribute("open", "")  # what was open is open again
    shown = page.locator("[data-shown]").first
    expect(shown).to_contain_text("Is being checked")
    with running([SLIPWAY, "worker"], environment=live.environment, log=tmp_path / "worker.log"):
        expect(shown).to_contain_text("The exercise is sound", timeout=90_000)
    assert_looks_good_at_a_desk(page)
    page.get_by_text("Which tests notice which wrong solution").click()
    page.get_by_role("button", name="wrong/adds.py").click()
    expect(row(page, "wrong/adds.py")).to_have_attribute("open", "")
    replace(page, "reference/rectangle.py", "*", "+")
    page.get_by_role("button", name="Save all files").click()
    expect(shown).to_contain_text("Not checked since its last change")
    page.get_by_role("link", name="Try it as a student").click()
    expect(page.get_by_text("Write the function")).to_be_visible()
    expect(page.get_by_role("tab", name="rectangle.py")).to_be_visible()
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)


@pytest.mark.long
def test_plain_fields_and_what_is_not_saved(page: Page) -> None:
    make_exercise(page, "Plain")
    page.get_by_role("button", name="Plain text fields").press("Enter")
    starter = page.locator("#file-1")
    expect(starter.locator("summary")).to_contain_text("starter/rectangle.py")
    starter.locator("summary").press("Enter")
    field = starter.get_by_label("Text of starter/rectangle.py")
    field.fill("# plain\n")
    page.get_by_role("button", name="Plain text fields").press("Enter")
    expect(starter.locator(".cm-content")).to_have_text("# plain")
    starter.get_by_label("Name in starter/").fill("rect.py")
    expect(starter.locator("summary")).to_contain_text("starter/rect.py")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Guide, points and dates").click()
    expect(starter.locator(".cm-content")).to_have_text("# plain")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save all files").click()
    expect(page.get_by_role("alert")).to_contain_text("starter/rectangle.py: is missing")
    expect(row(page, "starter/rect.py").locator("textarea")).to_have_value("# plain\n")
