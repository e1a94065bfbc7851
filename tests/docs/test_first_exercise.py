"""*Write your first exercise in ten minutes* is done as the handbook says it, and what comes out is sound."""

import re
from pathlib import Path

import pytest

from slipway.content.editing.save_files import held_files
from slipway.content.models import Unit
from slipway.exercise_checks.check import check_exercise
from slipway.exercise_checks.findings import FindingKind
from slipway.submissions.grading import sandbox
from tests.class_pages.scene import scene
from tests.class_pages.sent_files import OpenPage

pytestmark = [pytest.mark.sandbox, pytest.mark.django_db]

PAGE = Path(__file__).parents[2] / "docs" / "exercise-editor.md"
STEP = re.compile(r"Open `(?P<path>[^`]+)`.*?```\w+\n(?P<text>.*?) *```", re.DOTALL)


def steps() -> dict[str, str]:
    """The files that the section has its reader write, by path."""
    section = PAGE.read_text().split("\n## ")[1]
    indented = {step["path"]: step["text"] for step in STEP.finditer(section)}
    return {path: re.sub("^    ", "", text, flags=re.MULTILINE) for path, text in indented.items()}


@pytest.mark.long
def test_it_is_done_as_written() -> None:
    there = scene()
    there.post("/modules/{module}/exercises/new", {"title": "Perimeter"})
    unit = Unit.objects.get(classroom=there.classroom, slug="perimeter")
    assert_sound(unit)  # what it begins with
    page = OpenPage(there, unit)
    written = steps()
    assert set(written) == {"reference/rectangle.py", "tests/tests.yaml", "starter/rectangle.py", "wrong/adds.py"}
    for path, text in written.items():
        page.write(path, text=text)
    assert page.save().status_code == 302, page.page
    assert_sound(unit)


def assert_sound(unit: Unit) -> None:
    assert unit.exercise is not None
    files = {path: file.content for path, file in held_files(unit).items()}
    findings = check_exercise(unit.exercise, files, sandbox())
    assert [each for each in findings if each.kind in {FindingKind.FAULT, FindingKind.WARNING}] == []
