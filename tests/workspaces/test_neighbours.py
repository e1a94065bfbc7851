"""Which units stand before and after one."""

from uuid import UUID

import pytest

from slipway.workspaces.outline import Step, neighbours

A, B, C = (Step(UUID(int=number), f"Unit {number}") for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("steps", "unit", "beside"),
    [
        ([A, B, C], A, (None, B)),
        ([A, B, C], B, (A, C)),
        ([A, B, C], C, (B, None)),
        ([A], A, (None, None)),
        ([A, C], B, (None, None)),
        ([], B, (None, None)),
    ],
)
def test_the_units_beside_one(steps: list[Step], unit: Step, beside: tuple[Step | None, Step | None]) -> None:
    assert neighbours(steps, unit.id) == beside
