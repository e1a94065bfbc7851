"""When a value equals the expected one.

A number equals only its own kind: 1, 1.0 and True are three values. Reals are equal within one part in 10⁹. An expected
sequence (a list of YAML) takes a list or a tuple, an expected list or tuple only its own kind. Texts equal exactly.
"""

import math
from decimal import Decimal, InvalidOperation

from slipway.suites.value import Value, ValueType

SEQUENCES = frozenset({ValueType.SEQUENCE, ValueType.LIST, ValueType.TUPLE})

_MOST_LEVELS = 100
_MOST_NODES = 100_000
_DATA = {
    ValueType.BOOLEAN: bool,
    ValueType.INTEGER: int,
    ValueType.REAL: float,
    ValueType.DECIMAL: str,
    ValueType.TEXT: str,
}


def values_equal(expected: Value, actual: Value) -> bool:
    """Whether `actual` is what a suite expects. Without recursion, because `actual` is whatever a guest said."""
    to_compare = [(expected, actual)]
    while to_compare:
        left, right = to_compare.pop()
        if not types_agree(left.type, right.type):
            return False
        if left.type in SEQUENCES or left.type is ValueType.SET:
            ordered = _distinct if left.type is ValueType.SET else tuple
            lefts, rights = (None if (found := members(value)) is None else ordered(found) for value in (left, right))
        elif left.type is ValueType.DICT:
            lefts, rights = _flat(left), _flat(right)
        elif _scalars_equal(left, right):
            continue
        else:
            return False
        if lefts is None or rights is None or len(lefts) != len(rights):
            return False
        to_compare.extend(zip(lefts, rights, strict=True))
    return True


def types_agree(expected: ValueType, actual: ValueType) -> bool:
    """Whether a value of type `actual` can equal one of type `expected`."""
    if expected is ValueType.SEQUENCE:
        return actual in {ValueType.LIST, ValueType.TUPLE}
    return expected is actual and actual is not ValueType.UNKNOWN


def members(value: Value) -> tuple[Value, ...] | None:
    """The elements of a sequence or a set; None where its data is none."""
    data = value.data
    if not isinstance(data, tuple) or not all(isinstance(member, Value) for member in data):
        return None
    return tuple(member for member in data if isinstance(member, Value))


def items_of(value: Value) -> tuple[tuple[Value, Value], ...] | None:
    """The keys of a dict with their values; None where its data is none."""
    found = []
    for pair in value.data if isinstance(value.data, tuple) else (None,):
        if not isinstance(pair, tuple) or len(pair) != 2 or not all(isinstance(part, Value) for part in pair):
            return None
        found.append((pair[0], pair[1]))
    return tuple(found)


def order_of(value: Value, levels: int = _MOST_LEVELS) -> tuple[object, ...]:
    """A key to sort the members of a set or the keys of a dict by: first their type, then what they are."""
    data: object = value.data
    if value.type in SEQUENCES:
        inner = members(value) or ()
        return ("sequence", *(order_of(member, levels - 1) for member in inner if levels))
    if value.type not in _DATA or type(data) is not _DATA[value.type]:
        return (value.type.value,)
    if value.type is ValueType.DECIMAL:
        data = _decimal(str(data))
    if data is None or data != data:  # noqa: PLR0124 - NaN, which has no order
        return (value.type.value, True)
    return (value.type.value, False, data)


def is_too_large(value: Value) -> bool:
    """Whether it is nested deeper than 100 levels or has more than 100,000 values in it."""
    level, nodes = [value], 0
    for _ in range(_MOST_LEVELS + 1):
        nodes += len(level)
        if nodes > _MOST_NODES or not level:
            return nodes > _MOST_NODES
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def holds_unknown(value: Value) -> bool:
    """Whether it is or contains what is no value that can cross to another guest. For values that are not too large."""
    return value.type is ValueType.UNKNOWN or any(holds_unknown(inner) for inner in _inside(value))


def _inside(value: Value) -> tuple[Value, ...]:
    return (_flat_unordered(value) if value.type is ValueType.DICT else members(value)) or ()


def _flat_unordered(value: Value) -> tuple[Value, ...]:
    return tuple(part for pair in items_of(value) or () for part in pair)


def _flat(value: Value) -> tuple[Value, ...] | None:
    """Keys and values in turn, in the order of the keys."""
    found = items_of(value)
    if found is None:
        return None
    return tuple(part for pair in sorted(found, key=lambda pair: order_of(pair[0])) for part in pair)


def _distinct(found: tuple[Value, ...]) -> tuple[Value, ...]:
    """In order, each once: `!set [1, 1]` has one member, and `!set [1, 1.0]` two."""
    by_key = {order_of(member): member for member in found}
    return tuple(by_key[key] for key in sorted(by_key))


def _scalars_equal(left: Value, right: Value) -> bool:
    if left.type is ValueType.NOTHING:
        return True
    kind = _DATA.get(left.type)
    if type(left.data) is not kind or type(right.data) is not kind:
        return False
    if isinstance(left.data, float) and isinstance(right.data, float):
        both_nan = math.isnan(left.data) and math.isnan(right.data)
        return both_nan or math.isclose(left.data, right.data, rel_tol=1e-9)
    if left.type is ValueType.DECIMAL:
        return _decimals_equal(str(left.data), str(right.data))
    return left.data == right.data


def _decimals_equal(left: str, right: str) -> bool:
    """By their number, so that 5.0 is 5.00."""
    one, other = _decimal(left), _decimal(right)
    if one is None or other is None:
        return False
    return one == other or (one.is_nan() and other.is_nan())


def _decimal(data: str) -> Decimal | None:
    """None for what is no number, and for a NaN that raises when it is compared."""
    try:
        number = Decimal(data)
    except InvalidOperation:
        return None
    return None if number.is_snan() else number
