"""Values as Python writes them, in lines that can be compared one by one."""

from slipway.suites.judge.equality import SEQUENCES, is_too_large, items_of, members, order_of
from slipway.suites.judge.excerpts import common_beginning, presentable, short
from slipway.suites.judge.result import WrittenValue
from slipway.suites.value import Value, ValueType

BRACKETS = {
    ValueType.LIST: ("[", "]"),
    ValueType.SEQUENCE: ("[", "]"),
    ValueType.TUPLE: ("(", ")"),
    ValueType.SET: ("{", "}"),
    ValueType.DICT: ("{", "}"),
}
_LONGEST_LINE = 1_000
_LONGEST_INTEGER = 10_000  # bits; Python refuses to write longer ones in decimal
_DEEPEST = 100


def literal(value: Value, levels: int = _DEEPEST) -> str:
    """The value as a literal of Python, `…` where it is nested too deep."""
    if value.type in BRACKETS:
        if not levels:
            return "…"
        lines = _lines(value, levels - 1)
        opening, closing = BRACKETS[value.type]
        if value.type is ValueType.SET and not lines:
            return "set()"
        comma = "," if value.type is ValueType.TUPLE and len(lines) == 1 else ""
        return opening + ", ".join(lines) + comma + closing
    return _scalar(value)


def written(value: Value, longest: int) -> WrittenValue:
    """One value, cut to `longest` characters."""
    if is_too_large(value):
        return WrittenValue(type=value.type, lines=("…",))
    return _cut(value, _lines(value, _DEEPEST), 0, longest)


def written_both(expected: Value, got: Value, longest: int) -> tuple[WrittenValue, WrittenValue]:
    """Both values, cut around the element in which they differ first; dicts and sets in the order of the expected."""
    if is_too_large(expected) or is_too_large(got):
        return written(expected, longest), written(got, longest)
    left, right = _lines(expected, _DEEPEST), _lines(got, _DEEPEST, like=expected)
    if not {expected.type, got.type} <= set(BRACKETS):
        return _cut(expected, left, 0, longest), _cut(got, right, 0, longest)
    start = _start(left, common_beginning(left, right), longest)
    return _cut(expected, left, start, longest), _cut(got, right, start, longest)


def _start(lines: list[str], differs: int, longest: int) -> int:
    """The first line to show, so that up to half of what is shown stands before the difference."""
    room, start = longest // 2, differs
    while start and (room := room - len(lines[start - 1])) > 0:
        start -= 1
    return start


def _cut(value: Value, lines: list[str], start: int, longest: int) -> WrittenValue:
    kept: list[str] = []
    room = longest
    for line in lines[start:]:
        if kept and room <= 0:
            break
        kept.append(short(line, _LONGEST_LINE))
        room -= len(kept[-1])
    return WrittenValue(type=value.type, lines=tuple(kept), before=start, more=len(lines) - start - len(kept))


def _lines(value: Value, levels: int, like: Value | None = None) -> list[str]:
    """An element a line; a value without elements in one line."""
    if value.type is ValueType.DICT:
        found = items_of(value) or ()
        if like is not None and like.type is ValueType.DICT:
            order = {order_of(key): place for place, (key, _value) in enumerate(items_of(like) or ())}
            found = tuple(sorted(found, key=lambda pair: order.get(order_of(pair[0]), len(order))))
        return [f"{literal(key, levels)}: {literal(inner, levels)}" for key, inner in found]
    if value.type is ValueType.SET:
        return [literal(member, levels) for member in sorted(members(value) or (), key=order_of)]
    if value.type in SEQUENCES:
        return [literal(member, levels) for member in members(value) or ()]
    return [_scalar(value)]


def _scalar(value: Value) -> str:
    data = value.data
    if value.type is ValueType.NOTHING:
        return "None"
    if value.type is ValueType.TEXT:
        return presentable(repr(data))
    if value.type is ValueType.DECIMAL:
        return presentable(f"Decimal({data!r})")
    if isinstance(data, bool | float):
        return repr(data)
    if isinstance(data, int):
        return str(data) if data.bit_length() <= _LONGEST_INTEGER else hex(data)
    return presentable(data) if isinstance(data, str) else "…"
