"""What comments cite is in the repository: documents of the handbook by rule, case or section, standards by section."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.docs.built import ROOT, SOURCES

WRITTEN_IN = {".py", ".js", ".css", ".html", ".toml"}
NUMBER = r"\d+(?:\.\d+)*[a-z]?"
SECTIONS = rf"§{NUMBER}(?:(?:, | to | and )§{NUMBER})*"
IN_DOCUMENT = re.compile(
    rf"docs/(?P<page>[\w-]+)\.md(?:,? (?P<kind>rule|case)s? (?P<numbers>{NUMBER}(?:(?:, | to | and ){NUMBER})*)"
    rf"| (?P<sections>{SECTIONS}))?"
)
STANDARDS = (
    r"RFC \d+|LTI 1\.1|LTI 1\.3 (?:core|migration)|LTI security 1\.0|security framework(?: 1\.0)?|[Dd]eep linking 2\.0"
    r"|dynamic registration 1\.0|OpenID Connect [Cc]ore|ContentItem 1\.0|(?:AGS|NRPS) 2\.0|Certification Guide 1\.3"
)
IN_STANDARD = re.compile(rf"(?:{STANDARDS}) {SECTIONS}")
NOWHERE = re.compile(r"§|\bDESIGN\b|(?<!docs/)\blms-behaviour\b|\b(?:[Rr]ule|[Cc]ase)s? \d")


def sources() -> Iterator[tuple[str, str]]:
    """Every file that comments stand in, with its text as one line: a citation may be broken."""
    for file in sorted(each for folder in ("src", "tests", "tools") for each in (ROOT / folder).rglob("*")):
        ours = not {"built", "vendor"} & {*file.parts} and file != Path(__file__).resolve()
        if ours and file.suffix in WRITTEN_IN:
            yield str(file.relative_to(ROOT)), re.sub(r"\s*\n[\s#*]*", " ", file.read_text())


@cache
def numbered(page: str) -> frozenset[tuple[str, str]]:
    """The rules, cases and sections of a page of the handbook; none of a page that does not exist."""
    file = SOURCES / f"{page}.md"
    text = file.read_text() if file.exists() else ""
    found = {
        "rule": re.findall(r"^### Rule (\d+):|^- \*\*(\d+[a-z])\.\*\*", text, re.MULTILINE),
        "case": re.findall(r"^\| (\d+) ()\|", text, re.MULTILINE),
        "section": re.findall(r"^## (\d+)\. |^### (\d+\.\d+) ", text, re.MULTILINE),
    }
    return frozenset((kind, one or other) for kind, pairs in found.items() for one, other in pairs)


def leads_nowhere(cited: re.Match[str]) -> bool:
    kind, numbers = cited["kind"] or "section", cited["numbers"] or cited["sections"] or ""
    wanted = {(kind, number) for number in re.findall(NUMBER, numbers)}
    return not (SOURCES / f"{cited['page']}.md").exists() or not wanted <= numbered(cited["page"])


def test_pages_have_what_may_be_cited() -> None:
    assert {("rule", "5c"), ("rule", "16"), ("section", "6")} <= numbered("architecture")
    assert {("case", "1"), ("case", "63"), ("section", "11"), ("section", "5.8")} <= numbered("lms-behaviour")


def test_citations_of_the_handbook_lead_to_what_they_name() -> None:
    found = [(name, cited) for name, text in sources() for cited in IN_DOCUMENT.finditer(text)]
    assert len(found) > 50
    assert [f"{name}: {cited[0]}" for name, cited in found if leads_nowhere(cited)] == []


def test_nothing_is_cited_that_a_reader_cannot_find() -> None:
    """A section, rule or case stands behind the name of its standard or of a page of the handbook."""
    left = [(name, IN_STANDARD.sub("", IN_DOCUMENT.sub("", text))) for name, text in sources()]
    bare = [
        f"{name}: …{text[max(0, at.start() - 60) : at.end() + 20]}…"
        for name, text in left
        for at in NOWHERE.finditer(text)
    ]
    assert bare == []
