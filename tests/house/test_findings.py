"""Weak places that were found from outside: each has tests by its number, and these are there."""

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FOUND = tomllib.loads((TESTS / "findings.toml").read_text())
NUMBERS = [f"{kind}{number}" for kind, last in (("A", 17), ("B", 10), ("C", 13)) for number in range(1, last + 1)]


@cache
def tests_in(file: str) -> frozenset[str]:
    """The test functions of a file, by name."""
    tree = ast.parse((TESTS / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_number_has_a_row() -> None:
    assert list(FOUND) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_its_tests_are_there(number: str) -> None:
    row = FOUND[number]
    assert row["what"].strip().endswith(".")
    assert row["tests"]
    for test in row["tests"]:
        file, _, name = test.partition("::")
        assert name in tests_in(file), test
