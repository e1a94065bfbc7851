"""The picker as a browser shows it: wide, in an LMS's window, on a phone; by mouse and by keyboard alone."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.content.models import Unit
from slipway.lti.message import SelectionRequest
from slipway.picker.models import Placement
from slipway.picker.units import WHOLE_UP_TO
from tests.browsers import chromium
from tests.looks import CONTRAST, assert_looks_good
from tests.lti.signing import oauthlib_accepts
from tests.picker.scene import CANVAS, EDITOR, RETURN_URL, Course, Picker, connected, course, named, taught
from tests.picker.test_tree import large_school

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Names and numbers: what a variable is, what it is not, and a veryveryverylongwordwithoutanybreakinitatall"
ONE = SelectionRequest(return_url=RETURN_URL)


@pytest.fixture
def there() -> Course:
    made = course()
    first = named(made, "Python from zero")
    second = connected(made, f"Second: {LONG}")
    taught(made, "Café of algorithms")
    Unit.objects.filter(pk=first.unit("u1").pk).update(title=LONG, published=False)
    Unit.objects.filter(pk=second.unit("u4").pk).update(title="Größe der Schleifen")
    for slug in ("u1", "u2"):
        Placement.objects.create(lms_course=made.row, unit=first.unit(slug), placed_by=made.teacher)
    return made


def enter(context: BrowserContext, server: LiveServer, picker: Picker) -> Page:
    page = context.new_page()
    page.goto(f"{server.url}{picker.path}#{picker.token}")
    expect(page.locator("main h1")).to_be_visible()
    return page


@pytest.fixture
def page(there: Course, live_server: LiveServer) -> Iterator[Page]:
    """The picker, opened from the LMS's editor in a browser that keeps cookies."""
    with chromium("allowed") as context:
        yield enter(context, live_server, there.open())


def assert_good(page: Page) -> None:
    """Good to look at in the light, and in the dark."""
    assert_looks_good(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate(CONTRAST)["violations"] == [], "dark"
    page.emulate_media(color_scheme="light")


def units(page: Page) -> Locator:
    """The inputs of units that are to be seen."""
    return page.locator('input[name="unit"]:visible')


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.tree details').forEach((branch) => { branch.open = true })")


@pytest.mark.parametrize("request_", [EDITOR, pytest.param(ONE, marks=pytest.mark.long)], ids=["several", "one"])
def test_the_tree_is_good(there: Course, live_server: LiveServer, request_: SelectionRequest) -> None:
    picker = there.open(request_)
    with chromium("third-party-blocked") as context:
        page = enter(context, live_server, picker)
        assert_good(page)
        unfold(page)
        assert_good(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("group", name="Tick at least one unit.")).to_be_focused()
        assert_good(page)


@pytest.mark.parametrize("role", ["teacher", pytest.param("preview", marks=pytest.mark.long)])
def test_the_page_without_a_class_is_good(live_server: LiveServer, role: str) -> None:
    picker = course().open(role=role)
    with chromium("third-party-blocked") as context:
        page = enter(context, live_server, picker)
        assert_good(page)
        if role == "teacher":
            page.get_by_role("button", name="Ask for a class").click()
            expect(page.locator("strong").last).to_have_text("Your request is with the owners of Acme College.")
            assert_good(page)


@pytest.mark.long
def test_c2_the_page_of_a_window_that_nobody_waits_for_is_good(there: Course, live_server: LiveServer) -> None:
    picker = there.open()
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        page.goto(f"{live_server.url}{picker.path}/alone#{picker.token}")
        expect(page.get_by_role("heading", name="A choice may not reach Canvas from here")).to_be_visible()
        assert_good(page)
        page.get_by_role("link", name="Choose units here all the same").click()
        expect(units(page)).to_have_count(4)


def test_a_new_host_is_confirmed_and_then_gets_the_choice(there: Course, live_server: LiveServer) -> None:
    picker = there.open(SelectionRequest(return_url="https://new.example.org/back", multiple=True))
    with chromium("third-party-blocked") as context:
        page = enter(context, live_server, picker)
        assert_good(page)
        page.get_by_role("button", name="Yes, it is our LMS").click()
        expect(units(page)).to_have_count(4)


def test_a_choice_arrives_at_the_lms_as_it_was_signed(there: Course, live_server: LiveServer) -> None:
    data = """a+b "c" & <d> 'é' 日本\r\nsecond line"""
    picker = there.open(SelectionRequest(return_url=f"{RETURN_URL}?a=1&b=%20x", data=data, multiple=True))
    secret = there.lms.consumer_keys.get().secret
    posted: list[tuple[str, str]] = []

    def take(route: Any) -> None:
        posted.append((route.request.url, route.request.post_data))
        route.fulfill(status=200, content_type="text/html", body="<h1>At the LMS</h1>")

    with chromium("all-blocked") as context:
        context.route(f"{CANVAS}/**", take)
        page = enter(context, live_server, picker)
        page.get_by_label("Unit 3").first.check()
        page.get_by_label("Select the whole module").first.check()
        expect(page.get_by_text("3 units selected")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="At the LMS")).to_be_visible()
    [(url, body)] = posted
    fields = dict(parse_qsl(body, keep_blank_values=True))
    assert fields["data"] == data
    assert fields["content_items"].count('"@type": "LtiLinkItem"') == 3
    assert oauthlib_accepts(fields.items(), url=url, secret=secret)
    assert picker.token not in body


@pytest.mark.long
def test_search_finds_by_class_module_and_unit(page: Page) -> None:
    expect(units(page)).to_have_count(4)
    field = page.get_by_role("searchbox")
    for sought, count, says in [
        ("grosse", 0, "Nothing is called that."),
        ("groß", 1, "1 unit found"),
        ("GROSSE".replace("SS", "ß"), 1, "1 unit found"),
        ("cafe 2", 3, "3 units found"),
        ("python module", 4, "4 units found"),
    ]:
        field.fill(sought)
        expect(units(page)).to_have_count(count)
        expect(page.locator("[data-found]")).to_have_text(says)
    expect(page.get_by_label("Select the whole module").first).to_be_hidden()
    assert_good(page)
    field.press("Enter")  # sends nothing
    units(page).first.check()
    field.fill("")
    expect(units(page)).to_have_count(4)
    expect(page.get_by_text("1 unit selected")).to_be_visible()
    expect(page.get_by_label("Select the whole module").first).to_be_visible()


@pytest.mark.long  # each time, the larger offer's page is so used
def test_a_whole_module_shows_how_much_of_it_is_ticked(page: Page) -> None:
    whole = page.get_by_label("Select the whole module").first
    units(page).nth(1).check()
    assert whole.evaluate("box => box.indeterminate")
    units(page).nth(0).check()
    expect(whole).to_be_checked()
    whole.uncheck()
    expect(page.get_by_text("Nothing selected yet")).to_be_visible()


@pytest.mark.long  # each time, the larger offer's page is so used
def test_by_the_keyboard_alone(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    press(page, "Tab", "Enter")  # the first class closes
    expect(units(page)).to_have_count(0)
    press(page, "Enter", "Tab", "Tab", "Tab", "Space")  # class, module, whole module, its first unit
    expect(page.get_by_text("1 unit selected")).to_be_visible()
    press(page, "ArrowDown", "Space", "ArrowUp", "ArrowUp")
    expect(page.get_by_text("2 units selected")).to_be_visible()
    expect(page.get_by_label("Select the whole module").first).to_be_focused()


@pytest.mark.long
def test_radios_of_another_module_are_reached_by_the_keyboard(there: Course, live_server: LiveServer) -> None:
    picker = there.open(ONE)
    with chromium("allowed") as context:
        page = enter(context, live_server, picker)
        expect(page.get_by_role("searchbox")).to_be_visible()  # its script has run
        expect(page.get_by_label("Select the whole module")).to_have_count(0)
        units(page).first.check()
        module = page.locator("summary", has_text="Module 1").first
        module.focus()
        press(page, "Enter", "ArrowDown", "ArrowDown", "Space")
        expect(page.get_by_label("Unit 3").first).to_be_checked()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.long  # each time, the larger offer's page is so used
def test_a_large_school(live_server: LiveServer) -> None:
    """As many units as one page holds: typing filters them while somebody can still call it typing."""
    there = course()
    large_school(there, classes=5, units=WHOLE_UP_TO // 5)
    picker = there.open()
    with chromium("allowed") as context:
        page = enter(context, live_server, picker)
        expect(page.locator('input[name="unit"]')).to_have_count(WHOLE_UP_TO)
        took = page.evaluate("""async () => {
            const field = document.querySelector("#picker-search");
            const before = performance.now();
            for (const text of ["c", "cl", "class 04 lists 7"]) {
                field.value = text;
                field.dispatchEvent(new Event("input"));
                await new Promise(requestAnimationFrame);
            }
            return performance.now() - before;
        }""")
        expect(units(page)).to_have_count(19)  # the words stand in titles of modules too
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert took < 5_000, f"{took:.0f} ms for three keys"
