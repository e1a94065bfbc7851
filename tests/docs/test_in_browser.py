"""The handbook as people see it: by axe, light and dark, on a screen and on a telephone."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browsers import chromium

pytestmark = pytest.mark.browser


# Tables, pictures, long lines, headings by the dozen: what the other pages have too.
SOME = "[cr][ae]*s.html"


@pytest.mark.parametrize(
    ("pages", "scheme", "width"),
    [
        (SOME, "light", 390),
        pytest.param("*.html", "light", 390, marks=pytest.mark.long),
        pytest.param("*.html", "dark", 1280, marks=pytest.mark.long),
    ],
)
def test_pages_are_readable_by_everybody(
    handbook: Path, pages: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = {}
        for file in sorted(handbook.glob(pages)):
            page.goto(file.as_uri())
            found[file.name] = [one["id"] for one in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[file.name].append("wider than the screen")
    assert found
    assert {name: faults for name, faults in found.items() if faults} == {}
