"""TESTed's types, called like functions around a literal: `set([1])`, `int64(5)`, `map()`."""

import ast
from collections.abc import Mapping

from slipway.suites.reading.python_source import ExpressionRefused
from slipway.suites.reading.value_parts import EMPTY
from slipway.suites.value import ValueType
from slipway.words import text

# TESTed's types, as they are called like functions around a literal → what they are in Python.
CASTS: Mapping[str, ValueType] = {
    **dict.fromkeys(("integer", "bigint"), ValueType.INTEGER),
    **{f"{sign}int{bits}": ValueType.INTEGER for sign in ("", "u") for bits in (8, 16, 32, 64)},
    **dict.fromkeys(("real", "single_precision", "double_precision", "double_extended"), ValueType.REAL),
    **dict.fromkeys(("text", "char"), ValueType.TEXT),
    "boolean": ValueType.BOOLEAN,
    **dict.fromkeys(("sequence", "array"), ValueType.SEQUENCE),
    "list": ValueType.LIST,
    "tuple": ValueType.TUPLE,
    "set": ValueType.SET,
    **dict.fromkeys(("map", "dictionary", "object"), ValueType.DICT),
}
TYPES_LATER = frozenset({"fixed_precision", "string", "nothing", "undefined", "null", "any"})  # of TESTed's


def cast_of(node: ast.expr) -> tuple[str, ValueType, ast.expr | None] | None:
    """The name, type and argument of a cast, such as `set([1])` or `set()`; None where `node` is no cast.

    Raises ExpressionRefused for a cast of a type that is not known, or with other arguments than casts have.
    """
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    name = node.func.id
    if name in TYPES_LATER:
        sentence = text(
            "the type %(type)s is not known here: write a plain Python literal, or put the module's name and a dot "
            "before a function of the program",
            type=name,
        )
        raise ExpressionRefused(sentence)
    if name not in CASTS:
        return None
    if node.keywords or len(node.args) > 1 or (not node.args and CASTS[name] not in EMPTY):
        raise wrong_cast(name)
    return name, CASTS[name], node.args[0] if node.args else None


def negated(node: ast.expr) -> int | float | None:
    """The number that `-` before a number makes; None where `node` is something else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        number = node.operand.value
        if isinstance(number, int | float) and not isinstance(number, bool):
            return -number
    return None


def wrong_cast(name: str) -> ExpressionRefused:
    """That a cast has other arguments than one literal of its type."""
    sentence = text(
        "%(type)s(…) makes a value of that type, and takes one literal that can be one: put the module's name and a "
        "dot before a function of the program",
        type=name,
    )
    return ExpressionRefused(sentence)


def float_of(number: int) -> float:
    """The real number next to a whole one. Raises ExpressionRefused where there is none."""
    try:
        return float(number)
    except OverflowError:
        raise ExpressionRefused(text("the number is too large for a real number: write a smaller one")) from None
