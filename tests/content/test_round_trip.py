"""Import after export changes nothing, and export after import writes the same files: on every feature of a class."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from slipway.content.export import EmptyClassError, class_folder, export_class
from slipway.content.folder import ClassFolder, class_archive, class_files, read_class_archive, read_class_folder
from slipway.content.imports.run import import_class
from slipway.content.models import Classroom, Module, StoredFile, Unit, UnitFile
from slipway.orgs.models import Organization, User
from tests import factories
from tests.class_pages.scene import file_in, scene
from tests.content.folders import EXERCISES, PLAIN, SAMPLE
from tests.content.test_write import EVERYTHING
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

FOLDERS = {"plain": PLAIN, "everything": EVERYTHING, "sample": read_class_folder(SAMPLE)}
FOLDERS["exercises"] = read_class_folder(EXERCISES)
TERMS: dict[str, Any] = {"late_per_day": Decimal("2.5"), "late_most": Decimal(50), "sealed_time_counts": True}
FOLDERS["rules for late work"] = replace(PLAIN, **TERMS)


@pytest.fixture
def organization() -> Organization:
    return factories.organization()


def imported(organization: Organization, content: ClassFolder) -> Classroom:
    return import_class(actor=None, organization=organization, slug="python", folder=content).classroom


def through_an_archive(content: ClassFolder) -> ClassFolder:
    return read_class_archive(BytesIO(class_archive(content, name="x")))


def rows() -> list[list[object]]:
    """All that an import writes of a class, but for the ids of files of units."""
    return [
        list(Classroom.objects.values_list("pk", "slug", "title", "description", *TERMS)),
        list(Module.objects.order_by("pk").values_list("pk", "slug", "title", "position", "withdrawn_at")),
        [sorted(unit.items()) for unit in Unit.objects.order_by("pk").values()],
        list(UnitFile.objects.order_by("pk").values_list("pk", "unit_id", "path", "file_id")),
        list(StoredFile.objects.order_by("pk").values_list("pk", "size", "content_type")),
    ]


def canonical(content: ClassFolder) -> dict[str, bytes]:
    """What is written of a folder; a class does not keep which name a unit had before."""
    files = class_files(content)
    return {path: re.sub(rb'(?m)^was = ".*"\n', b"", data) for path, data in files.items()}


@pytest.mark.parametrize("content", FOLDERS.values(), ids=FOLDERS)
def test_a_class_is_the_same_after_export_and_import(organization: Organization, content: ClassFolder) -> None:
    exported = class_folder(imported(organization, content))
    assert class_files(exported) == canonical(content)
    before, read = rows(), through_an_archive(exported)
    assert import_class(actor=None, organization=organization, slug="python", folder=read).changes == []
    assert rows() == before
    assert class_folder(imported(factories.organization(), read)) == exported


def test_what_is_withdrawn_stays_withdrawn_and_what_it_was(organization: Organization) -> None:
    """A withdrawn module keeps its units as they are: they come back with it."""
    classroom = imported(organization, EVERYTHING)
    browser = browser_of(teacher_of(classroom))
    browser.post(f"/modules/{classroom.modules.get(slug='many').pk}/withdraw")
    browser.post(f"/units/{classroom.units.get(slug='free').pk}/withdraw")
    before = rows()
    exported = class_folder(classroom)
    assert [row.slug for row in exported.modules] == ["all", "none"]
    assert import_class(actor=None, organization=organization, slug="python", folder=exported).changes == []
    assert rows() == before


def teacher_of(classroom: Classroom) -> User:
    teacher = factories.account()
    factories.enrol(teacher, classroom, "teacher")
    return teacher


def test_a_class_made_in_the_browser_is_the_same_again() -> None:
    """Titles, slugs and files as teachers write them: nothing that the forms take is refused by the reader."""
    there = scene()
    browser = there.browser()
    for title in ("a_ b", "Ελληνικά", 'He said "hi" \\ twice', "___", "x" * 200):
        browser.post(there.path("/classes/{classroom}/admin/modules/new"), {"title": title})
        form = {"title": title, "points": "1.10", "guide": "\ufeff# A\r\rb\r\n\r\r\nc "}
        assert browser.post(there.path("/modules/{module}/units/new"), form).status_code == 302
    browser.post(there.path("/units/{unit}/duplicate"))
    file_in(there.unit("u2"), "Boxes.png")
    exported = class_folder(there.classroom)
    read = through_an_archive(exported)
    assert read == exported
    report = import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=read)
    assert report.changes == []


def test_an_empty_class_cannot_be_written(organization: Organization) -> None:
    classroom = factories.classroom_with_units(organization, modules=0).classroom
    with pytest.raises(EmptyClassError):
        export_class(actor=None, classroom=classroom)
