"""However much work an archive means to make: all of it is counted, and none of it is done in a transaction."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from slipway.content.faults import MOST_FAULTS
from slipway.content.folder import class_archive
from slipway.content.guides import layout as guides
from slipway.content.guides.layout import lay_out, with_image_urls
from slipway.content.guides.work import (
    LONGEST_ADDRESS,
    LONGEST_PARAGRAPH,
    MOST_IMAGES,
    MOST_OF_ONE,
    MOST_PARAGRAPHS,
    MOST_TOGETHER,
    Budget,
    TooMuchWorkError,
    Work,
    bounded_markdown,
    most_html,
)
from slipway.content.models import Module, Unit
from tests.class_pages.scene import Scene, image, scene
from tests.content.archives import faults_of, lay, packed
from tests.content.folders import folder, module, unit
from tests.content.test_guide_work import paragraphs
from tests.often import at_most, often

TOO_MUCH = "the guide is too much work to lay out"
TOGETHER = "the guides up to here are too much work to lay out together"


def of_units(guides: list[str], settings: str = 'title = "Unit"\n') -> dict[str, bytes]:
    """A class with a unit for each of these guides."""
    names = [f"unit-{number}" for number in range(len(guides))]
    listed = ", ".join(f'"{name}"' for name in names)
    top = f'title = "Many"\n[[module]]\nslug = "all"\ntitle = "All"\nunits = [{listed}]\n'
    files = {"class.toml": top.encode()}
    for name, guide in zip(names, guides, strict=True):
        files[f"{name}/unit.toml"] = settings.encode()
        files[f"{name}/guide.md"] = guide.encode()
    return files


def faults_in(files: dict[str, bytes]) -> list[str]:
    return faults_of(packed(files, compression=ZIP_STORED))


def emphasis(paragraphs: int) -> str:
    return "\n\n".join(["*a_b" * 600] * paragraphs)


PATTERNS = ["*a_b", "*a**b", "~~a", "<a@b.c>", "a\n", "[a](b)", "`a", "![](a)", "[[a]]"]


@pytest.mark.parametrize("pattern", often(["![](a)", "[[a]]"], PATTERNS))
def test_a2_a_guide_of_marks_alone_is_refused_with_its_line(pattern: str) -> None:
    guide = "\n\n".join([pattern * (9_000 // len(pattern))] * 40)
    with pytest.raises(TooMuchWorkError) as refused:
        lay_out(guide, Budget())
    assert 1 < refused.value.line <= guide.count("\n") + 1


@pytest.mark.long
def test_a2_all_guides_of_an_archive_have_one_budget() -> None:
    """Each alone is let in; the fault names the one that was too much: those before it were let in together."""
    each = lay_out(emphasis(40), Budget()).work
    assert MOST_OF_ONE / 2 < each < MOST_OF_ONE
    few, many = MOST_TOGETHER // each, MOST_TOGETHER // each + 30
    (fault,) = faults_in(of_units([emphasis(40)] * many))
    place, line, words = fault.split(":")
    assert (place, words.strip()) == (f"unit-{few}/guide.md", TOGETHER)
    assert int(line) > 1


@pytest.mark.long
def test_a2_what_was_refused_has_used_up_its_share() -> None:
    found = faults_in(of_units([emphasis(80)] * 30))
    assert 1 < len(found) <= MOST_TOGETHER // MOST_OF_ONE + 1
    assert [fault.partition(": ")[2] for fault in found[:-1]] == [TOO_MUCH] * (len(found) - 1)
    assert found[-1].endswith(TOGETHER)


PIECES = [*"*_`~[]()!<>&|#-+\\\n \"'aé1", "```", "![a](b.png)", "[r]: x\n", "> ", "\n\n"]
MARKS = st.lists(st.sampled_from(PIECES), max_size=9)
ADDRESSES = st.builds(
    lambda scheme, piece, times: scheme + piece * times,
    st.sampled_from(["https://e.example/", "https://", "mailto:", "", "#"]),
    st.sampled_from(["a", "%2F", "é", "&amp;", "x/../", '\\"']),
    st.integers(1, 2_500),
)
LETTERS = st.sampled_from(["", "t", "&quot;", "<", "ü"])
TITLES = st.builds(lambda piece, times: piece * times, LETTERS, st.integers(1, 700))
USE = st.sampled_from(["[r]", "![r]", "![a [r]][r]", "[![r]](x)", " ", "\n", "\n\n", "|"])
USES = st.lists(USE, min_size=1, max_size=5)


@settings(max_examples=at_most(40))
@given(MARKS, st.integers(1, 1_000))
def test_a2_no_text_is_more_work_than_is_counted(parts: list[str], times: int) -> None:
    """Whatever is repeated: it is laid out within the bound, or refused with a line that it has."""
    budget, guide = Budget(), ("".join(parts) * times)[:20_000]
    line = 1
    try:
        lay_out(guide, budget)
    except TooMuchWorkError as refused:
        line = refused.line
    assert 1 <= line <= guide.count("\n") + 1
    assert budget.spent <= MOST_OF_ONE + 200_000  # it stops at once


@settings(max_examples=at_most(40))
@given(ADDRESSES, TITLES, USES, st.integers(1, 1_500))
def test_a2_what_is_written_once_is_counted_each_time_it_is_used(
    address: str, title: str, uses: list[str], times: int
) -> None:
    guide = f"[r]: {address} '{title}'\n\n" + ("".join(uses) * times)[:9_000]
    budget, line = Budget(), 1
    try:
        html = lay_out(guide, budget).html
        assert len(html) <= most_html(guide)
        assert budget.spent >= len(html) / 64
    except TooMuchWorkError as refused:
        line = refused.line
    assert 1 <= line <= guide.count("\n") + 1
    assert budget.spent <= MOST_OF_ONE + 10_000  # it stops at once


TOO_LONG = f"an address or a title is longer than {LONGEST_ADDRESS} characters"
LONGER = "the guide becomes far longer than it is written"


BRACKETS = "the guide has too many brackets, or they open and do not close"
PARAGRAPH = f"a paragraph is longer than {LONGEST_PARAGRAPH} characters"
PARTS = f"the guide has more than {MOST_PARAGRAPHS} paragraphs, list items and cells"


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
        ("[r]: https://e.example/" + "%2F" * 61_000 + "\n\n" + "![r] " * 800, 1, TOO_LONG),
        ("One\n\n[r]: https://e/" + "a" * 180_000 + "\n\n" + "[r] " * 1_800, 3, TOO_LONG),
        ("[r]: x" + "%2F" * 40_000 + ".png\n\n" + "![r] " * 200, 1, TOO_LONG),
        ("[q]: u\n[r]: u '" + "a b " * 25_000 + "'\n\n" + "[r] " * 500, 2, TOO_LONG),
        ("One\n\n[a](https://e/" + "a" * 2_000 + ")", 3, TOO_LONG),
        ("One\n\n<https://e/" + "a" * 2_000 + ">", 3, TOO_LONG),
        ("One\n\n![a](b.png '" + "a" * 2_001 + "')", 3, TOO_LONG),
        ("[r]: https://e/" + "a" * 1_900 + "\n\n" + "[r] " * 300, 3, LONGER),
        ("[r]: https://e/ '" + '"' * 1_900 + "'\n\n" + "[r] " * 300, 3, LONGER),
        ("[r]: https://e/" + "\u3042" * 1_900 + "\n\n" + "One\n\n" + "[r] " * 300, 5, LONGER),
        ("One\n\n" + "|a" * 90 + "\n" + "|:-:" * 90 + "\n" + "x\n" * 110, 3, LONGER),
        ("[r]: https://e/" + "a" * 1_900 + "\n\n" + "\n\n".join(["[r] " * 2_000] * 20), 7, TOO_MUCH),
    ],
)
def test_a2_what_is_too_much_is_refused_with_its_line(guide: str, line: int, words: str) -> None:
    budget = Budget()
    with pytest.raises(TooMuchWorkError) as refused:
        lay_out(guide, budget)
    assert (refused.value.line, refused.value.words.english) == (line, words)
    assert budget.spent <= MOST_OF_ONE + 10_000


@pytest.mark.parametrize("table", ["|a" * 30_000 + "|\n" + "|-" * 30_000, "|a|b|\n|-|-|\n" + "|a|b|\n" * 20_000])
def test_a2_a_table_is_refused_at_its_cell_that_is_one_too_many(table: str) -> None:
    budget = Budget()
    with pytest.raises(TooMuchWorkError, match="more than 10000 paragraphs, list items and cells"):
        lay_out(table, budget)
    assert budget.spent < MOST_OF_ONE / 3  # the others have not been looked at


def test_a2_an_ordinary_guide_of_many_links_and_images_is_laid_out() -> None:
    prose = "Some *words* about a [page](https://docs.example/library/page.html#part) and a picture:\n\n"
    parts = ["![A **loop**](img/loop.png)\n\n", "| name | what |\n|:-----|-----:|\n| `x` | one |\n\n- a\n- b\n\n"]
    code = "```python\nfor n in range(3):\n    print(n)\n```\n\n"
    guide = ("# Part\n\n" + prose + "".join(parts) + code + "More of it. " * 40 + "\n\n") * 50
    laid_out = lay_out(guide, Budget())
    assert len(guide) > 30_000
    assert laid_out.html.count("<img ") == laid_out.html.count("<a ") == laid_out.html.count("<table") == 50
    assert laid_out.work < MOST_OF_ONE / 10
    assert len(laid_out.html) < most_html(guide) / 5


def test_a2_images_by_reference_are_found_in_one_pass_each_on_its_line() -> None:
    guide = "[r]: x%2F.png\n\n" + "\n".join(["![r]"] * 900)
    assert [line for line, _path in lay_out(guide, Budget()).images] == list(range(3, 903))
    more = "[r]: x%2F.png\n\n" + "\n".join(["![r]"] * 1_990)
    (fault,) = faults_in(of_units([more]))
    assert fault == f"unit-0/guide.md:{MOST_IMAGES + 3}: the guide shows more than {MOST_IMAGES} images"


def test_a2_an_image_that_is_shown_often_is_asked_for_once() -> None:
    asked: list[str] = []

    def url_for(path: str) -> str:
        asked.append(path)
        return f"/{path}"

    html = lay_out("![a](b.png)\n" * 500, Budget()).html
    assert with_image_urls(html, url_for).count('src="/b.png"') == 500
    assert asked == ["b.png"]


def test_a2_a_hundred_faults_are_told_and_no_more() -> None:
    unknown = 'title = "Unit"\n' + "".join(f"publishe{number} = 1\n" for number in range(9_000))
    found = faults_in(of_units(["x"] * 2, unknown))
    assert len(found) == MOST_FAULTS + 1
    assert found == faults_in(of_units(["x"] * 2, unknown))
    assert found[0].startswith("unit-0/unit.toml:2: unknown key 'publishe0'")
    assert found[-1] == ".: has more faults; mend these first"


def test_a2_toml_files_are_measured_together() -> None:
    large = 'title = "Unit"\n' + "#" * 150_000
    (fault,) = faults_in(of_units(["x"] * 6, large))
    assert fault.endswith("/unit.toml: the TOML files are longer than 500 KB together")


def test_a2_a_class_has_a_bound_of_modules() -> None:
    modules = "".join(f'[[module]]\nslug = "m{number}"\ntitle = "M"\nunits = []\n' for number in range(4_000))
    found = faults_in({"class.toml": f'title = "Many"\n{modules}'.encode()})
    assert found == [f"class.toml:{2 + 4 * 500}: a class has at most 500 modules"]


@dataclass
class Watch:
    """What is laid out, and which of it while a transaction was open."""

    guides: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    def __call__(self, state: StateCore) -> None:
        self.guides.append(state.src)
        self.inside += [state.src] if connection.in_atomic_block else []


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The parser of guides tells it of each text that it is given, by a rule of its own before all others."""
    seen = Watch()

    def watched(work: Work) -> MarkdownIt:
        parser = bounded_markdown(work)
        parser.core.ruler.before("normalize", "watch", seen)
        return parser

    monkeypatch.setattr(guides, "bounded_markdown", watched)
    return seen


@pytest.fixture
def there(transactional_db: None) -> Scene:
    return scene()


def upload(archive: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("class.zip", archive, content_type="application/zip")


pages = [pytest.mark.http, pytest.mark.django_db(transaction=True)]


class Weigh:
    """How many bytes of contents each transaction carried."""

    def __init__(self) -> None:
        self.carried = [0]

    def __call__(self, execute: Any, sql: str, params: Any, *more: Any) -> Any:
        if sql.startswith("BEGIN") or not connection.in_atomic_block:
            self.carried.append(0)
        self.carried[-1] += sum(len(value) for value in params or () if isinstance(value, (bytes, memoryview)))
        return execute(sql, params, *more)


class TestDoors:
    pytestmark = pages

    @pytest.mark.parametrize("to", ["/classes/{classroom}/admin/upload", "/organizations/{org}/classes/upload"])
    def test_a2_an_archive_is_laid_out_in_no_transaction(self, there: Scene, watch: Watch, to: str) -> None:
        browser = there.browser("owner")
        sent = browser.post(there.path(to), {"archive": upload(packed(of_units(["# One", "# Two"])))})
        assert sent.status_code == 302
        assert browser.get(sent["Location"]).status_code == 200
        assert browser.post(sent["Location"]).status_code == 302
        assert Unit.objects.filter(guide="# Two", guide_html="<h2>Two</h2>\n").exists()
        assert sorted(watch.guides) == ["# One", "# One", "# Two", "# Two"]
        assert watch.inside == []

    def test_a2_nor_is_what_a_teacher_writes(self, there: Scene, watch: Watch) -> None:
        browser = there.browser()
        form = {"title": "Unit", "points": "1", "guide": "# Mine\n\n![b](boxes.png)"}
        assert browser.post(there.path("/units/{unit}/edit"), {**form, "images": image()}).status_code == 302
        made = browser.post(there.path("/modules/{module}/units/new"), {**form, "images": image()})
        assert made.status_code == 302
        assert len(watch.guides) == 2  # once each: nothing is laid out twice
        for verb in ("duplicate", "up", "unpublish", "withdraw", "restore"):
            assert browser.post(there.path(f"/units/{{unit}}/{verb}")).status_code == 302
        assert browser.post(there.path("/classes/{classroom}/admin/download")).status_code == 200
        assert len(watch.guides) == 2
        assert watch.inside == []

    def test_a2_nor_is_what_commands_bring(self, there: Scene, watch: Watch, tmp_path: Path) -> None:
        folder = tmp_path / "many"
        lay(of_units(["# One", "# Two"]), folder)
        call_command("import_class", str(folder), organization=there.organization.slug)
        site = folder.parent / "site.toml"
        site.write_text(
            f'[[organization]]\nslug = "{there.organization.slug}"\nname = "School"\n'
            '[[organization.class]]\nslug = "again"\nfolder = "many"\n'
        )
        call_command("apply", str(site))
        Unit.objects.filter(slug="unit-1").update(guide_work=None)
        call_command("tidy")
        assert watch.guides.count("# Two") == 4
        assert watch.inside == []

    def test_a2_no_transaction_carries_more_than_a_few_megabytes(self, there: Scene) -> None:
        """An archive of 15 MB is kept, looked at, applied: in pieces, between which others write."""
        files = of_units(["x"]) | {f"unit-0/{number}.bin": os.urandom(4_900_000) for number in range(3)}
        weigh = Weigh()
        with connection.execute_wrapper(weigh):
            sent = there.post("/classes/{classroom}/admin/upload", {"archive": upload(packed(files))})
            assert there.post(sent["Location"]).status_code == 302
        assert Unit.objects.get(classroom=there.classroom, slug="unit-0").files.count() == 3
        assert sum(weigh.carried) > 25_000_000
        assert max(weigh.carried) <= 10_000_000

    def test_a2_statements_of_an_import_do_not_grow_with_it(self, there: Scene) -> None:
        """A unit or a module more is no statement more, in changing all of them and in putting them in order too."""
        counts = []
        for size in (5, 60):
            for title in ("one", "two"):
                units = [unit(f"um{number}", title=title, guide=title) for number in range(size)]
                content = folder(*(module(row.slug[1:], row, title=title) for row in units), title=title)
                archive = upload(class_archive(content, name="many"))
                sent = there.post("/classes/{classroom}/admin/upload", {"archive": archive})
                with CaptureQueriesContext(connection) as statements:
                    assert there.post(sent["Location"]).status_code == 302
                counts.append(len(statements))
            assert Module.objects.filter(classroom=there.classroom, title="two").count() == size
        assert counts[3] <= counts[1] + 3
