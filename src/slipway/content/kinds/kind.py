"""What there is to know of a kind of unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from slipway.content.faults import Fault


class Completion(StrEnum):
    """What completes a unit for a student."""

    MARKED = "marked"  # they say so
    GRADED = "graded"  # what they handed in was graded, in full


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """A kind of unit.

    `code` stands in rows and in `unit.toml`. `check` finds what is wrong with the files of a unit's folder (path in the
    unit → bytes; the faults' paths begin in the unit too); what all kinds have, the guide and its images, is checked
    before. `is_hidden` tells of a path whether students never get what stands there.
    """

    code: str
    completed_by: Completion
    check: Callable[[Mapping[str, bytes]], Iterable[Fault]]
    is_hidden: Callable[[str], bool]
