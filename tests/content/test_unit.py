"""A unit is one value: whatever field it has goes through its folder, an import, an export and a copy."""

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from slipway.class_pages.unit_form import UnitForm
from slipway.content.export import class_folder
from slipway.content.folder import class_files, read_class_archive
from slipway.content.imports.run import import_class
from slipway.content.kinds import EXERCISE, READING, Completion
from slipway.content.models import Unit
from slipway.content.unit import KEYS, UNIT_FIELDS, UnitContent, content_of
from slipway.content.units import duplicate
from tests import factories
from tests.content.archives import packed
from tests.content.exercises.unit_files import EXERCISE_FILES, exercise_class
from tests.content.folders import PLAIN, file, folder, module, unit
from tests.content.kind_of_tests import QUIZ, with_quizzes

# Something else than a unit begins with, for every field that there is.
OTHERS: dict[str, Any] = {
    "kind": QUIZ.code,
    "title": "Another",
    "points": Decimal("12.50"),
    "published": False,
    "available_from": datetime(2026, 9, 1, 8, tzinfo=UTC),
    "due_at": datetime(2026, 9, 2, 8, tzinfo=UTC),
    "until_at": datetime(2026, 9, 3, 8, tzinfo=UTC),
    "exercise": exercise_class().modules[0].units[0].exercise,
    "guide": "Another guide.\n",
    "guide_html": "<p>Another guide.</p>\n",
    "guide_work": 77,
}
MADE_OF_THE_GUIDE = {"guide_html", "guide_work"}
# What must come with it, or a folder would be refused.
BESIDE: dict[str, dict[str, Any]] = {
    "exercise": {
        "kind": EXERCISE.code,
        "due_at": datetime(2027, 1, 10, 8, tzinfo=UTC),
        "until_at": datetime(2027, 1, 10, 8, tzinfo=UTC),
        "files": tuple(file(path, data) for path, data in EXERCISE_FILES.items() if "/" in path),
    }
}


def test_this_table_has_every_field() -> None:
    assert list(OTHERS) == UNIT_FIELDS == [each.name for each in fields(UnitContent)]
    columns = {column.name for column in Unit._meta.get_fields()}
    assert set(UNIT_FIELDS) < columns


def test_the_form_asks_for_all_but_the_kind_which_is_its_own() -> None:
    assert set(UNIT_FIELDS) - set(UnitForm.base_fields) == {"kind", "exercise", *MADE_OF_THE_GUIDE}
    assert UnitForm.kind == READING.code


@pytest.mark.parametrize("name", [name for name in UNIT_FIELDS if name not in MADE_OF_THE_GUIDE])
def test_a_folder_says_each_field(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_quizzes(monkeypatch)
    content = folder(module("m", replace(unit("u"), **BESIDE.get(name, {}), **{name: OTHERS[name]})))
    files = class_files(content)
    [read] = read_class_archive(BytesIO(packed(files))).modules[0].units
    assert read == content.modules[0].units[0]
    if name in KEYS:
        assert re.search(rf"^(\[{KEYS[name]}\]|{KEYS[name]} = )", files["u/unit.toml"].decode(), re.MULTILINE)


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.parametrize("name", UNIT_FIELDS)
def test_an_import_an_export_and_a_copy_take_each_field_along(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_quizzes(monkeypatch)
    organization = factories.organization()
    made = import_class(actor=None, organization=organization, slug="c", folder=PLAIN).classroom
    loops = replace(unit("loops"), **BESIDE.get(name, {}), **{name: OTHERS[name]})
    more = folder(module("basics", unit("hello"), loops), *PLAIN.modules[1:])
    report = import_class(actor=None, organization=organization, slug="c", folder=more)
    row = Unit.objects.get(classroom=made, slug="loops")
    assert getattr(row, name) == OTHERS[name]
    assert bool(report.lines) is (name not in MADE_OF_THE_GUIDE)  # it is told, once
    exported = next(each for each in class_folder(made).modules[0].units if each.slug == "loops")
    assert getattr(exported, name) == OTHERS[name]
    copy = duplicate(actor=factories.account(), row=row)
    assert content_of(copy) == replace(content_of(row), title=f"{row.title} (copy)", published=False)


def test_a_reading_is_completed_by_whoever_read_it() -> None:
    assert READING.completed_by is Completion.MARKED
    assert not READING.is_hidden("tests/suite.yaml")
