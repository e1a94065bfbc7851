"""Literals as code that runs. It needs no name: a guest's own `set` may be anything."""

import ast
import math
from collections.abc import Callable

from slipway.suites.reading.casts import float_of, negated, wrong_cast
from slipway.suites.reading.python_source import not_taken
from slipway.suites.reading.value_parts import ROWS
from slipway.suites.value import ValueType

_LONG = 10**100  # whole numbers above are written in hexadecimal, which Python does to any length
_BRACKETS = {ast.List: ValueType.LIST, ast.Tuple: ValueType.TUPLE, ast.Set: ValueType.SET}


def constant_code(node: ast.expr) -> str:
    """A text, a number, True, False or None. Raises ExpressionRefused for anything else."""
    if (number := negated(node)) is not None:
        return _code(number)
    if not isinstance(node, ast.Constant) or isinstance(node.value, bytes | complex) or node.value is ...:
        raise not_taken(node)
    return _code(node.value)


def row_code(node: ast.List | ast.Tuple | ast.Set, entries: list[str]) -> str:
    """A list, tuple or set of entries that are code already."""
    return _row_code(_BRACKETS[type(node)], entries)


def cast_code(name: str, kind: ValueType, argument: ast.expr | None, *, write: Callable[[ast.expr], str]) -> str:
    """The value that a cast makes; `write` gives the code of an entry. Raises ExpressionRefused where it makes none."""
    if argument is None:
        return "{}" if kind is ValueType.DICT else _row_code(kind, [])
    if kind in ROWS and isinstance(argument, ast.List | ast.Tuple | ast.Set):
        return _row_code(kind, [write(entry) for entry in argument.elts])
    if kind is ValueType.DICT and isinstance(argument, ast.Dict):
        return write(argument)
    value = argument.value if isinstance(argument, ast.Constant) else negated(argument)
    if kind is ValueType.REAL and type(value) is int:
        value = float_of(value)
    if value is None or type(value) is not _PYTHON.get(kind):
        raise wrong_cast(name)
    return _code(value)


_PYTHON = {
    ValueType.INTEGER: int,
    ValueType.REAL: float,
    ValueType.TEXT: str,
    ValueType.BOOLEAN: bool,
}


def _code(value: object) -> str:
    if isinstance(value, float) and math.isinf(value):
        return "1e999" if value > 0 else "-1e999"
    return hex(value) if type(value) is int and abs(value) > _LONG else repr(value)


def _row_code(kind: ValueType, entries: list[str]) -> str:
    inside = ", ".join(entries)
    if kind is ValueType.TUPLE:
        return f"({inside},)" if len(entries) == 1 else f"({inside})"
    if kind is ValueType.SET:
        return f"{{{inside}}}" if entries else "{*()}"
    return f"[{inside}]"
