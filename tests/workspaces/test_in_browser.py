"""The pages as a browser shows them: wide, in an LMS's frame, on a phone; for everybody's eyes and hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.content.models import Module
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import complete, start
from tests.browsers import chromium
from tests.looks import assert_looks_good
from tests.often import often
from tests.workspaces.scene import Launched, Scene, at_own_door, launched, scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Names and numbers: what a variable is, what it is not, and a veryveryverylongwordwithoutanybreakinitatall"


@pytest.fixture
def there() -> Scene:
    made = scene(lms_url="https://canvas.example.edu/courses/7")
    made.change("u1", title=LONG, due_at=datetime(2026, 3, 8, 22, 59, tzinfo=UTC))
    made.change("u4", published=False)
    Module.objects.create(classroom=made.made.classroom, slug="m3", title="Empty", position=5)
    start(user=made.people["student"], unit=made.unit("u1"))
    complete(user=made.people["student"], unit=made.unit("u2"))
    return made


@contextmanager
def signed_in(there: Scene, persona: str, server: LiveServer) -> Iterator[Page]:
    """A page of a browser that has the person's session, which is made before the browser opens."""
    session = at_own_door(there.people[persona]).client.cookies["slipway_session"].value
    with chromium("allowed") as context:
        context.add_cookies([{"name": "slipway_session", "value": session, "url": server.url}])
        yield context.new_page()


def enter(page: Page, server: LiveServer, person: Launched, path: str) -> None:
    page.goto(f"{server.url}{person.path(path)}#{person.token}")
    expect(page.locator("main h1")).to_be_visible()


# What a teacher is shown, and what launches show, `tests/walls/test_axe.py` looks at in every run.
@pytest.mark.long
@pytest.mark.parametrize("persona", often(["student"], ["student", "teacher"]))
def test_own_pages_are_good(there: Scene, live_server: LiveServer, persona: str) -> None:
    home = f"/classes/{there.made.classroom.pk}"
    units = [f"/units/{there.unit(slug).pk}" for slug in ("u1", "u2", "u3")]
    with signed_in(there, persona, live_server) as page:
        for path in ("/", home, *units):
            page.goto(live_server.url + path)
            for menu in page.locator(".unit-list summary").all()[:1]:
                menu.click()
            assert_looks_good(page)


@pytest.mark.long
@pytest.mark.parametrize("role", often(["student"], ["student", "teacher", "preview"]))
def test_launched_pages_are_good(there: Scene, live_server: LiveServer, role: str) -> None:
    person = launched(there, role)
    home, first, draft = (
        f"/classes/{there.made.classroom.pk}",
        *(f"/units/{there.unit(slug).pk}" for slug in ("u1", "u4")),
    )
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        for path in (home, first, draft):
            enter(page, live_server, person, path)
            assert_looks_good(page)


def test_a_student_works_through_a_launch(there: Scene, live_server: LiveServer) -> None:
    student = launched(there, "student")
    with chromium("all-blocked") as context:
        page = context.new_page()
        enter(page, live_server, student, f"/units/{there.unit('u2').pk}")
        page.get_by_role("button", name="Start").click()
        expect(page.locator(".pill")).to_have_text("In progress")
        page.get_by_role("button", name="Mark as completed").click()
        expect(page.get_by_text("You have completed this unit")).to_be_visible()
        page.get_by_role("link", name="Next unit").click()
        expect(page.get_by_role("heading", name="Unit 3")).to_be_visible()
        page.get_by_role("link", name="Python from zero").click()
        expect(page.get_by_role("listitem").filter(has_text="Unit 2")).to_contain_text("Completed")
    assert Workspace.objects.get(user=student.session.identity.user).unit == there.unit("u2")


def test_times_are_the_visitors(there: Scene, live_server: LiveServer) -> None:
    with signed_in(there, "student", live_server) as page:
        zone = {"timezoneId": "Asia/Tokyo"}
        page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", zone)
        page.goto(f"{live_server.url}/classes/{there.made.classroom.pk}")
        time = page.locator("time").first
        expect(time).to_have_text("Mar 9, 2026, 07:59 AM")
        expect(time).to_have_attribute("title", "8 Mar 2026, 22:59 UTC")


def test_a_teacher_copies_exactly_the_lti_url(there: Scene, live_server: LiveServer) -> None:
    with signed_in(there, "teacher", live_server) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{live_server.url}/classes/{there.made.classroom.pk}")
        page.get_by_text("More about Unit 2").click()
        page.get_by_role("button", name="Copy LTI URL").click()
        expect(page.get_by_text("Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"http://localhost:8000/lti/units/{there.unit('u2').pk}"
