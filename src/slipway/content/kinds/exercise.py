"""A Python exercise: students write a program, and tests say whether it does what it should.

Its folder has four parts beside the guide: `starter/` is what students begin with; `tests/` (the suite, its oracles,
files for programs), `reference/` (a solution) and `wrong/` (solutions that must not pass) are never theirs.
"""

from collections.abc import Iterator

from slipway.content.faults import Fault
from slipway.content.file_types import IMAGE_ENDINGS
from slipway.content.kinds.exercise_parts import HIDDEN_PARTS, STARTER, part_faults, part_of
from slipway.content.kinds.exercise_suite import suite_faults
from slipway.content.kinds.exercise_toml import CODE
from slipway.content.kinds.kind import Completion, ReadUnit, UnitKind
from slipway.content.kinds.solutions import wrong_solution_faults


def check(unit: ReadUnit) -> Iterator[Fault]:
    """What is wrong with an exercise, as far as it is seen without running anything."""
    settings = unit.content.exercise
    if settings is not None:
        yield from part_faults(settings, unit.files)
        yield from wrong_solution_faults(unit.files)
        yield from suite_faults(settings, unit)


def is_hidden(path: str) -> bool:
    """Only the starter and images outside the other parts are for students; what nobody thought of is not."""
    part = part_of(path)
    return part in HIDDEN_PARTS or (part != STARTER and not path.lower().endswith(IMAGE_ENDINGS))


EXERCISE = UnitKind(code=CODE, completed_by=Completion.GRADED, check=check, is_hidden=is_hidden)
