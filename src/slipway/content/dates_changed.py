"""Dates of units, what lateness costs or which submission counts have changed: rooms above hear of it, in the
transaction that changes them."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from slipway.content.unit import TIMES, UnitContent

# What rooms above do then, with the ids of the units. They register it at start-up.
after_dates_change: list[Callable[[Iterable[UUID]], None]] = []

_COUNTED_BY = ("late_per_day", "late_most", "counts")  # of an exercise's settings


def dates_changed(unit_ids: Iterable[UUID]) -> None:
    """Say that other dates, another penalty or another rule of what counts hold in these units."""
    for tell in after_dates_change:
        tell(unit_ids)


def dates_differ(row: Any, wanted: UnitContent) -> bool:
    """Whether a unit's row, not changed yet, has other dates, another penalty or rule than it is to have."""
    if any(getattr(row, name) != getattr(wanted, name) for name in TIMES):
        return True
    before, after = row.exercise, wanted.exercise
    if before is None or after is None:
        return bool(before) != bool(after)
    return any(getattr(before, name) != getattr(after, name) for name in _COUNTED_BY)
