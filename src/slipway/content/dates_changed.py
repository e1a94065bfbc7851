"""Dates of units and what lateness costs have changed: rooms above hear of it, in the transaction that changes them."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from slipway.content.unit import TIMES, UnitContent

# What rooms above do then, with the ids of the units. They register it at start-up.
after_dates_change: list[Callable[[Iterable[UUID]], None]] = []


def dates_changed(unit_ids: Iterable[UUID]) -> None:
    """Say that other dates or another penalty hold in these units."""
    for tell in after_dates_change:
        tell(unit_ids)


def dates_differ(row: Any, wanted: UnitContent) -> bool:
    """Whether a unit's row, not changed yet, has other dates or another penalty than it is to have."""
    if any(getattr(row, name) != getattr(wanted, name) for name in TIMES):
        return True
    before, after = row.exercise, wanted.exercise
    if before is None or after is None:
        return bool(before) != bool(after)
    return (before.late_per_day, before.late_most) != (after.late_per_day, after.late_most)
