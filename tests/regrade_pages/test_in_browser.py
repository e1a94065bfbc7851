"""A story in a browser: tests change, a teacher rehearses and applies a regrade, a student's score follows; undone."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.submissions.models import Submission
from tests import factories
from tests.browsers import bring_no_python, chromium
from tests.looks import assert_looks_good
from tests.regrade_pages.test_pages import CORRECTED, Scene
from tests.regrading.test_regrading import work_all
from tests.submissions.exercise import put_files

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.django_db(transaction=True)]


def test_a_regrade_is_rehearsed_applied_and_undone(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    # The server of this test has an address of its own, and no HTTPS.
    monkeypatch.setattr(settings, "CSRF_COOKIE_SECURE", False)
    monkeypatch.setattr(CsrfViewMiddleware, "allowed_origins_exact", property(lambda _: {live_server.url}))
    there = Scene()
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    student = launched(there, live_server)
    session = there.browser.cookies["slipway_session"].value
    with chromium("allowed") as context:
        bring_no_python(context)
        context.add_cookies([{"name": "slipway_session", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + there.at)
        page.get_by_role("main").get_by_role("link", name="Regrade").click()
        looked_at(page, "unit-regrade")
        page.get_by_role("button", name="Rehearse a regrade").click()
        expect(page.get_by_text("0 of 2 submissions").first).to_be_visible()
        looked_at(page, "rehearsing")
        work_all()
        expect(page.get_by_text("2 scores change.")).to_be_visible()  # the page has asked by itself
        looked_at(page, "rehearsed")
        page.get_by_role("button", name="Apply").press("Enter")
        expect(page.get_by_text("The new scores are given.")).to_be_visible()
        looked_at(page, "applied")
        expect_points(context, student, "10")
        page.bring_to_front()
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("The old scores and results are back.")).to_be_visible()
        expect_points(context, student, "20")
        page.bring_to_front()
        look_at_the_others(page, live_server, there)


def look_at_the_others(page: Page, live_server: LiveServer, there: Scene) -> None:
    """The other pages of this room, each with something on it."""
    page.goto(f"{live_server.url}{there.at}/extensions")
    page.get_by_label("Student").select_option("Hal")
    page.get_by_label("Due").fill("2026-12-24T18:00")
    page.get_by_role("button", name="Give these dates").click()
    expect(page.get_by_role("cell", name="Hal", exact=True)).to_be_visible()
    looked_at(page, "extensions")
    Submission.objects.filter(user=there.hal).update(state="failed")
    for path, name in (
        (f"{there.at}/regrades", "not-graded"),
        (f"/classes/{there.unit.classroom_id}/regrading", "class"),
    ):
        page.goto(live_server.url + path)
        looked_at(page, name)


def launched(there: Scene, server: LiveServer) -> str:
    """The address by which Rita comes from her LMS."""
    lms = factories.lms(there.unit.classroom.organization)
    person = factories.identity(lms, user=there.rita)
    token, session = factories.launch_session(there.unit.classroom, unit=there.unit, person=person)
    return f"{server.url}/l/{session.launch_id}{there.at}#{token}"


def expect_points(context: BrowserContext, student: str, points: str) -> None:
    page = context.new_page()
    page.goto(student)
    expect(page.locator("[data-submission]")).to_contain_text(f"Submission 1: {points} of 20 points.")
    page.close()


def looked_at(page: Page, name: str) -> None:
    assert_looks_good(page)
    if folder := os.environ.get("KEEP_PICTURES_IN"):
        for width, scheme in ((1280, "light"), (390, "dark")):
            page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(folder) / f"regrade-{name}-{width}.png", full_page=True)
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
