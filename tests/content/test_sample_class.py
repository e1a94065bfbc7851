"""The sample class is read without fault, and what its guides teach is true."""

import contextlib
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from slipway.content.folder import ClassFolder, FolderUnit, read_class_folder
from slipway.content.guides.layout import with_image_urls
from tests.content.folders import SAMPLE
from tests.content.rendered import render_guide


def sample() -> ClassFolder:
    return read_class_folder(SAMPLE)


def units() -> list[FolderUnit]:
    return [unit for module in sample().modules for unit in module.units]


def fences(guide: str) -> Iterator[tuple[str, str]]:
    """Kind (`python`, `python wrong`, `text`, `text output`) and content of each block of code."""
    return ((token.info.strip(), token.content) for token in MarkdownIt().parse(guide) if token.type == "fence")


def programs_with_output() -> list[tuple[str, str, str]]:
    blocks = ((unit.slug, *pair) for unit in units() for pair in pairwise(fences(unit.guide)))
    return [(slug, program, output) for slug, (_, program), (kind, output) in blocks if kind == "text output"]


def programs_alone() -> list[tuple[str, str]]:
    return [(unit.slug, code) for unit in units() for kind, code in fences(unit.guide) if kind == "python"]


def test_c1_every_lms_takes_its_points() -> None:
    """Moodle, as it comes, grades in whole points from 1 to 100."""
    points = {unit.slug: unit.points for unit in units()}
    assert {slug: each for slug, each in points.items() if each != int(each) or not 1 <= each <= 100} == {}


def test_it_has_three_modules_and_eight_published_units() -> None:
    read = sample()
    assert read.title == "Python from zero"
    assert [len(module.units) for module in read.modules] == [3, 3, 2]
    assert all(unit.published and unit.points > 0 for unit in units())
    assert read.ignored == ()


@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.slug)
def test_every_guide_has_its_parts(unit: FolderUnit) -> None:
    headings = re.findall(r"^## (.+)$", unit.guide, re.MULTILINE)
    assert unit.guide.startswith("**Your goal:** ")
    assert "Try it" in headings
    assert "Check yourself" in headings
    assert "**Answers.**" in unit.guide
    assert "Common mistakes" in headings or "When it goes wrong" in headings
    assert len(unit.guide.splitlines()) >= 60


@pytest.mark.parametrize(("slug", "program", "output"), programs_with_output())
def test_programs_show_what_the_guide_says(slug: str, program: str, output: str) -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(program, slug, "exec"), {})
    assert [line.rstrip() for line in shown.getvalue().splitlines()] == output.splitlines()


@pytest.mark.parametrize(("slug", "program"), programs_alone())
def test_programs_are_python(slug: str, program: str) -> None:
    compile(program, slug, "exec")


class Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


def test_images_are_small_shown_and_described() -> None:
    shown = 0
    for unit in units():
        images = Images()
        images.feed(with_image_urls(render_guide(unit.guide), lambda path: f"/files/{path}"))
        assert [image["src"] for image in images.found] == [f"/files/{file.path}" for file in unit.files]
        assert all(len(image["alt"] or "") > 60 for image in images.found)
        assert all(file.content_type == "image/png" and len(file.content) < 60_000 for file in unit.files)
        shown += len(images.found)
    assert shown == 3
