"""What the handbook lists is what the product has: codes, links, commands, settings, faults."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import slipway
from slipway.lti.refusal import Refusal
from slipway.site.cli import COMMANDS
from slipway.web.refusals import EXPLANATIONS
from tests.content import test_folder
from tests.content.exercises import test_exercise_folder
from tests.docs.built import SOURCES, Page
from tests.house.floors import floors

PRODUCT = Path(slipway.__path__[0])
LINK = re.compile(r"""\{%\s*handbook\s+["']([^"']+)["']""")


def section(code: str) -> str:
    """The handbook's section of a refusal."""
    text = (SOURCES / "refusals.md").read_text()
    return text.partition(f"\n## `{code}`\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("refusal", Refusal, ids=lambda refusal: refusal.value)
def test_every_refusal_has_its_section(refusal: Refusal, pages: Mapping[str, Page]) -> None:
    assert refusal.value in pages["refusals.html"].ids
    text = section(refusal.value)
    assert text.lstrip().startswith(f"**{EXPLANATIONS[refusal].title}.**")
    assert "\nLikely causes" in text
    assert "\nWho mends it: " in text


def test_no_section_speaks_of_a_refusal_that_is_not_there() -> None:
    named = re.findall(r"^## `([a-z-]+)`$", (SOURCES / "refusals.md").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(refusal.value for refusal in Refusal)


def test_rooms_and_floors_are_those_of_the_import_contract() -> None:
    listed: list[list[str]] = []
    text = (SOURCES / "architecture.md").read_text()
    for number, room in re.findall(r"^\| (\d*) ?\| `(\w+)` \|", text, re.MULTILINE):
        listed += [[]] if number else []
        listed[-1].append(room)
    assert listed == floors()


def links_of_the_product() -> Iterator[str]:
    """Every address in the handbook that a template writes."""
    for template in PRODUCT.rglob("*.html"):
        if "built" not in template.relative_to(PRODUCT).parts:
            yield from LINK.findall(template.read_text())


def test_every_link_of_the_product_leads_somewhere(pages: Mapping[str, Page]) -> None:
    links = list(links_of_the_product())
    assert "refusals.html#" in links  # with the code behind it, which the test above holds
    parts = [link.partition("#") for link in links]
    assert [file for file, _, anchor in parts if file not in pages or (anchor and anchor not in pages[file].ids)] == []


def test_every_command_is_listed() -> None:
    text = (SOURCES / "site-files.md").read_text()
    assert [name for name in COMMANDS if f"`slipway {name}" not in text] == []


def test_every_setting_is_listed() -> None:
    code = "".join((PRODUCT / "site" / name).read_text() for name in ("environment.py", "settings.py"))
    names = set(re.findall(r'"(SLIPWAY_[A-Z_]+|DATABASE_URL)"', code))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (SOURCES / "installing.md").read_text(), re.MULTILINE))
    assert listed == names


@pytest.mark.parametrize("lms", ["moodle", "brightspace", "blackboard", "sakai", "other-lms"])
def test_tables_of_an_lms_have_services_and_custom_parameters(lms: str, pages: Mapping[str, Page]) -> None:
    page = pages[f"{lms}.html"]
    cells = re.findall(r"<tr>\s*<td>(.*?)</td>", page.text, re.DOTALL)
    assert [cell for cell in cells if "Services" in cell]
    (custom,) = [cell for cell in cells if "Custom parameters" in cell]
    assert 'href="owners.html#what-slipway-asks-an-lms-for"' in custom


def test_every_check_is_listed() -> None:
    ids = set(re.findall(r'id="(slipway\.[A-Z]\d+)"', (PRODUCT / "site" / "checks.py").read_text()))
    assert ids
    assert [one for one in ids if f"| `{one}` |" not in (SOURCES / "running.md").read_text()] == []


def explained_faults() -> list[str]:
    """What the handbook says of imports; `…` stands for anything."""
    _, _, tables = (SOURCES / "class-folders.md").read_text().partition("## What an import complains about")
    cells = [line.split("|")[1] for line in tables.splitlines() if line.startswith("| ")]
    return [phrase.strip().replace("`", "") for cell in cells for phrase in cell.split(" · ")]


def known_faults() -> list[str]:
    """Each kind of fault, from the table that tests the import."""
    (mark,) = vars(test_folder.test_a_broken_folder_is_refused_with_file_and_line)["pytestmark"]
    of_exercises = [fault for _changed, fault in test_exercise_folder.FAULTS + test_exercise_folder.WARNINGS if fault]
    return [fault.partition(": ")[2] for fault in [*(fault for _breaker, fault in mark.args[1]), *of_exercises]]


def test_every_fault_of_a_class_folder_is_explained() -> None:
    phrases = explained_faults()
    assert [fault for fault in known_faults() if not any(explains(phrase, fault) for phrase in phrases)] == []


def explains(phrase: str, fault: str) -> bool:
    """Whether a phrase of the handbook is that fault, which may be cut short in the tests' table."""
    named = re.sub(r"“[^”]*”", "“…”", re.sub(r"'[^']*'", "'…'", fault))
    anything = ".*?".join(map(re.escape, phrase.split("…")))
    return phrase.startswith(named) or re.match(anything, fault) is not None


def faults_in_code() -> Iterator[str]:
    """What the code of class folders and archives can complain of, up to the first value in it."""
    verbs = ("is ", "has ", "holds ", "lies ", "overlaps ", "unpacks ", "belongs ", "changed ", "shows ", "hidden ")
    for module in (PRODUCT / "content" / "folder").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(verbs):
                yield node.value.partition("%(")[0].strip()


def test_every_fault_in_the_code_is_explained() -> None:
    told = " ".join(explained_faults())
    found = sorted(set(faults_in_code()))
    assert len(found) > 15
    assert [fault for fault in found if fault.rstrip("'\"") not in told] == []


WIZARD = PRODUCT / "owner_pages" / "templates" / "owner_pages"


def test_c12_key_and_secret_are_called_as_the_pages_call_them() -> None:
    """The wizard's pages and *LTI Integration* have different words: guides that say the one say the other."""
    wizard = re.findall(r'{% translate "([^"]+)" as (?:key|secret)_label %}', (WIZARD / "connect_1p1.html").read_text())
    values = re.findall(r'{% translate "([^"]+)" as (?:key|secret)_label %}', (WIZARD / "values.html").read_text())
    assert len(wizard) == len(values) == 2
    for guide in ("moodle.md", "open-edx.md"):
        text = (SOURCES / guide).read_text()
        assert [label for label in (*wizard, *values) if f"*{label}*" not in text] == [], guide


@pytest.mark.parametrize("field", ["Default launch container", "accept grades from the tool", "Services"])
def test_c12_moodles_table_has_the_field(field: str) -> None:
    table = (SOURCES / "moodle.md").read_text().partition("**By hand.**")[2].partition("## LTI 1.1")[0]
    assert any(field in row for row in table.splitlines() if row.startswith("|"))
