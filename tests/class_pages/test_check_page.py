"""*Check the exercise*: asked for, polled cheaply, shown with what failed; of an exercise, and for its teachers."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.content.imports.run import import_class
from slipway.content.models import Unit
from slipway.exercise_checks.unit_checks import CHECKING
from slipway.jobs.models import Job
from tests.class_pages.scene import Scene, scene
from tests.class_pages.sent_files import OpenPage
from tests.content.exercises.unit_files import exercise_class
from tests.exercise_checks.working import work_all

REFERENCE = "reference/rectangle.py"
CALLS = 4  # statements of a poll: session, person, unit, check


@pytest.fixture
def there(transactional_db: None) -> Scene:
    return scene()


@pytest.fixture
def exercise(there: Scene) -> Unit:
    content = exercise_class()
    import_class(actor=None, organization=there.organization, slug=there.classroom.slug, folder=content)
    return Unit.objects.get(classroom=there.classroom, slug="u")


def told(there: Scene, unit: Unit, page: str = "check") -> str:
    shown = there.browser().get(f"/units/{unit.pk}/{page}").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", shown))


@pytest.mark.http
def test_a_check_is_asked_for_and_polled_by_two_statements_beside_the_sign_in(there: Scene, exercise: Unit) -> None:
    assert "Not checked yet" in told(there, exercise)
    assert there.browser().post(f"/units/{exercise.pk}/check")["Location"] == f"/units/{exercise.pk}/files#check"
    assert Job.objects.filter(kind=CHECKING, key=str(exercise.pk)).exists()
    browser = there.browser()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(f"/units/{exercise.pk}/check")
    assert len(asked) == CALLS
    assert "data-over" not in answer.content.decode()
    assert "Is being checked" in told(there, exercise, "edit")


@pytest.mark.http
def test_save_and_check_saves_then_asks(there: Scene, exercise: Unit) -> None:
    page = OpenPage(there, exercise)
    page.write("wrong/adds.py", text="x = 1\n")
    assert page.save(check="1").status_code == 422
    assert not Job.objects.filter(kind=CHECKING).exists()
    page.write("wrong/adds.py", text="# adds\ndef area(a, b):\n    return a + b\n")
    assert page.save(check="1").status_code == 302
    assert Job.objects.filter(kind=CHECKING).exists()


@pytest.mark.sandbox
def test_a_failing_reference_is_shown_with_its_case_and_what_came_until_it_is_mended(
    there: Scene,
) -> None:
    there.post("/modules/{module}/exercises/new", {"title": "Rectangles"})
    exercise = Unit.objects.get(classroom=there.classroom, slug="rectangles")
    page = OpenPage(there, exercise)
    right = page.fields[f"{page.row(REFERENCE)}-text"]
    page.write(REFERENCE, text=right.replace("*", "-"))
    assert page.save(check="1").status_code == 302
    work_all(CHECKING)
    shown = told(there, exercise)
    assert "The exercise is not sound" in shown
    assert f"{REFERENCE} must pass every test" in shown
    assert "area(3, 4): expected 12, got -1" in shown
    assert "The exercise is not sound" in told(there, exercise, "files")
    page = OpenPage(there, exercise)
    page.write(REFERENCE, text=right)
    assert page.save().status_code == 302
    assert "Not checked since its last change" in told(there, exercise, "edit")
    there.browser().post(f"/units/{exercise.pk}/check")
    work_all(CHECKING)
    assert "The exercise is sound" in told(there, exercise)


@pytest.mark.http
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_reading_has_no_check(there: Scene, method: str) -> None:
    assert getattr(there.browser(), method)(there.path("/units/{unit}/check")).status_code == 404
