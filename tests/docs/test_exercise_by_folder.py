"""The page *Write your first exercise*, done as it is written: its files, its commands, and what they must come to."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from slipway.content.folder import FolderUnit, read_class_folder
from slipway.content.kinds.solutions import WrongSolution, solution_faults, wrong_solutions
from tests.content.exercises.sample_runs import graded
from tests.docs.built import SOURCES
from tests.servers import Slipway

PAGE = (SOURCES / "first-exercise.md").read_text()
FILES = dict(re.findall(r"^`(museum/[\w./-]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^slipway (.+)$", PAGE, re.MULTILINE)
SITE = """
[[organization]]
slug = "harbour-college"
name = "Harbour College"
"""


@pytest.fixture
def museum(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path / "museum"


def only_unit(folder: Path) -> FolderUnit:
    read = read_class_folder(folder)
    assert list(read.warnings) == []
    assert read.ignored == ()
    return read.modules[0].units[0]


def test_the_page_has_all_files_of_an_exercise(museum: Path) -> None:
    numbers = {"eight": 8, "nine": 9, "ten": 10}
    [count] = re.findall(r"Make these (\w+) files", PAGE)
    assert len(FILES) == numbers[count]
    unit = only_unit(museum)
    assert (unit.kind, unit.points) == ("exercise", Decimal(10))


def test_its_tests_tell_right_from_wrong(museum: Path) -> None:
    unit = only_unit(museum)
    given, files = unit.exercise, {file.path: file.content for file in unit.files}
    assert given is not None
    wrong = [each for each in wrong_solutions(files) if isinstance(each, WrongSolution)]
    paths = [f"reference/{given.file}", *(each.path for each in wrong)]
    runs = {path: graded(given, files, files[path]) for path in paths}
    assert [str(fault) for fault in solution_faults(given, wrong, runs)] == []
    scores = [run.score for run in runs.values()]
    assert scores[0] == 1
    assert Fraction(0) < min(score for score in scores if score is not None) < 1
    start = graded(given, files, files["starter/tickets.py"])
    assert start.score is not None
    assert start.score < Fraction(1, 2)


@pytest.mark.long  # each time, its tests are run above, and tests/exercise_checks gives such commands
@pytest.mark.http
@pytest.mark.sandbox
def test_its_commands_bring_it_in(live: Slipway, museum: Path) -> None:
    live.apply(SITE)
    told = [
        live.slipway(*(str(museum) if word == "museum" else word for word in command.split())) for command in COMMANDS
    ]
    assert [command.split()[0] for command in COMMANDS] == ["check-class", "import-class"]
    assert "unit tickets: added" in told[-1]
