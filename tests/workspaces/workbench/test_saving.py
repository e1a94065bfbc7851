"""The student's text is kept, whatever happens to the connection, the session and other tabs."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from tests.browsers import bring_no_python, chromium
from tests.often import often
from tests.workspaces.scene import Scene, at_own_door, launched
from tests.workspaces.workbench.conftest import editor, opened, write
from tests.workspaces.workbench.server import STARTER, Told

pytestmark = pytest.mark.browser


def state(page: Page, words: str) -> None:
    """The page says so of saving: in its line, or in full in a notice."""
    said = page.locator("[data-save-state], [data-notices] p")
    expect(said.filter(has_text=re.compile(re.escape(words))).first).to_be_visible()


def refused(answer: Response) -> bool:
    """The server did not save."""
    return answer.url.endswith("/my-work") and answer.status == 503


def kept_in_tab(page: Page) -> dict[str, str]:
    """The files that the tab's storage holds; {} for none."""
    text = page.evaluate("Object.entries(sessionStorage).find(([key]) => key.endsWith(':work'))?.[1] ?? '{}'")
    return dict(json.loads(text).get("files", {}))


def test_what_is_typed_is_saved_and_there_after_a_reload(page: Page, told: Told) -> None:
    write(page, "print(1)\n")
    state(page, "Saved ")
    assert told.files == {**STARTER, "shapes.py": "print(1)\n"}
    assert kept_in_tab(page) == {}
    page.reload()
    expect(editor(page)).to_contain_text("print(1)")


def test_without_a_connection_nothing_is_lost(browser: BrowserContext, page: Page, told: Told) -> None:
    browser.set_offline(True)
    write(page, "print('kept')\n")
    state(page, "Not saved: no connection. Your text is kept in this tab")
    expect(page.get_by_role("button", name="Download my text").first).to_be_visible()
    assert kept_in_tab(page)["shapes.py"] == "print('kept')\n"
    browser.set_offline(False)
    state(page, "Saved ")
    assert told.files["shapes.py"] == "print('kept')\n"
    expect(page.locator(".workbench-notice")).to_have_count(0)


@pytest.mark.long
def test_a_broken_server_is_asked_again_and_the_text_survives_a_reload(page: Page, told: Told) -> None:
    told.statuses["/my-work"] = 503
    write(page, "print('later')\n")
    state(page, "Not saved")
    page.reload()
    expect(page.locator("[data-told]")).to_contain_text("here again")
    expect(editor(page)).to_contain_text("print('later')")
    told.statuses.clear()
    state(page, "Saved ")
    assert told.files["shapes.py"] == "print('later')\n"


@pytest.mark.long
def test_what_is_not_saved_goes_when_the_page_ends(page: Page, told: Told, address: str) -> None:
    write(page, "print('on the way')\n")
    page.goto(address.rpartition("/units/")[0])
    page.wait_for_timeout(500)
    assert told.files["shapes.py"] == "print('on the way')\n"


@pytest.mark.long
def test_a_session_that_has_ended_leaves_the_text(browser: BrowserContext, page: Page, told: Told) -> None:
    browser.clear_cookies()
    write(page, "print('mine')\n")
    state(page, "your session has ended")
    expect(page.locator("[data-said]")).to_contain_text("your session has ended")
    expect(editor(page)).to_contain_text("print('mine')")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my text").first.click()
    assert "print('mine')" in download.value.path().read_text()
    browser.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy my text").first.click()
    expect(page.locator("[data-told]")).to_contain_text("copied")
    assert "print('mine')" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.long
@pytest.mark.parametrize(("status", "words"), [(401, "session has ended"), (404, "not open to you any more")])
def test_a_closed_unit_leaves_the_text(page: Page, told: Told, status: int, words: str) -> None:
    told.statuses["/my-work"] = status
    write(page, "print('mine')\n")
    state(page, words)
    expect(editor(page)).to_contain_text("print('mine')")
    assert kept_in_tab(page)["shapes.py"] == "print('mine')\n"


@pytest.mark.long
def test_a_text_that_cannot_be_kept_says_why_and_the_next_key_mends_it(page: Page, told: Told) -> None:
    told.refuses = "bad"
    write(page, "bad\n")
    state(page, "Not saved: This text cannot be kept.")
    write(page, "good\n")
    state(page, "Saved ")


@pytest.mark.long
@pytest.mark.parametrize("choice", often(["mine"], ["mine", "other"]))
def test_two_tabs_and_the_student_chooses(
    browser: BrowserContext, page: Page, told: Told, address: str, choice: str
) -> None:
    second = opened(browser, address)
    write(second, "print('second')\n")
    state(second, "Saved ")
    write(page, "print('first')\n")
    dialog = page.get_by_role("dialog", name="Which text goes on?")
    expect(dialog).to_contain_text("print('first')")
    expect(dialog).to_contain_text("print('second')")
    page.keyboard.press("Escape")
    state(page, "another tab has saved")
    page.get_by_role("button", name="Compare and choose").click()
    name = "Go on with the text of this tab" if choice == "mine" else "Go on with the other text"
    dialog.get_by_role("button", name=name).click()
    chosen, lost = ("first", "second") if choice == "mine" else ("second", "first")
    expect(editor(page)).to_contain_text(chosen)
    state(page, "Saved ")
    assert told.files["shapes.py"] == f"print('{chosen}')\n"
    assert lost in str([each["files"] for each in told.kept])
    write(page, "print('and on')\n")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-status", "saved")


def test_storage_refused_is_said_and_the_page_keeps_the_text(told: Told, there: Scene, site: LiveServer) -> None:
    person = launched(there, "student")
    unit = there.unit("u1").pk
    with chromium("all-blocked") as context:
        bring_no_python(context)
        page = context.new_page()
        page.goto(f"{site.url}{person.path(f'/units/{unit}')}#{person.token}")
        expect(page.locator("[data-do=copy]")).to_be_enabled()
        context.set_offline(True)
        write(page, "print('in memory')\n")
        state(page, "safe while this page is open")
        expect(page.locator(".workbench-notice")).to_contain_text("lets Slipway keep nothing")
        context.set_offline(False)
        state(page, "Saved ")
        assert told.files["shapes.py"] == "print('in memory')\n"
        told.statuses["/my-work"] = 503
        with page.expect_response(refused):
            write(page, "print('elsewhere')\n")
        with page.expect_response(refused):  # what the page sends as it ends, not to be saved by it later
            page.get_by_role("link", name="Python from zero").click()
        expect(page.get_by_role("heading", name="Module 1")).to_be_visible()
        told.statuses.clear()
        page.get_by_role("link", name="Unit 1", exact=True).click()
        expect(editor(page)).to_contain_text("elsewhere")
        state(page, "Saved ")
    assert told.files["shapes.py"] == "print('elsewhere')\n"


def test_nobody_finds_the_text_of_another_person(
    browser: BrowserContext, page: Page, told: Told, there: Scene, site: LiveServer
) -> None:
    told.statuses["/my-work"] = 503
    write(page, "print('secret')\n")
    state(page, "Not saved")
    other = at_own_door(there.people["teacher"]).client.cookies["slipway_session"].value
    browser.add_cookies([{"name": "slipway_session", "value": other, "url": site.url}])
    page.reload()
    expect(editor(page)).to_contain_text("Write your program here")


@pytest.mark.long
def test_start_over_asks_and_keeps_what_was_there(page: Page, told: Told) -> None:
    write(page, "print('old')\n")
    state(page, "Saved ")
    page.locator(".workbench-more > summary").click()
    page.get_by_role("button", name="Start over").click()
    dialog = page.get_by_role("dialog", name="Start over?")
    dialog.get_by_role("button", name="Keep my text").click()
    expect(editor(page)).to_contain_text("print('old')")
    page.locator(".workbench-more > summary").click()
    page.get_by_role("button", name="Start over").click()
    dialog.get_by_role("button", name="Start over").click()
    expect(editor(page)).to_contain_text("Write your program here")
    assert told.files == STARTER
    assert [each["why"] for each in told.kept] == ["reset"]
    write(page, "print('new')\n")
    state(page, "Saved ")


@pytest.mark.long
def test_history_is_compared_and_gone_on_with(page: Page, told: Told) -> None:
    told.keep("run", {**STARTER, "shapes.py": "print('older')\n"})
    write(page, "print('newer')\n")
    state(page, "Saved ")
    page.locator(".workbench-more > summary").click()
    page.get_by_role("button", name="History").click()
    dialog = page.get_by_role("dialog", name="History of your work")
    dialog.get_by_role("button", name="Run ").click()
    expect(dialog.locator("del")).to_contain_text("print('newer')")
    expect(dialog.locator("ins")).to_contain_text("print('older')")
    dialog.get_by_role("button", name="Go on with this version").click()
    expect(editor(page)).to_contain_text("print('older')")
    state(page, "Saved ")
    assert told.files["shapes.py"] == "print('older')\n"
    assert told.kept[0]["files"]["shapes.py"] == "print('newer')\n"


@pytest.mark.long
def test_nothing_is_kept_for_who_only_looks(told: Told, browser: BrowserContext, address: str) -> None:
    told.works = False
    page = opened(browser, address)
    page.clock.install()
    write(page, "print(1)\n")
    state(page, "Nothing that you write here is kept")
    expect(page.locator("[data-do=submit]")).to_have_count(0)
    page.clock.fast_forward(60_000)  # whenever it would be saved
    assert [path for method, path in told.asked if method != "GET"] == []
