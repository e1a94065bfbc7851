"""A teacher's way through the work of a student, and what the student reads of it."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.classes.roles import ClassRole
from tests.browsers import bring_no_python, chromium
from tests.looks import CONTRAST, wide_at
from tests.progress_pages.scene import Asker, Scene, launched, scene
from tests.submissions.exercise import HALF_RIGHT
from tests.submissions.test_grading import graded

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240), pytest.mark.django_db(transaction=True)]
PROGRAM = f"{HALF_RIGHT}\nif __name__ == '__main__':\n    print('side', input())\n"


@pytest.fixture
def there(site: LiveServer, settings: LazySettings) -> Scene:
    settings.PUBLIC_URL = site.url  # the frame of programs hangs on it
    return scene()


def enter(page: Page, server: LiveServer, who: Asker, path: str) -> None:
    page.goto(f"{server.url}{who.base}{path}#{who.token}")
    expect(page.locator("main h1")).to_be_visible()


def assert_good(page: Page, name: str) -> None:
    """At each width, light and dark; pictures where asked for."""
    assert wide_at(page, page) == [], name
    for size, width in (("phone", 390), ("desk", 1280)):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if folder := os.environ.get("KEEP_PICTURES_IN"):
                page.screenshot(path=Path(folder) / f"{name}-{size}-{scheme}.png", full_page=True)
            found = Axe().run(page).response if scheme == "light" else page.evaluate(CONTRAST)
            assert found["violations"] == [], name


def test_from_progress_to_a_comment_and_an_override(there: Scene, site: LiveServer) -> None:
    student, teacher = launched(there, ClassRole.STUDENT), launched(there, ClassRole.TEACHER)
    graded(there.unit, PROGRAM, student.person.user)
    for name in ("Ada", "Ben", "Somebody with a name that is rather long"):
        there.enrol(name)
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        enter(page, site, teacher, f"/classes/{there.unit.classroom_id}")
        page.get_by_role("link", name="Progress").click()
        expect(page.locator("main h1")).to_have_text("Progress")
        assert_good(page, "progress")
        page.get_by_label("Student").fill("launched")
        page.get_by_role("button", name="Show").click()
        expect(page.locator(".progress-table tbody tr")).to_have_count(1)
        page.locator(".progress-table tbody a").first.click()
        expect(page.locator("main h1")).to_have_text("Launched student")
        run_it(page)
        bring_no_python(context)
        expect(page.locator("[data-results]")).to_contain_text("area(-1, 4)")
        page.locator(".code-lines > li").nth(1).click()
        page.get_by_label("Comment", exact=True).fill("What of <b>negative</b> sides?")
        page.get_by_role("button", name="Comment").click()
        expect(page.locator(".line-comment")).to_contain_text("What of <b>negative</b> sides?")
        page.get_by_text("Override", exact=True).click()
        page.get_by_label("Points").fill("75")
        page.get_by_role("textbox", name="Reason").fill("Explained it at the board")
        page.get_by_role("button", name="Give these points").click()
        expect(page.locator("#grade")).to_contain_text("75 of 100 points")
        assert_good(page, "student-work")
    with chromium("third-party-blocked") as context:
        bring_no_python(context)
        page = context.new_page()
        enter(page, site, student, f"/units/{there.unit.pk}")
        expect(page.locator("[data-standing]")).to_have_text("Your teacher gave you 75 of 100 points.")
        expect(page.locator("main")).to_contain_text("Explained it at the board")
        page.get_by_role("tab", name="Tests").click()
        expect(page.locator(".work-comments")).to_contain_text("What of <b>negative</b> sides?")
        assert_good(page, "students-unit")


def run_it(page: Page) -> None:
    """Run the student's program here, with an input."""
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_enabled(timeout=90_000)
    page.get_by_label("Input for the program").fill("4")
    run.click()
    expect(page.locator("[data-output]")).to_contain_text("side 4", timeout=30_000)
