"""The handbook's pages need nothing from elsewhere, and live under Slipway's content security policy."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tests.docs.built import SOURCES, Page

LARGEST_PICTURE = 120_000


def test_every_page_of_the_sources_is_built(pages: Mapping[str, Page]) -> None:
    assert set(pages) == {f"{source.stem}.html" for source in SOURCES.glob("*.md")}


def test_pages_name_no_other_host(pages: Mapping[str, Page]) -> None:
    foreign = [(name, one) for name, page in pages.items() for one in page.addresses if urlsplit(one).netloc]
    assert foreign == []


def test_the_style_sheet_loads_nothing(handbook: Path) -> None:
    style = (handbook / "handbook.css").read_text()
    assert "url(" not in style
    assert "@import" not in style


def test_pages_hold_no_script_and_no_inline_style(pages: Mapping[str, Page]) -> None:
    assert {name: page.scripts for name, page in pages.items() if page.scripts} == {}


def test_pages_link_to_pages_and_anchors_that_are_there(handbook: Path, pages: Mapping[str, Page]) -> None:
    """MkDocs sees the links that pages write; this sees those of the template too."""
    dead = []
    for name, page in pages.items():
        for address in page.addresses:
            file, _, anchor = address.partition("#")
            target = pages.get(file or name)
            if not (handbook / (file or name)).exists() or (anchor and target and anchor not in target.ids):
                dead.append((name, address))
    assert dead == []


def test_pictures_are_small() -> None:
    large = {file.name for file in (SOURCES / "pictures").iterdir() if file.stat().st_size > LARGEST_PICTURE}
    assert large == set()
