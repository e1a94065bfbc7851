"""What an import makes of a class: by a table of folders, each brought to a class that PLAIN made."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from slipway.content.folder import ClassFolder
from slipway.content.imports.run import ImportReport, import_class
from slipway.content.models import Classroom, StoredFile, Unit, UnitFile
from slipway.orgs.models import Organization
from tests import factories
from tests.content.folders import PLAIN, file, folder, module, unit

pytestmark = [pytest.mark.http, pytest.mark.django_db]

MORE = module("more", unit("lists"))
BASICS = module("basics", unit("hello"), unit("loops"))
CHANGES: dict[str, tuple[ClassFolder, list[str]]] = {
    "nothing": (PLAIN, []),
    "another title": (replace(PLAIN, title="Python 101"), ["class: now called “Python 101”"]),
    "a description": (replace(PLAIN, description="For all."), ["class: new description"]),
    "a new unit": (
        folder(module("basics", unit("hello"), unit("loops"), unit("sets")), MORE),
        ["unit sets: added"],
    ),
    "a new unit in front": (
        folder(module("basics", unit("sets"), unit("hello"), unit("loops")), MORE),
        ["unit sets: added"],
    ),
    "a new module": (folder(BASICS, MORE, module("end", unit("exam"))), ["module end: added", "unit exam: added"]),
    "a unit gone": (folder(module("basics", unit("hello")), MORE), ["unit loops: withdrawn"]),
    "a module gone": (folder(BASICS), ["module more: withdrawn", "unit lists: withdrawn"]),
    "a unit renamed": (
        folder(
            module("basics", unit("hello"), unit("repeat", was="loops", title="Loops", guide="About loops.\n")), MORE
        ),
        ["unit repeat: renamed from loops"],
    ),
    "a module renamed": (
        folder(module("start", *BASICS.units, was="basics", title="Basics"), MORE),
        ["module start: renamed from basics"],
    ),
    "a unit in another module": (
        folder(module("basics", unit("hello")), module("more", unit("lists"), unit("loops"))),
        ["unit loops: moved to module more"],
    ),
    "units in another order": (
        folder(module("basics", unit("loops"), unit("hello")), MORE),
        ["module basics: new order"],
    ),
    "modules in another order": (folder(MORE, BASICS), ["class: new order"]),
    "all that a unit says": (
        folder(
            module(
                "basics",
                unit("hello"),
                unit(
                    "loops",
                    title="Loops!",
                    points=Decimal("2.5"),
                    published=False,
                    due_at=datetime(2026, 9, 1, tzinfo=UTC),
                    guide="Anew.",
                ),
            ),
            MORE,
        ),
        ["unit loops: now called “Loops!”, 2.5 points, now a draft, new dates, new guide"],
    ),
}


@pytest.fixture
def organization() -> Organization:
    return factories.organization()


def run(organization: Organization, content: ClassFolder) -> ImportReport:
    return import_class(actor=None, organization=organization, slug="python", folder=content)


def shown(classroom: Classroom) -> list[tuple[str, list[str]]]:
    """What the class shows: modules and units by slug, in order."""
    modules = classroom.modules.filter(withdrawn_at=None)
    units = {module.slug: module.units.filter(withdrawn_at=None).order_by("position") for module in modules}
    return [(slug, [unit.slug for unit in rows]) for slug, rows in units.items()]


def asked_for(content: ClassFolder) -> list[tuple[str, list[str]]]:
    return [(module.slug, [unit.slug for unit in module.units]) for module in content.modules]


def test_a_class_is_made(organization: Organization) -> None:
    report = run(organization, replace(PLAIN, description="For beginners."))
    classroom = report.classroom
    assert (classroom.title, classroom.description, classroom.slug) == ("Python", "For beginners.", "python")
    assert shown(classroom) == asked_for(PLAIN)
    assert report.changes[0] == "class: made"
    assert "unit loops: added" in report.changes
    made = Unit.objects.get(slug="loops")
    assert (made.guide, made.guide_html, made.published) == ("About loops.\n", "<p>About loops.</p>\n", True)


@pytest.mark.parametrize(("content", "changes"), CHANGES.values(), ids=CHANGES)
def test_a_class_is_brought_up_to_date(organization: Organization, content: ClassFolder, changes: list[str]) -> None:
    first, ids = run(organization, PLAIN), set(Unit.objects.values_list("pk", flat=True))
    report = run(organization, content)
    assert report.classroom == first.classroom
    assert report.changes == changes
    assert shown(report.classroom) == asked_for(content)
    added = sum(change.startswith("unit ") and change.endswith(": added") for change in changes)
    assert len(ids) + added == len(ids | set(Unit.objects.values_list("pk", flat=True))) == Unit.objects.count()
    assert run(organization, content).changes == []


@pytest.mark.parametrize("case", ["a unit gone", "a module gone"])
def test_what_comes_back_is_restored(organization: Organization, case: str) -> None:
    run(organization, PLAIN)
    gone = CHANGES[case]
    run(organization, gone[0])
    report = run(organization, PLAIN)
    assert report.changes == [change.replace("withdrawn", "restored") for change in gone[1]]
    assert shown(report.classroom) == asked_for(PLAIN)


def test_a_renamed_unit_takes_the_slug_of_a_withdrawn_one(organization: Organization) -> None:
    run(organization, PLAIN)
    run(organization, CHANGES["a unit gone"][0])
    living = Unit.objects.get(slug="hello")
    renamed = folder(module("basics", unit("loops", was="hello")), MORE)
    report = run(organization, renamed)
    assert Unit.objects.get(slug="loops") == living
    assert Unit.objects.get(slug="loops-2").withdrawn_at is not None
    assert shown(report.classroom) == asked_for(renamed)
    assert run(organization, renamed).changes == []


def test_a_unit_that_was_renamed_long_ago_is_left_alone(organization: Organization) -> None:
    """`was` stays in the folder; a new unit of the old name, made in the browser, is another unit."""
    run(organization, PLAIN)
    renamed = CHANGES["a unit renamed"][0]
    classroom = run(organization, renamed).classroom
    kept = Unit.objects.get(slug="repeat")
    other = Unit.objects.create(classroom=classroom, module=kept.module, slug="loops", title="Other", position=9)
    assert run(organization, renamed).changes == ["unit loops: withdrawn"]
    assert Unit.objects.get(slug="repeat") == kept
    assert Unit.objects.get(pk=other.pk).slug == "loops"


def test_files_are_kept_once_and_replaced_where_they_changed(organization: Organization) -> None:
    def with_files(*hello: tuple[str, bytes]) -> ClassFolder:
        files = tuple(file(path, content) for path, content in hello)
        return folder(module("basics", unit("hello", files=files), unit("loops", files=(file("a.txt", b"one"),))))

    first = run(organization, with_files(("a.txt", b"one"), ("b.txt", b"two")))
    assert "unit hello: added, file a.txt added, file b.txt added" in first.changes
    assert StoredFile.objects.count() == 2
    kept = UnitFile.objects.get(unit__slug="hello", path="a.txt")
    changed = with_files(("a.txt", b"one"), ("b.txt", b"three"), ("c.txt", b"two"))
    assert run(organization, changed).changes == ["unit hello: file b.txt replaced, file c.txt added"]
    assert UnitFile.objects.get(unit__slug="hello", path="a.txt") == kept
    assert bytes(UnitFile.objects.get(path="b.txt").file.content) == b"three"
    assert run(organization, with_files(("b.txt", b"three"))).changes == [
        "unit hello: file a.txt removed, file c.txt removed"
    ]


def test_a_failure_leaves_all_as_it_was(organization: Organization) -> None:
    run(organization, PLAIN)
    twice = folder(
        module("basics", unit("hello", title="Good day"), unit("new")), module("more", unit("new")), title="Other"
    )
    with pytest.raises(IntegrityError):
        run(organization, twice)
    assert shown(Classroom.objects.get()) == asked_for(PLAIN)
    assert run(organization, PLAIN).changes == []


def test_what_the_folder_does_not_speak_of_stays(organization: Organization) -> None:
    classroom = run(organization, PLAIN).classroom
    Classroom.objects.update(lti_enabled=True, lms_url="https://canvas.acme.example/courses/7")
    run(organization, CHANGES["another title"][0])
    classroom.refresh_from_db()
    assert (classroom.lti_enabled, classroom.lms_url) == (True, "https://canvas.acme.example/courses/7")


def test_another_organizations_class_of_the_same_slug_is_another_class(organization: Organization) -> None:
    mine = run(organization, PLAIN).classroom
    other = run(factories.organization(), PLAIN).classroom
    assert mine != other
    assert mine.units.count() == other.units.count() == 3


@pytest.mark.parametrize("size", [3, 40])
def test_statements_do_not_grow_with_the_class(organization: Organization, size: int) -> None:
    units = [unit(f"unit-{number}", files=(file("a.txt", str(number).encode()),)) for number in range(size)]
    with CaptureQueriesContext(connection) as first:
        run(organization, folder(module("all", *units)))
    with CaptureQueriesContext(connection) as second:
        run(organization, folder(module("all", *units)))
    assert len(first) <= 25
    assert len(second) <= 7
