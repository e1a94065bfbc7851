"""The picker of an offer that is too large for one page, as a browser shows it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.classes.models import LaunchSession
from slipway.content.models import Unit
from slipway.lti.message import SelectionRequest
from slipway.picker import units
from slipway.picker.models import Placement
from tests.browsers import chromium
from tests.picker.scene import CANVAS, EDITOR, RETURN_URL, Course, connected, course, named
from tests.picker.test_in_browser import LONG, assert_good, enter, press
from tests.picker.test_tree import large_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE = SelectionRequest(return_url=RETURN_URL)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class of four units is too large for one page."""
    monkeypatch.setattr(units, "WHOLE_UP_TO", 3)


@pytest.fixture
def there() -> Course:
    made = course()
    first = named(made, "Python from zero", modules=3)
    second = connected(made, f"Second: {LONG}")
    Unit.objects.filter(pk=first.unit("u1").pk).update(title=LONG, published=False)
    Unit.objects.filter(pk=second.unit("u4").pk).update(title="Größe der Schleifen")
    Placement.objects.create(lms_course=made.row, unit=first.unit("u2"), placed_by=made.teacher)
    return made


class Lms:
    """What arrives at the LMS."""

    def __init__(self, page: Page) -> None:
        self.received: list[str] = []
        page.context.route(f"{CANVAS}/**", self._answer)

    def _answer(self, route: Any) -> None:
        [items] = parse_qs(route.request.post_data)["content_items"]
        self.received = [item["title"] for item in json.loads(items)["@graph"]]
        route.fulfill(status=200, content_type="text/html", body="<h1>At the LMS</h1>")

    def after_save(self, page: Page) -> list[str]:
        """The titles that came."""
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="At the LMS")).to_be_visible()
        return self.received


@pytest.fixture(params=["several"])
def page(request: pytest.FixtureRequest, there: Course, live_server: LiveServer) -> Iterator[Page]:
    """The picker, opened from the LMS in a browser that keeps no cookies of others."""
    with chromium("third-party-blocked") as context:
        page = enter(context, live_server, there.open(EDITOR if request.param == "several" else ONE))
        expect(page.get_by_role("searchbox")).to_be_visible()
        yield page


def lines(page: Page) -> Locator:
    """The inputs of units that are to be seen."""
    return page.locator(".tree input[value]:visible")


def module(page: Page, name: str, *, place: int = 0) -> Locator:
    return page.locator("summary", has_text=name).nth(place)


def whole_of(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=f"Select the whole module {name}")


def seek(page: Page, words: str, says: str) -> None:
    page.get_by_role("searchbox").fill(words)
    expect(page.locator("[data-found]")).to_have_text(says)


def test_what_is_ticked_in_modules_and_results_arrives(page: Page) -> None:
    lms = Lms(page)
    expect(lines(page)).to_have_count(0)
    assert_good(page)
    module(page, "Module 1").click()
    expect(lines(page)).to_have_count(2)
    expect(page.get_by_text("In this course already")).to_have_count(1)
    assert_good(page)
    page.get_by_label("Unit 2").check()
    expect(page.get_by_text("1 unit selected")).to_be_visible()
    seek(page, "groß", "1 unit found")
    expect(lines(page)).to_have_count(1)
    assert_good(page)
    lines(page).check()
    expect(page.get_by_text("2 units selected")).to_be_visible()
    seek(page, "python 2", "3 units found")  # the word stands in Module 2 too
    expect(page.locator("[data-results]").get_by_label("Unit 2")).to_be_checked()
    seek(page, "grosse", "Nothing is called that.")
    expect(lines(page)).to_have_count(0)
    seek(page, "", "")
    expect(page.get_by_label("Größe der Schleifen")).to_be_checked()  # stands above, its module was never opened
    expect(page.get_by_text("2 units selected")).to_be_visible()
    assert_good(page)
    module(page, "Module 3").click()
    whole_of(page, "Module 3").check()
    expect(page.get_by_text("4 units selected")).to_be_visible()
    assert lms.after_save(page) == ["Unit 2", "Unit 5", "Unit 6", "Größe der Schleifen"]


@pytest.mark.long
def test_a_whole_module_shows_what_was_ticked_elsewhere(page: Page) -> None:
    seek(page, "unit 3 python", "3 units found")  # two stand in Module 3
    page.get_by_label("Unit 3").check()
    seek(page, "", "")
    module(page, "Module 2").click()
    whole = whole_of(page, "Module 2")
    expect(whole).to_be_visible()
    assert whole.evaluate("box => box.indeterminate")
    page.get_by_label("Unit 4").check()
    expect(whole).to_be_checked()
    whole.uncheck()
    expect(page.get_by_text("Nothing selected yet")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="Tick at least one unit.")).to_be_focused()


@pytest.mark.long
def test_a_form_that_is_refused_shows_again_what_was_ticked(page: Page) -> None:
    lms = Lms(page)
    module(page, "Module 2").click()
    whole_of(page, "Module 2").check()
    seek(page, "groß", "1 unit found")
    lines(page).check()
    gone = Unit.objects.filter(title="Unit 4", classroom__title="Python from zero")
    gone.update(withdrawn_at=timezone.now())
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="One of the units is not offered here any more.")).to_be_focused()
    expect(page.get_by_text("2 units selected")).to_be_visible()
    expect(page.get_by_label("Unit 3")).to_be_checked()
    assert_good(page)
    assert lms.after_save(page) == ["Unit 3", "Größe der Schleifen"]


@pytest.mark.long
@pytest.mark.parametrize("page", ["one"], indirect=True)
def test_one_unit_is_chosen_wherever_it_is_ticked(page: Page) -> None:
    lms = Lms(page)
    module(page, "Module 1").click()
    page.get_by_label("Unit 2").check()
    expect(page.get_by_label("Select the whole module")).to_have_count(0)
    seek(page, "unit 5", "1 unit found")
    lines(page).check()
    expect(page.get_by_text("1 unit selected")).to_be_visible()
    seek(page, "", "")
    expect(page.get_by_label("Unit 2")).not_to_be_checked()
    module(page, "Module 3").click()
    expect(page.locator(".tree input[value]:checked:visible")).to_have_count(2)  # above, and in its module
    assert lms.after_save(page) == ["Unit 5"]


def test_by_the_keyboard_alone(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    press(page, "Tab", "ArrowDown", "Enter")  # the class, its first module
    expect(lines(page)).to_have_count(2)
    press(page, "ArrowDown", "ArrowDown", "Space")
    expect(page.get_by_text("1 unit selected")).to_be_visible()
    press(page, "ArrowUp", "Space")
    expect(page.get_by_text("2 units selected")).to_be_visible()


@pytest.mark.long
def test_what_did_not_come_is_asked_for_again(page: Page) -> None:
    page.context.route("**/picker/modules/*", lambda route: route.abort())
    page.context.route("**/picker/search?*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    module(page, "Module 1").click()
    expect(page.get_by_role("alert")).to_contain_text("The units did not come.")
    assert_good(page)
    page.context.unroute("**/picker/modules/*")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(lines(page)).to_have_count(2)
    expect(module(page, "Module 1")).to_be_focused()
    page.get_by_label("Unit 2").check()
    page.get_by_role("searchbox").fill("groß")
    expect(page.get_by_role("alert")).to_contain_text("What is selected stays selected.")
    page.context.unroute("**/picker/search?*")
    page.get_by_role("button", name="Try again").click()
    expect(lines(page)).to_have_count(1)
    expect(page.get_by_text("1 unit selected")).to_be_visible()


@pytest.mark.long
def test_a_module_that_is_gone_says_so(there: Course, page: Page) -> None:
    there.organization.classrooms.update(lti_enabled=False)
    module(page, "Module 1").click()
    expect(page.get_by_role("alert")).to_contain_text("not offered here any more")


@pytest.mark.long
def test_in_the_window_of_an_lms(page: Page) -> None:
    page.set_viewport_size({"width": 900, "height": 600})
    module(page, "Module 3").click()
    whole_of(page, "Module 3").check()
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.long
def test_a_large_school(live_server: LiveServer) -> None:
    """60 classes of 100 units: a search finds and ticks without any of them in the page."""
    there = course()
    large_school(there, classes=60, units=100)
    with chromium("third-party-blocked") as context:
        page = enter(context, live_server, there.open())
        expect(page.locator("details[data-units]")).to_have_count(600)
        seek(page, "class 42 lists 7", "19 units found")  # the words stand in titles of modules too
        expect(lines(page)).to_have_count(19)
        seek(page, "loops", "6000 units found. Here are the first 200: another word leaves fewer.")
        expect(lines(page)).to_have_count(200)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.long
def test_when_the_session_is_over_it_says_so(page: Page) -> None:
    LaunchSession.objects.update(ended_at=timezone.now())
    module(page, "Module 1").click()
    expect(page.get_by_role("heading", name="This page's time is over")).to_be_visible()
