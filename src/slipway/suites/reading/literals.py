"""Python literals as values that a suite expects: `!expression "(1, 2)"`.

Types are TESTed's: `[1]` may be a list or a tuple, `(1,)` and `list([1])` are only what they say, and a type that
Python has not (`int8`, `char`) stands for the one that Python has.
"""

import ast

from slipway.suites.reading.casts import cast_of, float_of, negated, wrong_cast
from slipway.suites.reading.python_source import (
    MOST_LEVELS,
    ExpressionRefused,
    not_taken,
    only_statement,
    too_many_levels,
)
from slipway.suites.reading.value_parts import MOST_ENTRIES, ROWS, hashable, not_hashable, number_value, row_of
from slipway.suites.value import NOTHING, Value, ValueType
from slipway.words import text

_ROW_NODES = {ast.List: ValueType.SEQUENCE, ast.Tuple: ValueType.TUPLE, ast.Set: ValueType.SET}


def literal_value(source: str) -> Value:
    """The value of one Python literal. Raises ExpressionRefused for anything else."""
    statement = only_statement(source)
    if not isinstance(statement, ast.Expr):
        raise _no_literal(statement)
    return _LiteralReader().value(statement.value)


class _LiteralReader:
    """Reads one literal, and counts its entries."""

    def __init__(self) -> None:
        self._entries = 0

    def value(self, node: ast.expr, level: int = 0) -> Value:
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise ExpressionRefused(
                text("the value has more than %(most)d entries: make it smaller", most=MOST_ENTRIES)
            )
        if level > MOST_LEVELS:
            raise too_many_levels()
        if cast := cast_of(node):
            return self._cast(*cast, level=level)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return self._row(node, _ROW_NODES[type(node)], level)
        if isinstance(node, ast.Dict):
            return self._dict(node, level)
        return _single(node)

    def _row(self, node: ast.List | ast.Tuple | ast.Set, kind: ValueType, level: int) -> Value:
        entries = [self.value(each, level + 1) for each in node.elts]
        if kind is ValueType.SET and not all(map(hashable, entries)):
            raise ExpressionRefused(not_hashable())
        return row_of(kind, entries)

    def _dict(self, node: ast.Dict, level: int) -> Value:
        pairs = []
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                raise not_taken(ast.Starred(value))
            pairs.append((self.value(key, level + 1), self.value(value, level + 1)))
        if not all(hashable(key) for key, _ in pairs):
            raise ExpressionRefused(not_hashable())
        return Value(ValueType.DICT, tuple(dict(pairs).items()))

    def _cast(self, name: str, kind: ValueType, argument: ast.expr | None, *, level: int) -> Value:
        if argument is None:
            return Value(kind, ())
        if kind in ROWS and isinstance(argument, ast.List | ast.Tuple | ast.Set):
            return self._row(argument, kind, level)
        value = self.value(argument, level + 1)
        if kind is ValueType.REAL and value.type is ValueType.INTEGER and isinstance(value.data, int):
            return Value(kind, float_of(value.data))
        if kind is not value.type:
            raise wrong_cast(name)
        return value


def _single(node: ast.expr) -> Value:
    """A value without entries."""
    if isinstance(node, ast.Name) and node.id in ("Null", "Undefined"):
        return NOTHING
    if (number := negated(node)) is not None:
        return number_value(number)
    if not isinstance(node, ast.Constant):
        raise _no_literal(node)
    return _constant_value(node)


def _constant_value(node: ast.Constant) -> Value:
    data = node.value
    if data is None:
        return NOTHING
    if isinstance(data, bool):
        return Value(ValueType.BOOLEAN, data)
    if isinstance(data, int | float):
        return number_value(data)
    if not isinstance(data, str):
        raise not_taken(node)
    if any("\ud800" <= sign <= "\udfff" for sign in data):
        raise ExpressionRefused(text("the text holds half a character: write the whole one"))
    return Value(ValueType.TEXT, data)


def _no_literal(node: ast.AST) -> ExpressionRefused:
    if isinstance(node, ast.Call | ast.Name | ast.Attribute | ast.stmt):
        return ExpressionRefused(text("an expected value is a literal: calls, names and = cannot stand in it"))
    return not_taken(node)
