"""What a new exercise begins with: a small one that works, so that there is something to change."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.left_overs import lies_in_left_over
from slipway.content.folder.units import read_unit
from slipway.content.folder.values import FolderFile
from slipway.content.guides.work import Budget
from slipway.content.unit import UnitContent

FIRST_EXERCISE = Path(__file__).parents[1] / "samples" / "first-exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """What a unit is made of: its content and its files."""

    content: UnitContent
    files: tuple[FolderFile, ...]


def first_exercise(title: str) -> NewUnit:
    """A draft of that title with starter, suite, reference and one wrong solution, which passes its own checks."""
    files = {path.relative_to(FIRST_EXERCISE).as_posix(): path for path in FIRST_EXERCISE.rglob("*") if path.is_file()}
    # An installed package has bytecode beside its programs, these among them.
    contents = {name: files[name].read_bytes() for name in sorted(files) if not lies_in_left_over(name)}
    faults: list[Fault] = []
    unit = read_unit("new", contents, budget=Budget(), faults=faults)
    if unit is None or faults:
        raise FolderRefused(faults)
    content = UnitContent(**{each.name: getattr(unit, each.name) for each in fields(UnitContent)})
    return NewUnit(content=replace(content, title=title), files=unit.files)
