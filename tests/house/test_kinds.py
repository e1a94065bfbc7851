"""The counting of tests by kind, which makes a run fail that left some out."""

from collections import Counter

import pytest

from tests.kinds import kinds_of, too_few


@pytest.mark.parametrize(
    ("marks", "kinds"),
    [
        (set(), ["pure"]),
        ({"parametrize", "django_db"}, ["pure"]),
        ({"http"}, ["http"]),
        ({"http", "postgresql", "long"}, ["http", "postgresql"]),
    ],
)
def test_a_tests_kinds_are_its_marks(marks: set[str], kinds: list[str]) -> None:
    assert kinds_of(marks) == kinds


def test_a_kind_that_stopped_running_is_named() -> None:
    ran = Counter({"pure": 10, "http": 3})
    assert too_few(ran, {"pure": 10, "http": 3, "browser": 0}) == []
    assert too_few(ran, {"pure": 11, "browser": 1}) == [
        "10 pure tests ran; tests/minimums.toml asks for at least 11",
        "0 browser tests ran; tests/minimums.toml asks for at least 1",
    ]
