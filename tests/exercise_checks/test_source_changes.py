"""Changes of a program: which there are of each piece, and that each is a program."""

import ast
from pathlib import Path

import pytest

from slipway.exercise_checks.source_changes import source_changes

MANY = 1000


def told(source: str) -> list[str]:
    return [f"{change.was} → {change.now}" for change in source_changes(source, most=MANY)]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < b", ["a < b → a <= b"]),
        ("a >= b", ["a >= b → a > b"]),
        ("a == b", ["a == b → a != b"]),
        ("a in b", ["a in b → a not in b"]),
        ("a is None", ["a is None → a is not None"]),
        ("a < b < c", []),
        ("a + b", ["a + b → a - b"]),
        ("a * b", ["a * b → a + b"]),
        ("a // b", ["a // b → a / b"]),
        ("a % b", ["a % b → a // b"]),
        ("'%s' % b", []),
        ("'a' + b", []),
        ("f'{a + 1}'", []),
        ("a and b", ["a and b → a or b"]),
        ("not a", ["not a → a"]),
        ("x = 3", ["3 → 4", "3 → 2"]),
        ("x = 0", ["0 → 1"]),
        ("x = True", ["True → False"]),
        ("x = 'text'", []),
        (f"x = {'9' * 5000}", []),
        ("if a: b", ["a → not a"]),
        ("if f(a): b", ["f(a) → not f(a)"]),
        ("while a < b: c", ["a < b → a <= b"]),
        ("def f():\n    return a", ["return a → return None"]),
        ("def f():\n    return None", []),
        ("def f():\n    return", []),
        ("def f(a=1, b: int = 2) -> 'int':\n    'says'", ["1 → 2", "1 → 0", "2 → 3", "2 → 1"]),
        ("for a in b:\n    break", ["break → continue"]),
        ("for a in b:\n    continue", ["continue → break"]),
        ("a += b", ["a += b → a -= b"]),
        ("a.append(b)", ["a.append(b) → pass"]),
        ("a = f(b)", []),
        ("raise ValueError('wrong', 1)", []),
        ("assert a < b", []),
        ("if __name__ == '__main__':\n    main(1)", []),
        ("@cache(1)\ndef f(): ...", []),
        ("x = (1 <\n     2)", ["1 <… → 1 <= 2", "1 → 2", "1 → 0", "2 → 3", "2 → 1"]),
        ("def f(:", []),
        ("", []),
    ],
)
def test_what_becomes_of_a_piece(source: str, changes: list[str]) -> None:
    assert sorted(told(source)) == sorted(changes)


def test_the_rest_stays_as_it_is_written() -> None:
    source = "def größe(a, b):  # ß ✓\r\n    if 'ü' < a + b:   # here\r\n        return a\r\n"
    made = [change.source for change in source_changes(source, most=MANY)]
    assert source.replace("return a", "return None") in made
    assert source.replace("'ü' < a + b", "'ü' <= a + b") in made
    assert source.replace("a + b:", "(a - b):") in made


def test_each_is_another_program() -> None:
    source = Path(source_changes.__code__.co_filename).read_text()
    changes = source_changes(source, most=20)
    assert len(changes) == len({change.line for change in changes}) == 20
    assert [change.line for change in changes] == sorted(change.line for change in changes)
    assert all(ast.dump(ast.parse(change.source)) != ast.dump(ast.parse(source)) for change in changes)


def test_few_changes_are_spread_over_the_lines() -> None:
    source = "\n".join(f"x{n} = {n} + {n} * 7" for n in range(1, 8))
    assert [change.line for change in source_changes(source, most=7)] == [1, 2, 3, 4, 5, 6, 7]
    assert source_changes(source, most=0) == []


@pytest.mark.parametrize("source", ["-" * 3000 + "1", "(" * 150 + "1" + ")" * 150, "+".join("a" * 20_000)])
def test_what_is_nested_deeply_is_borne(source: str) -> None:
    assert len(source_changes(source, most=40)) <= 40
