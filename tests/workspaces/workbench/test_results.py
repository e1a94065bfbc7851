"""Handing in, the way to a result, and the result as a student reads it."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.workspaces.workbench.conftest import opened, write
from tests.workspaces.workbench.results import GOOD, RESULT, SYNTAX, case, tab, text
from tests.workspaces.workbench.server import AT, STARTER, Told

pytestmark = pytest.mark.browser
WAITING: dict[str, Any] = {"state": "waiting", "place": 1}
RUNNING: dict[str, Any] = {"state": "running", "place": 0}
GRADED: dict[str, Any] = {
    "state": "graded",
    "place": 0,
    "points": "4.00",
    "isLate": False,
    "usesAttempt": True,
    "result": RESULT,
}


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit", exact=True).first.click()


def panel(page: Page) -> Any:
    return page.get_by_role("tabpanel", name="Tests")


def test_from_submit_to_the_result(page: Page, told: Told) -> None:
    told.later = [WAITING, RUNNING, {**GRADED, "progress": "completed"}]
    expect(page.locator("[data-outcome]").first).to_have_text("Not started")
    write(page, "def area(n):\n    return n * n\n")
    expect(page.locator("[data-outcome]").first).to_have_text("In progress")
    submit(page)
    expect(page.locator("[data-results]")).to_be_empty()  # nothing of before stands below what waits
    for words in (
        "Submission 1 waits; 2 before it.",
        "1 before it",
        "is being graded",
        "Submission 1: 4 of 10 points.",
    ):
        expect(panel(page)).to_contain_text(words)
    assert told.submissions[0]["files"]["shapes.py"] == "def area(n):\n    return n * n\n"
    expect(page.locator("[data-said]")).to_contain_text("Tests that failed: 5 of 9 · Tests that were not run: 1 of 9")
    expect(page.get_by_role("tab", name="Tests")).to_contain_text("5")
    expect(page.locator("[data-outcome]").first).to_have_text("Completed")


@pytest.fixture
def graded(told: Told) -> None:
    """A result is there before the page is opened."""
    told.submissions = [{"number": 1, "at": AT, "writtenAt": None, "files": STARTER, **GRADED}]


@pytest.mark.long
@pytest.mark.usefixtures("graded")
def test_the_result_is_there_after_a_reload_and_teaches(page: Page) -> None:
    page.get_by_role("tab", name="Tests").click()
    shown = panel(page)
    expect(shown.get_by_text("Tests that failed: 5 of 9")).to_be_visible()
    cases = shown.locator("details.result-case")
    assert [each.get_attribute("open") is not None for each in cases.all()] == [False, True, True, True, True, True]
    wrong = cases.nth(1)
    expect(wrong).to_contain_text("Number 9 expected, text '9' returned.")
    expect(wrong.locator(".result-side").nth(0)).to_contain_text("9")
    expect(wrong.locator(".result-side").nth(1)).to_contain_text("'9'")
    printed = cases.nth(2).locator(".result-side")
    expect(printed.nth(0)).to_contain_text("↵")  # the line break that is missing
    expect(printed.nth(1).locator("mark")).to_contain_text("·")  # the blank too many
    expect(cases.nth(3).locator(".result-side").nth(0).locator("mark")).to_contain_text("'name number 8'")
    expect(cases.nth(4)).to_contain_text("TypeError: unsupported operand")
    expect(cases.nth(5)).to_contain_text("the time was used up")
    shown.get_by_role("button", name="Test 1: Passed").click()
    expect(cases.nth(0)).to_have_attribute("open", "")
    expect(cases.nth(0).locator("summary")).to_be_focused()
    hidden = shown.locator(".result-tab").nth(1)
    expect(hidden).to_contain_text("only whether each test passed")
    expect(hidden.locator("details")).to_have_count(0)
    expect(hidden).to_contain_text("2 of 3 passed")


@pytest.mark.long
def test_verdicts(page: Page, told: Told) -> None:
    for result, words in ((GOOD, "All tests passed"), (SYNTAX, "not yet Python that can be read")):
        told.later = [{**GRADED, "result": result, "usesAttempt": False}]
        submit(page)
        expect(panel(page).locator(".result-verdict")).to_contain_text(words)
        expect(panel(page)).to_contain_text("It costs no attempt.")
    expect(panel(page)).to_contain_text("A colon (:) is missing.")
    expect(page.get_by_role("tab", name="Tests")).to_have_text("Tests")  # none has failed
    page.get_by_role("button", name="Line 1 of shapes.py").click()
    expect(page.locator(".cm-content").first).to_be_focused()


@pytest.mark.long
def test_a_result_is_data_and_no_markup(page: Page, told: Told) -> None:
    evil = "<img src=x onerror=alert(1)>"
    failed = case("failed", {"description": evil, "call": text(evil)}, sentences=[evil])
    told.later = [{**GRADED, "result": {"nothing_ran": None, "tabs": [tab(evil, [failed])]}}]
    submit(page)
    expect(panel(page).locator("details li")).to_have_text(evil)
    expect(panel(page).locator("img")).to_have_count(0)


def test_attempts_are_asked_for_and_end(told: Told, browser: BrowserContext, address: str) -> None:
    told.allowed = 1
    told.later = [GRADED]
    page = opened(browser, address)
    expect(page.get_by_text("Attempts: 0 of 1 used")).to_be_visible()
    submit(page)
    dialog = page.get_by_role("dialog", name="Submit your program?")
    expect(dialog).to_contain_text("This is attempt 1 of 1.")
    dialog.get_by_role("button", name="Not yet").click()
    assert not told.submissions
    submit(page)
    dialog.get_by_role("button", name="Submit").click()
    expect(panel(page)).to_contain_text("of 10 points")
    expect(page.get_by_text("Attempts: 1 of 1 used. None is left to submit with.")).to_be_visible()
    expect(page.locator("[data-do=submit]")).to_be_disabled()
    page.locator(".cm-content").first.press("F9")
    expect(page.locator("[data-told]")).to_contain_text("used all your attempts")
    assert len(told.submissions) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (409, "Not submitted: The server says no."),
        pytest.param(401, "your session has ended", marks=pytest.mark.long),
        pytest.param(404, "not open to you any more", marks=pytest.mark.long),
    ],
)
def test_what_is_not_taken_says_so(page: Page, told: Told, status: int, words: str) -> None:
    told.statuses["/submissions"] = status
    submit(page)
    expect(page.locator(".workbench-notice")).to_contain_text(words)


@pytest.mark.long
def test_without_a_connection_it_is_sealed_and_sent_later(browser: BrowserContext, page: Page, told: Told) -> None:
    told.later = [{**GRADED, "writtenAt": AT}]
    write(page, "sealed = True\n")
    browser.set_offline(True)
    submit(page)
    notice = page.locator(".workbench-notice").filter(has_text="is sealed with the time")
    expect(notice).to_be_visible()
    write(page, "sealed = 'later'\n")
    browser.set_offline(False)
    expect(notice).to_have_count(0)
    expect(panel(page)).to_contain_text("Submitted without a connection")
    (made,) = told.submissions
    assert made["files"]["shapes.py"] == "sealed = True\n"
    assert [path.rpartition("/")[2] for method, path in told.asked if method == "POST"].count("submissions") == 1


@pytest.mark.long
def test_what_is_sealed_survives_a_reload_and_can_be_taken_back(page: Page, told: Told) -> None:
    told.statuses["/submissions"] = 503
    write(page, "first = 1\n")
    submit(page)
    notice = page.locator(".workbench-notice").filter(has_text="is sealed")
    expect(notice).to_be_visible()
    page.reload()
    expect(notice).to_be_visible()
    page.get_by_role("button", name="Do not send it").click()
    expect(notice).to_have_count(0)
    told.statuses.clear()
    page.reload()
    page.wait_for_timeout(500)
    assert not told.submissions


@pytest.mark.long
def test_a_connection_lost_on_the_way_to_the_result(page: Page, told: Told) -> None:
    told.statuses["/submissions/1"] = 503
    told.later = [GRADED]
    submit(page)
    expect(panel(page)).to_contain_text("The page asks again")
    told.statuses.clear()
    expect(panel(page)).to_contain_text("4 of 10 points")
