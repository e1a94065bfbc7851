"""Run, Stop and Check in a real Python, in the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.workspaces.workbench.conftest import write
from tests.workspaces.workbench.results import RESULT
from tests.workspaces.workbench.server import AT, STARTER, Told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ENGINE = """
import json

def check(argument):
    told = json.loads(argument)
    source = open(told["main"]).read()
    outcome = "passed" if told["want"] in source else "failed"
    case = {"outcome": outcome, "given": {"call": {"text": "area(2)"}}, "checks": [], "sentences": []}
    return json.dumps({"nothing_ran": None, "tabs": [{"name": "Examples", "contexts": [{"cases": [case]}]}]})
"""


@pytest.fixture
def has_python() -> bool:
    """These need it."""
    return True


@pytest.fixture
def with_examples(told: Told) -> None:
    """The page is told how to check, and has a result of before."""
    told.visible = {"engine": {"engine.py": "/engine.py"}, "name": "engine.check", "argument": {"want": "n * n"}}
    told.submissions = [
        {"number": 1, "at": AT, "files": STARTER, "state": "graded", "place": 0, "points": "4", "result": RESULT}
    ]


def ready(page: Page) -> None:
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled(timeout=90_000)


def test_run_and_stop(page: Page, told: Told) -> None:
    output = page.locator("[data-output]")
    ready(page)

    write(page, "name = input('Name? ')\nprint('Hello', name)\n1 / 0\n")
    page.get_by_label("Input for the program").fill("Ada")
    page.keyboard.press("Control+Enter")
    expect(output).to_contain_text("Hello Ada")
    expect(output.locator(".output-typed")).to_contain_text("Ada")
    expect(page.locator("[data-error]")).to_contain_text("ZeroDivisionError")
    expect(page.locator("[data-error]")).to_contain_text("divided by zero")
    expect(page.locator("[data-took]")).to_contain_text(" ms after you pressed Run")
    expect(page.locator("[data-said]")).to_contain_text("ended with an error")
    page.get_by_role("button", name="Line 3 of shapes.py").click()
    assert page.evaluate("document.querySelector('[data-editors]').contains(document.activeElement)")
    assert [each["why"] for each in told.kept] == ["run"]

    write(page, "while True:\n    print('x' * 50)\n")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-cap]")).to_contain_text("left out here")
    page.keyboard.press("Control+.")
    expect(page.locator("[data-run-state]")).to_contain_text("stopped")


@pytest.mark.long
@pytest.mark.usefixtures("with_examples")
def test_check_and_try_a_case(page: Page) -> None:
    page.context.route("**/engine.py", lambda route: route.fulfill(body=ENGINE, content_type="text/x-python"))
    output = page.locator("[data-output]")
    ready(page)
    page.get_by_role("tab", name="Tests").click()
    page.locator("details.result-case").nth(2).get_by_role("button", name="Run with this input").click()
    expect(page.get_by_label("Input for the program")).to_have_value("Ada\n")
    ready(page)
    write(page, "def area(n):\n    return n * n\n")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".result-verdict")).to_have_text("All tests passed")
    expect(page.get_by_role("heading", name="checked against the examples")).to_be_visible()
    page.locator(".result-case summary").click()
    page.get_by_role("button", name="Run with this input").click()
    expect(output).to_contain_text(">>> area(2)")
    expect(output).to_contain_text("4")
