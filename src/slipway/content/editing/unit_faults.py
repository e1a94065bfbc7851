"""What is wrong with a unit that is written in the browser: what an import of its folder would refuse, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slipway.content.editing.file_names import file_name_faults
from slipway.content.faults import Fault
from slipway.content.folder.limits import MAX_FILE, TOO_LARGE
from slipway.content.folder.units import read_unit
from slipway.content.folder.values import FolderUnit
from slipway.content.folder.write import unit_files
from slipway.content.guides.work import Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFaults:
    """Faults, for which an import is refused, and warnings. Their paths begin in the unit's folder."""

    faults: Sequence[Fault]
    warnings: Sequence[Fault]


def faults_of_unit(unit: FolderUnit) -> FoundFaults:
    """Write the unit as its folder would be, and read that as an import does; nothing is run and nothing is kept.

    It takes as long as an import of this unit: its guide is laid out, its suite read, its programs are parsed.
    """
    large = [Fault(file.path, 0, TOO_LARGE) for file in unit.files if len(file.content) > MAX_FILE]
    named = [*file_name_faults(file.path for file in unit.files), *large]
    if named:
        return FoundFaults(faults=named, warnings=())
    found: list[Fault] = []
    read = read_unit(unit.slug, unit_files(unit), budget=Budget(), faults=found)
    return FoundFaults(faults=_inside(unit, found), warnings=_inside(unit, read.warnings if read else ()))


def _inside(unit: FolderUnit, faults: Sequence[Fault]) -> list[Fault]:
    return [replace(fault, path=fault.path.removeprefix(f"{unit.slug}/")) for fault in faults]
