"""Run, Stop and Check in a real Python, in the page."""

import pytest
from playwright.sync_api import Page, expect

from slipway.content.kinds.exercise_settings import ExerciseSettings, ExerciseTab
from slipway.submissions.exercises import exercise_of
from slipway.submissions.visible_tests import visible_part
from tests.workspaces.workbench.conftest import write
from tests.workspaces.workbench.results import RESULT
from tests.workspaces.workbench.server import AT, STARTER, Told

pytestmark = pytest.mark.browser
SUITE = b"""
- tab: Examples
  contexts:
    - testcases:
        - statement: side = 2
        - expression: area(side)
          return: 4
        - expression: area(0)
          return: !oracle {value: 0, oracle: custom_check, file: near.py}
    - testcases:
        - expression: area(3)
          return: 9
- tab: Endless
  testcases:
    - expression: area(-1)
      return: 1
"""


@pytest.fixture
def has_python() -> bool:
    """These need it."""
    return True


@pytest.fixture
def with_examples(told: Told) -> None:
    """The page has tests to check by, and a result of before."""
    settings = ExerciseSettings(file="shapes.py", time_limit=20, tabs=(ExerciseTab(tab="Endless", time_limit=2),))
    exercise = exercise_of(settings, {"tests/tests.yaml": SUITE})
    told.tests = dict(visible_part(exercise, is_after_due=False) or {})
    told.submissions = [
        {"number": 1, "at": AT, "files": STARTER, "state": "graded", "place": 0, "points": "4", "result": RESULT}
    ]


def ready(page: Page) -> None:
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled(timeout=90_000)


@pytest.mark.usefixtures("with_examples")
def test_run_stop_check_and_try_a_case(page: Page, told: Told) -> None:
    """In one visit: Python takes seconds to come into a page."""
    ready(page)
    run_and_stop(page, told)
    check_and_try_a_case(page, told)


def run_and_stop(page: Page, told: Told) -> None:
    output = page.locator("[data-output]")
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


def check_and_try_a_case(page: Page, told: Told) -> None:
    verdict, cases = page.locator(".result-verdict"), page.locator("details.result-case")
    ready(page)
    asked_before = len(told.asked)

    write(page, "def area(n):\n    while n < 0:\n        pass\n    return n * 2\n")
    page.keyboard.press("Control+Shift+Enter")
    expect(verdict).to_have_text("Tests that failed: 2 of 4", timeout=30_000)
    expect(page.get_by_text("Nothing was handed in, and it counts nothing.")).to_be_visible()
    assert cases.evaluate_all("cases => cases.map((each) => each.dataset.outcome)") == [
        "passed", "passed", "waiting", "failed", "failed",
    ]  # fmt: skip
    expect(cases.nth(2)).to_contain_text("Checked when you submit")
    expect(cases.nth(3)).to_contain_text("Expected9Yours6")
    expect(cases.nth(4)).to_contain_text("took too long")

    cases.nth(3).get_by_role("button", name="Run with this input").click()
    expect(page.locator("[data-output]")).to_contain_text(">>> area(3)")
    expect(page.locator("[data-output]")).to_contain_text("6")
    ready(page)
    write(page, "def area(n):\n    return n * n\n")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(verdict).to_have_text("All tests that can be checked here passed. 1 more are checked when you submit.")
    assert {path.rpartition("/")[2] for _method, path in told.asked[asked_before:]} <= {"my-work", "ran"}


@pytest.mark.long
@pytest.mark.usefixtures("with_examples")
def test_stop_ends_a_check(page: Page) -> None:
    ready(page)
    write(page, "while True:\n    pass\n")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("[data-told]")).to_contain_text("Checking: 0 of 3")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-told]")).to_have_text("The check was stopped.")
    ready(page)


@pytest.mark.long
@pytest.mark.usefixtures("with_examples")
def test_the_input_of_a_result_is_run_again(page: Page) -> None:
    ready(page)
    page.get_by_role("tab", name="Tests").click()
    page.locator("details.result-case").nth(2).get_by_role("button", name="Run with this input").click()
    expect(page.get_by_label("Input for the program")).to_have_value("Ada\n")
