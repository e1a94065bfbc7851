"""What a new exercise begins with."""

import shutil
from pathlib import Path

import pytest

from slipway.content.editing import first_exercise as first


def test_what_an_installation_leaves_beside_its_files_is_no_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installers compile all Python files of a package, and so those of the sample."""
    installed = tmp_path / "first-exercise"
    shutil.copytree(first.FIRST_EXERCISE, installed, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("reference", "starter", "wrong"):
        (installed / folder / "__pycache__").mkdir()
        (installed / folder / "__pycache__" / "rectangle.cpython-311.pyc").write_bytes(b"\xff\x00")
    monkeypatch.setattr(first, "FIRST_EXERCISE", installed)
    assert {file.path for file in first.first_exercise("Rectangles").files} == {
        path.relative_to(installed).as_posix() for path in installed.rglob("*.*") if path.suffix in {".py", ".yaml"}
    }
