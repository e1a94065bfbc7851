"""Cases of which a few run each time, and the rest in the long run; Hypothesis's examples too."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar

import hypothesis
import pytest

Case = TypeVar("Case")


def often(few: Collection[Case], of: Iterable[Case]) -> list[Any]:
    """All cases `of` a test for `pytest.mark.parametrize`: those that are not of the `few` are long."""
    return [case if case in few else pytest.param(case, marks=pytest.mark.long) for case in of]


def at_most(examples: int) -> int:
    """So many of Hypothesis's examples in the long run; each time no more than the profile says for all tests."""
    settings = hypothesis.settings()
    return min(examples, settings.max_examples) if settings.derandomize else examples
