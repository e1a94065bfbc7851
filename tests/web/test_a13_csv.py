"""Names of strangers in files that people open in spreadsheets of any language."""

import csv
import io
import re
import unicodedata

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from slipway.lms.models import LaunchRecord
from slipway.owner_pages.launch_log.csv_export import CSV_COLUMNS
from slipway.web.csv_cells import safe_cell
from tests import factories

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
FORMULAS = (
    'Sam;=HYPERLINK("x")', "\uff1d1+1", " =1+1", "\t=1", "\r=1", "\n=1", "\u00a0=1", "\u200b=1", "\ufeff+1", "=1", "+1",
    "-1", "@SUM(1)", "Sam; =1", "Sam;\t=1", "Sam\t=1", "Sam,=1", "Sam|=1", "Sam\n=1", "Sam\r\n=1", 'Sam;"=1"',
    'Sam";=1',
    "a;\u2063=1", "a;\u061c=1", "a;\u202a=1", "a;\u034f=1", "a;\u180e=1", "a\x0b=1", "a\u2028=1", "a\uff1b=1+1",
    ";;=1", "Sam;\uff20x", "a;b;-1", '"=1"', "\ufe661", ";=1;=2",
)  # fmt: skip


def parted(line: str, separator: str) -> list[str]:
    """The cells that a spreadsheet makes of a line that was written for commas, as lenient as they are.

    Quotes count at the beginning of a cell only; one that has begun so ends at the next quote, and what follows up to
    the separator is put behind.
    """
    cells, rest = [], line
    while True:
        held = re.match(r'"((?:[^"]|"")*)"', rest)
        start = held[1].replace('""', '"') if held else ""
        tail = rest[held.end() :] if held else rest
        more, found, rest = tail.partition(separator)
        cells.append(start + more)
        if not found:
            return cells


def harmless(cell: str) -> bool:
    """Whether a spreadsheet takes it for text."""
    bare = cell.lstrip().lstrip('"')
    while bare and (bare[0].isspace() or bare[0] == '"' or unicodedata.category(bare[0]) in {"Cf", "Mn"}):
        bare = bare[1:]
    return not bare.startswith(tuple(SIGNS))


def written(text: str) -> str:
    """The cell in a line between others."""
    out = io.StringIO()
    csv.writer(out).writerow(["2026-11-30 06:00:00", safe_cell(text), "end"])
    return out.getvalue()


def all_harmless(text: str) -> None:
    for line in re.split("[\r\n\v\u2028]", written(text)):
        for separator in ",;\t|\uff1b":
            assert all(harmless(cell) for cell in parted(line, separator)), (line, separator)


@pytest.mark.parametrize("text", FORMULAS)
def test_a13_no_spreadsheet_finds_a_formula(text: str) -> None:
    all_harmless(text)
    assert safe_cell(text).replace("'", "") == text


@given(text=st.text(st.sampled_from(f'{SIGNS};,|\t\r\n "x1\u200b'), max_size=12))
def test_a13_wherever_it_stands(text: str) -> None:
    all_harmless(text)
    assert safe_cell(text).replace("'", "") == text


@pytest.mark.parametrize(
    "name",
    [
        "Anne-Marie",
        "O'Brien",
        "Sam; Student",
        "Smith, John",
        "ada@example.org",
        "1+1",
        "a=b",
        "2026-11-30 06:00:00",
        "",
        "5",
    ],
)
def test_a13_names_and_numbers_stay_as_they_are(name: str) -> None:
    assert safe_cell(name) == name


@pytest.mark.http
@pytest.mark.django_db
def test_a13_in_the_launch_log_of_owners() -> None:
    owner = factories.account()
    organization = factories.organization(owner=owner)
    lms = factories.lms(organization, name="=cmd|x")
    for name in FORMULAS:
        LaunchRecord.objects.create(
            organization=organization, lms=lms, door="unit", let_in=True, person_name=name, context_title=f"C;{name}"
        )
    client = Client()
    client.force_login(owner)
    answer = client.post(f"/organizations/{organization.pk}/settings/launches.csv")
    text = answer.getvalue().decode()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == 1 + len(FORMULAS)
    for line in re.split(r"[\r\n]+", text):
        for separator in ",;\t":
            assert all(harmless(cell) for cell in parted(line, separator)), line
    assert {row[3].replace("'", "") for row in rows[1:]} == set(FORMULAS)
