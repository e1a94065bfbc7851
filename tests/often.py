"""Cases of which a few run each time, and the rest in the long run."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def often(few: Collection[str], of: Iterable[str]) -> list[Any]:
    """All cases `of` a test for `pytest.mark.parametrize`: those that are not of the `few` are long."""
    return [case if case in few else pytest.param(case, marks=pytest.mark.long) for case in of]
