"""The picker by the keyboard alone, as the handbook's page on accessibility writes it."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.content.models import Module, Unit
from tests.browsers import chromium
from tests.keyboard.walker import Walker
from tests.keyboard.written import walk_in
from tests.picker.scene import CANVAS, Course, Picker, connected, course, named

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLES = {"u1": "Say hello", "u2": "Variables", "u3": "Loops", "u4": "Lists"}


@pytest.fixture
def there() -> Course:
    """The course of the handbook's walk."""
    made = course()
    first = named(made, "Python from zero")
    for slug, title in TITLES.items():
        Unit.objects.filter(pk=first.unit(slug).pk).update(title=title, published=title != "Lists")
    Module.objects.filter(classroom=first.classroom, slug="m1").update(title="First steps")
    Module.objects.filter(classroom=first.classroom, slug="m2").update(title="Repetition")
    connected(made, "Algorithms")
    return made


# The browser sends the answer by itself; held back, the page stays as it does for somebody whose browser stalls.
HOLD = "HTMLFormElement.prototype.submit = () => {}"


class Lms:
    """What arrives at the LMS."""

    def __init__(self, context: BrowserContext) -> None:
        self.received: list[dict[str, list[str]]] = []
        context.add_init_script(HOLD)
        context.route(f"{CANVAS}/**", self._answer)

    def _answer(self, route: Any) -> None:
        self.received.append(parse_qs(route.request.post_data or ""))
        route.fulfill(status=200, content_type="text/html", body="<h1>At the LMS</h1>")

    def answer(self, page: Page) -> str:
        """Press Enter on *Continue*. Returns the content items that came."""
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="At the LMS")).to_be_visible()
        return self.received.pop()["content_items"][0]


def open_picker(page: Page, server: LiveServer, picker: Picker) -> None:
    page.goto(f"{server.url}{picker.path}#{picker.token}")
    expect(page.locator("[data-search]")).to_be_visible()


@pytest.mark.long
def test_units_are_chosen_and_none(there: Course, live_server: LiveServer) -> None:
    first, second = there.open(), there.open()
    with chromium("third-party-blocked") as context:
        page, lms = context.new_page(), Lms(context)
        walker = Walker(page)
        open_picker(page, live_server, first)
        walker.walk(walk_in("Choosing units"))
        chosen = lms.answer(page)
        open_picker(page, live_server, second)
        walker.walk(walk_in("Choosing nothing"))
        cancelled = lms.answer(page)
    assert [title for title in TITLES.values() if title in chosen] == ["Say hello", "Variables", "Loops"]
    assert "LtiLinkItem" not in cancelled


@pytest.mark.long
def test_the_tree_is_reached_when_it_is_enlarged(there: Course, live_server: LiveServer) -> None:
    picker = there.open()
    with chromium("third-party-blocked") as context:
        walker = Walker(context.new_page())
        open_picker(walker.page, live_server, picker)
        walker.assert_zooms()
