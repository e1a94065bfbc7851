"""The order of a class in a browser: by mouse, by finger, by keys; said in a live region, saved at once, put back."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page, expect

from slipway.content.folder import write_class_folder
from tests.class_pages.live import owners_browser
from tests.content.folders import folder, module, unit
from tests.often import often
from tests.servers import Slipway

pytestmark = pytest.mark.browser

FIRST = [["Unit 1", "Unit 2"], ["Unit 3", "Unit 4"]]
CONTENT = folder(
    module("m1", unit("u1", title="Unit 1"), unit("u2", title="Unit 2"), title="Module 1"),
    module("m2", unit("u3", title="Unit 3"), unit("u4", title="Unit 4"), title="Module 2"),
)
NUMBERS = count(1)


def box_of(seen: Locator) -> FloatRect:
    """Where it stands on the page."""
    box = seen.bounding_box()
    assert box
    return box


@dataclass(frozen=True)
class Shown:
    """The admin page of a class: m1 with u1, u2 and m2 with u3, u4."""

    page: Page
    admin: str

    @property
    def status(self) -> Locator:
        return self.page.locator("[data-said]")

    def handle(self, title: str) -> Locator:
        return self.page.get_by_role("button", name=f"Order {title}", exact=True)

    def order(self) -> list[list[str]]:
        """The titles of the units, module by module, as they stand."""
        modules = self.page.locator("[data-module-id]").all()
        return [
            [str(unit.get_attribute("data-title")) for unit in module.locator("[data-unit-id]").all()]
            for module in modules
        ]

    def saved(self) -> list[list[str]]:
        """The order after the page has been loaded again."""
        self.page.goto(self.admin)
        return self.order()

    def press(self, title: str, *keys: str) -> None:
        """Keys, on the handle of that unit or module."""
        self.handle(title).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def drag(self, title: str, to: Locator, *, below: float = 0.75) -> None:
        """By the mouse, to a height of `to`: a part of it from its top."""
        start, end = box_of(self.handle(title)), box_of(to)
        mouse = self.page.mouse
        mouse.move(start["x"] + 5, start["y"] + 5)
        mouse.down()
        mouse.move(end["x"] + 5, end["y"] + end["height"] * below, steps=12)
        mouse.up()

    def drag_by_finger(self, title: str, to: Locator) -> None:
        """By touch, to the middle of `to`."""
        start, end = box_of(self.handle(title)), box_of(to)
        cdp = self.page.context.new_cdp_session(self.page)
        cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        x, top, bottom = start["x"] + 10, start["y"] + 10, end["y"] + end["height"] * 0.75
        cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": top}]})
        for part in range(1, 13):
            point = {"x": x, "y": top + (bottom - top) * part / 12}
            cdp.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.fixture(scope="module")
def context(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser in which the owner is signed in."""
    with owners_browser(live, "quay", tmp_path_factory.mktemp("site")) as context:
        yield context


@pytest.fixture
def shown(live: Slipway, context: BrowserContext, tmp_path: Path) -> Iterator[Shown]:
    slug = f"class-{next(NUMBERS)}"
    write_class_folder(CONTENT, tmp_path / "class")
    live.slipway("import-class", str(tmp_path / "class"), "--organization", "quay", "--slug", slug)
    [row] = live.query("SELECT id FROM classes_classroom WHERE slug = %s", [slug])
    page = context.new_page()
    admin = f"{live.url}/classes/{UUID(row['id'])}/admin"
    page.goto(admin)
    expect(page.locator(".handle")).to_have_count(6)
    yield Shown(page, admin)
    page.close()


def unit_row(shown: Shown, title: str) -> Locator:
    return shown.page.locator(f'[data-unit-id][data-title="{title}"]')


def module_box(shown: Shown, title: str) -> Locator:
    return shown.page.locator(f'[data-module-id][data-title="{title}"]')


def test_a_unit_is_dragged_within_its_module_and_to_another(shown: Shown) -> None:
    shown.drag("Unit 1", unit_row(shown, "Unit 2"))
    expect(shown.status).to_have_text("The new order is saved.")
    assert shown.order() == [["Unit 2", "Unit 1"], ["Unit 3", "Unit 4"]]
    with shown.page.expect_response(lambda answer: answer.request.method == "POST"):
        shown.drag("Unit 2", unit_row(shown, "Unit 3"))
    assert shown.saved() == [["Unit 1"], ["Unit 3", "Unit 2", "Unit 4"]]
    assert shown.handle("Unit 1").evaluate("handle => handle.closest('li').querySelector('[formaction]').disabled")


@pytest.mark.long
def test_a_unit_is_dragged_by_a_finger_on_a_phone(shown: Shown) -> None:
    shown.page.set_viewport_size({"width": 390, "height": 800})
    shown.handle("Unit 1").scroll_into_view_if_needed()
    shown.drag_by_finger("Unit 1", unit_row(shown, "Unit 2"))
    expect(shown.status).to_have_text("The new order is saved.")
    assert shown.saved() == [["Unit 2", "Unit 1"], ["Unit 3", "Unit 4"]]


def test_a_module_is_dragged_with_its_units(shown: Shown) -> None:
    shown.drag("Module 2", module_box(shown, "Module 1"), below=0.1)
    expect(shown.status).to_have_text("The new order is saved.")
    assert shown.saved() == [FIRST[1], FIRST[0]]


@pytest.mark.long
def test_a_drag_ends_by_escape(shown: Shown) -> None:
    box = box_of(shown.handle("Unit 1"))
    shown.page.mouse.move(box["x"] + 5, box["y"] + 5)
    shown.page.mouse.down()
    shown.page.mouse.move(box["x"] + 5, box["y"] + 400, steps=10)
    assert shown.order() != FIRST
    shown.page.keyboard.press("Escape")
    shown.page.mouse.up()
    assert shown.order() == FIRST
    assert shown.saved() == FIRST


def test_by_keys_within_a_module_and_on_into_the_next(shown: Shown) -> None:
    handle, keys = shown.handle("Unit 2"), shown.page.keyboard
    expect(handle).to_have_accessible_description(
        "Drag it, or press Enter to pick it up, the up and down arrow keys to move it, Enter to put it down, "
        "Escape to leave it where it was. Ctrl+Z takes a saved move back."
    )
    handle.focus()
    keys.press("Enter")
    expect(shown.status).to_have_text("Unit 2 is picked up. Place 2 of 2 in Module 1.")
    expect(handle).to_have_attribute("aria-pressed", "true")
    keys.press("ArrowDown")
    expect(shown.status).to_have_text("Place 1 of 3 in Module 2.")
    keys.press("ArrowDown")
    expect(shown.status).to_have_text("Place 2 of 3 in Module 2.")
    expect(handle).to_be_focused()
    keys.press("Enter")
    expect(shown.status).to_have_text("The new order is saved.")
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-pressed", "false")
    assert shown.saved() == [["Unit 1"], ["Unit 3", "Unit 2", "Unit 4"]]


@pytest.mark.long
def test_a_module_by_keys_and_undone(shown: Shown) -> None:
    shown.press("Module 1", "Space", "ArrowDown", "ArrowDown", "Space")
    expect(shown.status).to_have_text("The new order is saved.")
    assert shown.order() == [FIRST[1], FIRST[0]]
    shown.page.get_by_role("button", name="Undo").click()
    expect(shown.page.locator("[data-module-id]").first).to_have_attribute("data-title", "Module 1")
    expect(shown.status).to_have_text("Undone: the order is as it was before.")
    assert shown.saved() == FIRST


@pytest.mark.long
@pytest.mark.parametrize("leave", often(["Escape"], ["Escape", "Tab"]))
def test_what_was_not_put_down_goes_back(shown: Shown, leave: str) -> None:
    shown.press("Unit 4", "Enter", "ArrowUp", "ArrowUp")
    assert shown.order() == [["Unit 1", "Unit 2", "Unit 4"], ["Unit 3"]]
    shown.page.keyboard.press(leave)
    expect(shown.status).to_have_text("Unit 4 is back where it was.")
    assert shown.order() == FIRST
    assert shown.saved() == FIRST


@pytest.mark.long
def test_at_the_ends_of_the_way_nothing_moves(shown: Shown) -> None:
    shown.press("Unit 1", "Enter", "ArrowUp", "ArrowUp")
    expect(shown.status).to_have_text("It goes no further up. Place 1 of 2 in Module 1.")
    assert shown.order() == FIRST


@pytest.mark.long
def test_what_the_server_refuses_is_put_back_and_said(shown: Shown) -> None:
    other = shown.page.context.new_page()
    other.goto(shown.admin)
    other.get_by_text("More about Module 2").click()
    other.get_by_role("button", name="Withdraw").locator("visible=true").click()
    expect(other.get_by_role("heading", name="Withdrawn modules")).to_be_visible()
    other.close()
    shown.press("Unit 1", "Enter", "ArrowDown", "Enter")
    expect(shown.status).to_have_text("Not saved: somebody has changed this class meanwhile. Load the page again.")
    assert shown.order() == FIRST


@pytest.mark.long
def test_without_the_server_it_is_put_back(shown: Shown) -> None:
    shown.page.route("**/order", lambda route: route.abort())
    shown.press("Unit 1", "Enter", "ArrowDown", "Enter")
    expect(shown.status).to_have_text("The new order could not be saved. Everything stands as it was.")
    expect(shown.handle("Unit 1")).to_be_focused()
    assert shown.order() == FIRST


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.long)])
def test_axe_finds_nothing_while_something_is_held(shown: Shown, width: int) -> None:
    shown.page.set_viewport_size({"width": width, "height": 900})
    shown.press("Unit 2", "Enter", "ArrowDown")
    assert Axe().run(shown.page).response["violations"] == []
    assert not shown.page.evaluate("document.documentElement.scrollWidth > innerWidth")
