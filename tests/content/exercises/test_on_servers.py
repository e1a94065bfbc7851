"""Exercises through a real server's commands: imported, imported again, written out, on both databases."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import factories
from tests.content.archives import lay
from tests.content.exercises.unit_files import CLASS_OF_ONE, EXERCISE_FILES
from tests.content.folders import EXERCISES
from tests.servers import Slipway

pytestmark = pytest.mark.http


def test_the_sample_exercises_come_back_byte_for_byte(anywhere_at_length: Slipway, tmp_path: Path) -> None:
    anywhere_at_length.apply('[[organization]]\nslug = "exercising"\nname = "Exercising"')
    imported = ("import-class", str(EXERCISES), "--organization", "exercising", "--without-checks")
    assert "unit greeting: added" in anywhere_at_length.slipway(*imported)
    assert anywhere_at_length.slipway(*imported) == "nothing to change\n"
    root = tmp_path / "exercises"
    anywhere_at_length.slipway("export-class", "exercising/exercises", str(root))
    written = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert written == {
        path.relative_to(EXERCISES): path.read_bytes() for path in EXERCISES.rglob("*") if path.is_file()
    }


@pytest.mark.django_db
def test_warnings_are_printed_and_refuse_nothing(tmp_path: Path) -> None:
    files = {f"u/{path}": data for path, data in EXERCISE_FILES.items() if not path.startswith("wrong/")}
    lay({"class.toml": CLASS_OF_ONE, **files}, tmp_path / "c")
    out, err = StringIO(), StringIO()
    slug = factories.organization("Warned").slug
    unchecked = {"organization": slug, "without_checks": True}  # what reading warns of, without a run
    call_command("import_class", str(tmp_path / "c"), **unchecked, stdout=out, stderr=err)
    assert "unit u: added" in out.getvalue()
    told = "warning: u/wrong: has no wrong solution: whether the tests notice a mistake is not known"
    assert err.getvalue().strip() == told
