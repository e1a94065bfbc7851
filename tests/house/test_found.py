"""Each weak place that was found from outside has tests by its number."""

import ast
import re
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
NUMBERED = re.compile(r"test_([abc]\d+)_")


def numbers_of_tests() -> Counter[str]:
    """How many test functions bear each number, in their own name or in that of their module."""
    found = Counter[str]()
    for file in TESTS.rglob("test_*.py"):
        of_module = NUMBERED.match(file.name)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                own = NUMBERED.match(node.name) or of_module
                found.update([own[1].upper()] if own else [])
    return found


def test_each_has_tests_and_each_number_a_row() -> None:
    rows = re.findall(r"^\| ([ABC]\d+) \|", (TESTS / "found.md").read_text(), re.MULTILINE)
    assert len(rows) == len(set(rows)) == 17 + 10 + 13
    assert set(numbers_of_tests()) == set(rows)
