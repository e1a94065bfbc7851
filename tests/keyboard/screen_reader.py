"""What a screen reader gets of a page: the browser's own accessible names, and what live regions say."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

# Chromium's names where ARIA has another, or none: `summary` has no role of ARIA's.
ROLES = {"DisclosureTriangle": "disclosure", "RootWebArea": "the page itself"}
TELLING: dict[str, dict[object, str]] = {
    "checked": {"true": "checked", "false": "not checked", "mixed": "mixed"},
    "expanded": {True: "expanded", False: "collapsed"},
    "pressed": {"true": "pressed", "false": "not pressed"},
}


@dataclass(frozen=True)
class Stop:
    """The element that has the focus, as assistive technology is told of it."""

    role: str
    name: str
    states: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join([f"{self.role} **{self.name}**" if self.name else self.role, *self.states])


NOWHERE = Stop("none", "")  # the document itself: the focus is lost, or has left the page


class ScreenReader:
    """Listens to `page` from its next document on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp = page.context.new_cdp_session(page)
        self.heard: list[str] = []
        page.expose_function("hear", self._hear)
        page.add_init_script(path=Path(__file__).with_name("live_regions.js"))

    def _hear(self, words: str) -> None:
        self.heard.append(words)

    def focused(self) -> Stop:
        """Where the focus is now."""
        element = self.cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"].get("objectId")
        if element is None:
            return NOWHERE  # between two documents
        asked = {"objectId": element, "fetchRelatives": False}
        try:
            (node,) = self.cdp.send("Accessibility.getPartialAXTree", asked)["nodes"]
        except Error as gone:
            if "Cannot find context" not in gone.message:
                raise
            return NOWHERE  # the document went while it was asked
        role = node["role"]["value"]
        name = node.get("name", {}).get("value", "")  # the body, which holds a lost focus, has none
        return Stop(ROLES.get(role, role), " ".join(name.split()), tuple(_states(node)))


def _states(node: dict[str, Any]) -> list[str]:
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return [words[properties[name]] for name, words in TELLING.items() if name in properties]
