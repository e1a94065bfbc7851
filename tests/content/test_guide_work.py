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
from tests import factories
from tests.orgs.browsers import browser_of

BRACKETS = "the guide has too many brackets, or they open and do not close"
PARAGRAPH = f"a paragraph is longer than {LONGEST_PARAGRAPH} characters"
PARTS = f"the guide has more than {MOST_PARAGRAPHS} paragraphs, list items and cells"


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


@pytest.mark.parametrize(
    ("guide", "line", "words"),
    [
        ("![" * 50_000, 1, PARAGRAPH),
        ("one\n\n" + "x" * (LONGEST_PARAGRAPH + 1), 3, PARAGRAPH),
        ("- " + "x" * (LONGEST_PARAGRAPH + 1), 1, PARAGRAPH),
        (paragraphs("!["), 1, BRACKETS),
        (paragraphs("["), 1, BRACKETS),
        ("One\n\n" + paragraphs("x["), 3, BRACKETS),
        ("- a\n" * (MOST_PARAGRAPHS + 1), MOST_PARAGRAPHS + 1, PARTS),
        ("|a|\n|-|\n" + "|b|\n" * MOST_PARAGRAPHS, MOST_PARAGRAPHS + 2, PARTS),
    ],
)
def test_what_costs_too_much_is_refused_with_its_line(guide: str, line: int, words: str) -> None:
    with pytest.raises(TooMuchWorkError) as refused:
        lay_out(guide, Budget())
    assert str(refused.value.words) == words
    assert refused.value.line == line


OPENINGS = ["!["]  # and those that take long
MORE_OPENINGS = ["[a](", "[", "![[", "[*", "![a][", "[[a]", "x[", "[![a](b)", "[\n", "](", "[a](b)"]


@pytest.mark.parametrize(
    "pattern", [*OPENINGS, *(pytest.param(each, marks=pytest.mark.long) for each in MORE_OPENINGS)]
)
def test_the_work_of_a_guide_has_an_end(pattern: str) -> None:
    assert work_of(paragraphs(pattern)).steps <= MOST_STEPS + 1


def test_without_brackets_nothing_is_looked_ahead_for() -> None:
    assert work_of(paragraphs("*a_b~~c", size=20_000)).steps == 0


@pytest.mark.parametrize(
    "guide", sorted(Path(samples.__path__[0]).rglob("guide.md")), ids=lambda path: path.parent.name
)
def test_real_guides_are_far_from_the_bounds(guide: Path) -> None:
    text = guide.read_text()
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
    owner = factories.account()
    made = factories.classroom_with_units(factories.organization(owner=owner))
    unit = made.unit("u1")
    path = f"/units/{unit.pk}/edit"
    answer = browser_of(owner).post(path, {"title": "Unit", "points": "10", "guide": "One\n\n" + "![" * 6_000})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Line 3: {PARAGRAPH}. Part it into shorter pieces, or into two units." in page
    assert "![" * 6_000 in page
    unit.refresh_from_db()
    assert unit.title == "Unit 1"
