"""The form of an exercise: its settings are written by it, its files and what names them stay as they are."""

from decimal import Decimal
from io import BytesIO
from typing import Any, cast

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from slipway.content.export import class_folder
from slipway.content.folder import class_files, read_class_archive
from slipway.content.imports.run import import_class
from slipway.content.kinds.exercise_settings import CountsWhich, ExerciseSettings, ExerciseTab
from slipway.content.models import Classroom, Unit, UnitFile
from slipway.content.units import duplicate
from slipway.exercise_checks.models import ExerciseCheck
from slipway.suites.scoring import Credit
from slipway.suites.shown import Show
from tests.class_pages.scene import PNG, Scene, image
from tests.content.archives import packed
from tests.content.exercises.unit_files import EXERCISE_FILES, exercise_class

pytestmark = [pytest.mark.http, pytest.mark.django_db]

FORM = {
    "title": "Shapes",
    "points": "10",
    "guide": "Write `area`.\n",
    "published": "on",
    "due_at": "2027-01-10T08:00",
    "until_at": "2027-01-10T08:00",
    "time_limit": "10",
    "attempts": "5",
    "counts": "latest",
    "completed": "student",
    "late_per_day": "2.5",
    "late_most": "0",
    "tab-0-share": "20",
    "tab-0-credit": "all",
    "tab-0-show": "all",
    "tab-0-time_limit": "",
    "tab-1-share": "80",
    "tab-1-credit": "cases",
    "tab-1-show": "after-due",
    "tab-1-time_limit": "2",
}


@pytest.fixture
def exercise(there: Scene) -> Unit:
    """The exercise of `tests.content.exercises`, in a class that the scene's teacher teaches."""
    content = exercise_class(**{"tests/files/secret.png": PNG + b"1", "boxes.png": PNG})
    slug = there.classroom.slug
    import_class(actor=None, organization=there.organization, slug=slug, folder=content)
    return Unit.objects.get(classroom=there.classroom, slug="u")


def save(there: Scene, unit: Unit, **fields: Any) -> HttpResponse:
    return cast("HttpResponse", there.browser().post(f"/units/{unit.pk}/edit", {**FORM, **fields}))


def folder_of(classroom: Classroom) -> dict[str, bytes]:
    return class_files(class_folder(classroom))


def test_saving_what_the_form_shows_changes_nothing(there: Scene, exercise: Unit) -> None:
    before = folder_of(there.classroom)
    assert save(there, exercise).status_code == 302
    assert folder_of(there.classroom) == before


def test_settings_are_written(there: Scene, exercise: Unit) -> None:
    sent = {"late_per_day": "12.5", "late_most": ""}
    sent |= {
        "time_limit": "30",
        "attempts": "",
        "counts": "best",
        "completed": "full-points",
        "tab-0-share": "0",
        "tab-1-show": "verdict",
    }
    assert save(there, exercise, **sent, **{"tab-1-time_limit": ""}).status_code == 302
    exercise.refresh_from_db()
    assert exercise.exercise == ExerciseSettings(
        file="shapes.py",
        time_limit=30,
        counts=CountsWhich.BEST,
        late_per_day=Decimal("12.5"),
        tabs=(
            ExerciseTab(tab="Examples", share=0),
            ExerciseTab(tab="Hidden", share=80, credit=Credit.CASES, show=Show.VERDICT),
        ),
    )
    read_class_archive(archive_of(there))  # and can be read again


def archive_of(there: Scene) -> BytesIO:
    return BytesIO(packed(folder_of(there.fresh())))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"time_limit": "0"}, "greater than or equal to 1"),
        ({"time_limit": ""}, "required"),
        ({"attempts": "0"}, "greater than or equal to 1"),
        ({"completed": "never"}, "not one of the available choices"),
        ({"counts": "mean"}, "not one of the available choices"),
        ({"tab-0-share": "-1"}, "greater than or equal to 0"),
        ({"tab-0-share": "0", "tab-1-share": "0"}, "a unit with points needs a tab that counts"),
        ({"tab-1-show": "never"}, "not one of the available choices"),
        ({"tab-1-time_limit": "11"}, "A tab cannot take longer than the whole exercise."),
        ({"due_at": ""}, "which needs a due time"),
    ],
)
def test_what_would_be_refused_in_a_folder_is_refused_here(
    there: Scene, exercise: Unit, fields: dict[str, str], told: str
) -> None:
    before = folder_of(there.classroom)
    answer = save(there, exercise, **fields)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert folder_of(there.classroom) == before


def test_a_tab_of_which_nothing_is_said_stays_out_of_the_settings(there: Scene, exercise: Unit) -> None:
    exercise.exercise = ExerciseSettings(file="shapes.py")
    exercise.save()
    page = there.browser().get(f"/units/{exercise.pk}/edit").content.decode()
    assert page.count("<legend>Tests: ") == 2
    plain = {f"tab-{number}-{name}": "" for number in (0, 1) for name in ("share", "time_limit")}
    plain |= {f"tab-{number}-{name}": "all" for number in (0, 1) for name in ("credit", "show")}
    assert (
        save(
            there, exercise, attempts="", counts="best", completed="full-points", late_per_day="", late_most="", **plain
        ).status_code
        == 302
    )
    exercise.refresh_from_db()
    assert exercise.exercise == ExerciseSettings(file="shapes.py")


def test_only_images_of_the_guide_can_be_removed(there: Scene, exercise: Unit) -> None:
    page = there.browser().get(f"/units/{exercise.pk}/edit").content.decode()
    assert "boxes.png" in page
    assert not [path for path in EXERCISE_FILES if "/" in path and path in page]
    assert "secret.png" not in page
    row = UnitFile.objects.get(unit=exercise, path="reference/shapes.py")
    assert save(there, exercise, remove=[str(row.pk)]).status_code == 422
    assert UnitFile.objects.filter(pk=row.pk).exists()


def test_a_guide_shows_no_image_that_students_never_get(there: Scene, exercise: Unit) -> None:
    assert save(there, exercise, guide="![x](tests/files/secret.png)").status_code == 422
    assert save(there, exercise, guide="![x](boxes.png)").status_code == 302
    assert save(there, exercise, guide="![x](more.png)", images=[image("more.png")]).status_code == 302


def test_an_import_of_what_was_exported_changes_nothing_and_a_copy_is_the_same(there: Scene, exercise: Unit) -> None:
    content = class_folder(there.classroom)
    read, slug = read_class_archive(archive_of(there)), there.classroom.slug
    report = import_class(actor=None, organization=there.organization, slug=slug, folder=read)
    assert report.changes == []
    copy = duplicate(actor=there.people["teacher"], row=exercise)
    assert copy.exercise == exercise.exercise
    files = {file.path: file.content for file in content.modules[0].units[0].files}
    assert {row.path: bytes(row.file.content) for row in copy.files.select_related("file")} == files


def test_an_import_tells_that_settings_are_new(there: Scene, exercise: Unit) -> None:
    changed = exercise_class(**{"unit.toml": EXERCISE_FILES["unit.toml"].replace(b"share = 20", b"share = 30")})
    report = import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=changed)
    assert [line for line in report.changes if "new settings of the exercise" in line]
    exercise.refresh_from_db()
    assert exercise.exercise is not None
    assert exercise.exercise.tabs[0].share == 30


def test_the_form_asks_as_often_for_an_exercise_of_many_files(there: Scene, exercise: Unit) -> None:
    browser, path = there.browser(), f"/units/{exercise.pk}/edit"
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    more = {f"tests/more_{number}.py": b"x = 1\n" for number in range(5)} | {"tests/files/long.txt": b"x" * 1000}
    content = exercise_class(**{"tests/files/secret.png": PNG + b"1", "boxes.png": PNG, **more})
    import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=content)
    with CaptureQueriesContext(connection) as many:
        browser.get(path)
    assert len(many) == len(few)


def test_the_files_of_the_unit_are_read_once(there: Scene, exercise: Unit) -> None:
    ExerciseCheck.objects.create(unit=exercise, state="passed")
    browser = there.browser()
    with CaptureQueriesContext(connection) as read:
        assert browser.get(f"/units/{exercise.pk}/edit").status_code == 200
    of_files = [each["sql"] for each in read if 'FROM "classes_unitfile"' in each["sql"]]
    assert len(of_files) == 3, of_files  # all, the tests with what is in them, and the images' keys for their addresses
