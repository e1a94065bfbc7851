"""The exercise that a teacher begins with, as an installed package brings it."""

import shutil
from pathlib import Path

import pytest

from slipway.content.editing import first_exercise as module
from slipway.content.editing.first_exercise import FIRST_EXERCISE, first_exercise


def test_bytecode_that_an_installer_left_beside_its_programs_is_no_part_of_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plain = first_exercise("Rectangles")
    installed = Path(shutil.copytree(FIRST_EXERCISE, tmp_path / "first-exercise"))
    for program in list(installed.rglob("*.py")):
        made = program.parent / "__pycache__" / f"{program.stem}.cpython-311.pyc"
        made.parent.mkdir(exist_ok=True)
        made.write_bytes(b"\xa7\r\r\n")
    monkeypatch.setattr(module, "FIRST_EXERCISE", installed)
    assert first_exercise("Rectangles") == plain
