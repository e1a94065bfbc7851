"""A guide that would cost more than guides cost is refused by counting, in words that help, and loses nothing."""

from contextlib import suppress
from pathlib import Path

import pytest

from slipway.content import samples
from slipway.content.faults import Fault
from slipway.content.folder.limits import MAX_GUIDE
from slipway.content.folder.units import read_unit
from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import (
    LONGEST_PARAGRAPH,
    MOST_OF_ONE,
    MOST_PARAGRAPHS,
    MOST_STEPS,
    Budget,
    TooMuchWorkError,
    Work,
    bounded_markdown,
    environment,
)
from tests.class_pages.scene import scene
from tests.often import often

PARAGRAPH = f"a paragraph is longer than {LONGEST_PARAGRAPH} characters"


def work_of(guide: str) -> Work:
    """What the guide cost, as far as it was laid out."""
    work = Work()
    with suppress(TooMuchWorkError):
        bounded_markdown(work).parse(guide, environment(work))
    return work


def paragraphs(pattern: str, *, size: int = MAX_GUIDE) -> str:
    """`pattern` over and over, in paragraphs as long as they may be."""
    one = pattern * (LONGEST_PARAGRAPH // len(pattern))
    return "\n\n".join([one] * (size // len(one)))


OPENINGS = ["!["]  # and those that take long
MORE_OPENINGS = ["[a](", "[", "![[", "[*", "![a][", "[[a]", "x[", "[![a](b)", "[\n", "](", "[a](b)"]


@pytest.mark.parametrize(
    "pattern", [*OPENINGS, *(pytest.param(each, marks=pytest.mark.long) for each in MORE_OPENINGS)]
)
def test_the_work_of_a_guide_has_an_end(pattern: str) -> None:
    assert work_of(paragraphs(pattern)).steps <= MOST_STEPS + 1


def test_without_brackets_nothing_is_looked_ahead_for() -> None:
    assert work_of(paragraphs("*a_b~~c", size=20_000)).steps == 0


GUIDES = {path.parent.name: path for path in sorted(Path(samples.__path__[0]).rglob("guide.md"))}


@pytest.mark.parametrize("name", often(["while-loops", "shopping-basket"], GUIDES))
def test_real_guides_are_far_from_the_bounds(name: str) -> None:
    text = GUIDES[name].read_text()
    work = work_of(text * (MAX_GUIDE // len(text)))
    assert work.steps < MOST_STEPS / 100
    assert work.paragraphs < MOST_PARAGRAPHS / 2


def test_long_code_is_no_long_paragraph() -> None:
    code = "```\n" + "x = [1, 2, 3]\n" * 10_000 + "```\n"
    assert "<pre" in lay_out(code, Budget()).html
    work = work_of(code)
    assert (work.paragraphs, work.steps) == (0, 0)
    assert work.spent < MOST_OF_ONE / 20


def test_an_import_says_so_with_file_and_line() -> None:
    faults: list[Fault] = []
    contents = {"unit.toml": b'title = "Unit"', "guide.md": b"# One\n\n" + b"![" * 50_000}
    read_unit("one", contents, budget=Budget(), faults=faults)
    assert [str(fault) for fault in faults] == [f"one/guide.md:3: {PARAGRAPH}"]


@pytest.mark.http
@pytest.mark.django_db
def test_the_form_says_so_and_keeps_what_was_typed() -> None:
    there = scene()
    answer = there.post("/units/{unit}/edit", {"title": "Unit", "points": "10", "guide": "One\n\n" + "![" * 6_000})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Line 3: {PARAGRAPH}. Part it into shorter pieces, or into two units." in page
    assert "![" * 6_000 in page
    assert there.unit().title == "Unit 1"
