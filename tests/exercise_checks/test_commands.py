"""`slipway check-class`, and `slipway import-class`, which takes in what is sound."""

from pathlib import Path

import pytest

from tests.commands import CommandFailed
from tests.exercise_checks.class_files import write_class
from tests.exercise_checks.exercises import ADDS
from tests.servers import Slipway
from tests.suites.reading.test_broken_suites import WHOLE

pytestmark = [pytest.mark.http, pytest.mark.sandbox]

RIGHT_TOO = {"wrong/adds.py": "# is right\ndef area(w, h):\n    return h * w\n"}


def failure_of(live: Slipway, *command: str) -> str:
    with pytest.raises(CommandFailed) as failed:
        live.slipway(*command)
    assert failed.value.status == 1
    assert "Traceback" not in failed.value.output
    return failed.value.output


def test_a_sound_class_is_told_exercise_by_exercise(live: Slipway, tmp_path: Path) -> None:
    said = live.slipway("check-class", str(write_class(tmp_path, areas={})))
    assert said.splitlines() == [
        "1 of 1, areas: sound",
        "  areas/wrong/adds.py: noticed in Examples: adds",
        "The class is sound. Exercises that were run: 1",
    ]


def test_an_unsound_one_is_told_with_case_and_output(live: Slipway, tmp_path: Path) -> None:
    root = write_class(tmp_path, areas={"reference/shapes.py": ADDS}, more=RIGHT_TOO)
    said = failure_of(live, "check-class", str(root), "--no-mutants")
    assert "1 of 2, areas: NOT SOUND" in said
    assert "  areas/reference/shapes.py: must pass every test, and fails one of the tab 'Examples'" in said
    assert "(tests/tests.yaml:7): area(3, 4): expected 12, got 7" in said
    assert "  more/wrong/adds.py: passes every test, so that the tests are too weak to notice: is right" in said
    assert "2 of 2 exercises are not sound: areas, more" in said


def test_broken_suites_are_told_by_file_and_line(live: Slipway, tmp_path: Path) -> None:
    broken = dict(enumerate(WHOLE[:40]))
    write_class(
        tmp_path, **{f"u{number}": {"tests/tests.yaml": suite or "\n"} for number, (suite, *_) in broken.items()}
    )
    said = failure_of(live, "check-class", str(tmp_path))
    for number, (_suite, *faults) in broken.items():
        for fault in faults:
            assert f"u{number}/tests/tests.yaml:{fault}" in said


def test_only_sound_exercises_are_imported(live: Slipway, tmp_path: Path) -> None:
    live.apply('[[organization]]\nslug = "proving"\nname = "Proving"')
    to = ["--organization", "proving", "--slug", "areas"]
    root = write_class(tmp_path, areas=RIGHT_TOO)
    said = failure_of(live, "import-class", str(root), *to)
    assert "areas/wrong/adds.py: passes every test" in said
    assert "Nothing was imported, nothing has changed: not sound are areas." in said
    assert live.show_organization("proving")["classes"] == []
    assert "unit areas: added" in live.slipway("import-class", str(root), *to, "--without-checks")
    assert live.slipway("import-class", str(root), *to) == "nothing to change\n"  # it is there already
    write_class(tmp_path, areas=RIGHT_TOO, more={})  # of which one is new
    assert "unit more: added" in live.slipway("import-class", str(root), *to)
