"""Walks through a page by the keyboard alone, and looks at each stop as somebody does who uses no mouse."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.keyboard.screen_reader import NOWHERE, ScreenReader, Stop
from tests.keyboard.written import Step

PATIENCE = 10  # seconds for what the server has to answer
OPERABLE = {"button", "link", "checkbox", "radio", "searchbox", "disclosure"}
MANY = 200
ZOOMED = [(640, 512), (320, 256)]  # what 200 % and 400 % leave of 1280 by 1024 (WCAG 1.4.4, 1.4.10)
SIGHT = Path(__file__).with_name("sight.js").read_text()


@dataclass(frozen=True)
class Sight:
    """What the eye has of the focused element: its place in the document, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    has_ring: bool
    is_in_view: bool

    def follows(self, before: "Sight") -> bool:
        """Whether reading goes from `before` to here: down, or to the right."""
        if self.top >= before.bottom - 1:
            return True
        return self.left >= before.left and (self.bottom > before.top + 1 or self.left >= before.right)


class Walker:
    """Hands on the keyboard of `page`, and ears; to be made before the page is opened."""

    def __init__(self, page: Page) -> None:
        page.emulate_media(reduced_motion="reduce")  # else the browser is still scrolling when we look
        self.page = page
        self.reader = ScreenReader(page)

    def walk(self, steps: list[Step]) -> None:
        """Take the steps as they are written; each is over when what it promises has come."""
        for step in steps:
            self._take(step)
        assert self.reader.heard == []

    def _take(self, step: Step) -> None:
        before = self.sight() if step.keys == ("Tab",) else None
        for key in step.keys:
            self.page.keyboard.press(key)
        wanted, deadline = (step.focus, step.announced), time.monotonic() + PATIENCE
        while (found := (self.reader.focused(), tuple(self.reader.heard))) != wanted and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        assert found == wanted, f"step {step.number}: {found[0]} | {' · '.join(found[1])}"
        self.reader.heard.clear()  # a second announcement falls into the next step
        self.look(found[0], before)

    def look(self, stop: Stop, before: Sight | None) -> Sight:
        """Check what is to be seen of the focused element; `before` is where the Tab key came from."""
        sight = self.sight()
        assert sight.is_in_view, f"{stop} is hidden or covered, {self.page.viewport_size}"
        if stop.role in OPERABLE:
            assert stop.name, f"{stop} has no name"
            assert sight.has_ring, f"{stop} does not show that it has the focus"
        if before:
            assert sight.follows(before), f"{stop} stands before where Tab came from"
        return sight

    def sight(self) -> Sight:
        """What the eye has now."""
        return Sight(**self.page.evaluate(SIGHT))

    def all_stops(self) -> list[Stop]:
        """What the Tab key reaches, once round the page; each stop is looked at. Shift+Tab goes the same way."""
        stops: list[Stop] = []
        sights: list[Sight] = []
        for stop in self._stops("Tab"):
            if stop in stops[:1]:
                break
            stops.append(stop)
            sights.append(self.look(stop, None))
        ways = zip(stops, sights, sights[1:] + sights[:1], strict=True)
        turns = [stop for stop, sight, following in ways if not following.follows(sight)]
        assert len(turns) <= 1, f"Tab goes back after these, not only after the last one: {turns}"
        assert list(itertools.islice(self._stops("Shift+Tab"), len(stops))) == stops[::-1]
        return stops

    def _stops(self, key: str) -> Iterator[Stop]:
        """Where `key` leads, one after the other; between the last and the first it may leave the page."""
        for count in itertools.count():
            assert count < MANY, f"{key} never comes round"
            self.page.keyboard.press(key)
            if (stop := self.reader.focused()) != NOWHERE:
                yield stop

    def assert_zooms(self) -> None:
        """Nothing to scroll sideways for, and every stop of the page in sight, when it is enlarged."""
        for width, height in ZOOMED:
            self.page.set_viewport_size({"width": width, "height": height})
            assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{width} px"
            assert self.all_stops(), f"{width} px"
