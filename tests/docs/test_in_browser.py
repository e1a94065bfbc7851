"""The handbook as people see it: by axe, light and dark, on a screen and on a telephone."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsers import chromium

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), pytest.param("dark", 1280, marks=pytest.mark.long)])
def test_pages_are_readable_by_everybody(
    handbook: Path, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    with chromium("third-party-blocked", tmp_path) as context:
        page = context.pages[0]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = {}
        for file in sorted(handbook.glob("*.html")):
            page.goto(file.as_uri())
            found[file.name] = [one["id"] for one in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[file.name].append("wider than the screen")
    assert {name: faults for name, faults in found.items() if faults} == {}
