"""What there is to know of a kind of unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from slipway.content.faults import Fault

if TYPE_CHECKING:
    from slipway.content.unit import UnitContent  # which knows the kinds


class Completion(StrEnum):
    """What completes a unit for a student."""

    MARKED = "marked"  # they say so
    GRADED = "graded"  # what they handed in was graded, in full


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUnit:
    """A unit as its folder says it: its `content`, its `files` (path in the unit → bytes), and on which line of
    `unit.toml` a key stands, by the path to it."""

    content: UnitContent
    files: Mapping[str, bytes]
    line_of: Callable[[tuple[str | int, ...]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    """A kind of unit.

    `code` stands in rows and in `unit.toml`. `check` finds what is wrong with a unit as its folder says it (the faults'
    paths begin in the unit too); what all kinds have, the guide and its images, is checked before. `is_hidden` tells of
    a path whether students never get what stands there.
    """

    code: str
    completed_by: Completion
    check: Callable[[ReadUnit], Iterable[Fault]]
    is_hidden: Callable[[str], bool]
