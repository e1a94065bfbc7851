"""Sentences that say in what two values differ, where that is not plain to see."""

from slipway.suites.judge.equality import SEQUENCES, items_of, members, order_of, types_agree, values_equal
from slipway.suites.judge.excerpts import short
from slipway.suites.judge.written import literal
from slipway.suites.value import NOTHING, Value, ValueType
from slipway.words import Text, text

_LONGEST = 60
_NAMED = {
    ValueType.NOTHING: text("the value %(value)s"),
    ValueType.BOOLEAN: text("the truth value %(value)s"),
    ValueType.INTEGER: text("the whole number %(value)s"),
    ValueType.REAL: text("the floating-point number %(value)s"),
    ValueType.DECIMAL: text("the decimal number %(value)s"),
    ValueType.TEXT: text("the text %(value)s"),
    ValueType.LIST: text("the list %(value)s"),
    ValueType.SEQUENCE: text("the list %(value)s"),
    ValueType.TUPLE: text("the tuple %(value)s"),
    ValueType.SET: text("the set %(value)s"),
    ValueType.DICT: text("the dictionary %(value)s"),
}
_UNKNOWN = text("the object %(value)s, which no test can compare")


def difference_sentences(expected: Value, got: Value) -> tuple[Text, ...]:
    """What is different first: its place, its type, its length, or a member that is missing or too many.

    For values that differ and are not too large. None for two numbers or texts, which stand beside each other anyway.
    """
    place, left, right = _first_difference(expected, got)
    if left.type in SEQUENCES and types_agree(left.type, right.type):
        counts = {"expected": len(members(left) or ()), "got": len(members(right) or ())}
        sentence = _at(place, text("There should be %(expected)s elements, but there are %(got)s.", **counts))
    elif left.type is right.type and left.type in {ValueType.SET, ValueType.DICT}:
        sentence = _at(place, _membership(left, right))
    elif not types_agree(left.type, right.type):
        sentence = _other(place, _named(left), _named(right))
    elif place:
        sentence = _other(place, _short(left), _short(right))
    else:
        return ()
    return (sentence,)


def is_printed(value: Value, got: Value, stdout: str) -> bool:
    """Whether the program printed what it should have returned, and returned nothing: beginners mix these up."""
    printed = stdout.strip()
    if got != NOTHING or not printed:
        return False
    return printed == (value.data.strip() if isinstance(value.data, str) else literal(value))


def _at(place: str, difference: Text) -> Text:
    return (
        text("At %(place)s: %(difference)s", place=short(place, _LONGEST), difference=difference)
        if place
        else difference
    )


def _other(place: str, expected: Text | str, got: Text | str) -> Text:
    if place:
        where = short(place, _LONGEST)
        return text(
            "At %(place)s: %(expected)s was expected, but it is %(got)s.", place=where, expected=expected, got=got
        )
    return text("It should return %(expected)s, but it returned %(got)s.", expected=expected, got=got)


def _first_difference(expected: Value, got: Value) -> tuple[str, Value, Value]:
    """The innermost parts that differ, with their place as Python would write it behind the value's name."""
    place, left, right = "", expected, got
    while (inner := _differing_part(left, right)) is not None:
        step, left, right = inner
        place += f"[{step}]"
    return place, left, right


def _differing_part(left: Value, right: Value) -> tuple[str, Value, Value] | None:
    """The first parts of two containers that differ, with their index or key; None where there is no such pair."""
    if left.type in SEQUENCES and types_agree(left.type, right.type):
        lefts, rights = members(left) or (), members(right) or ()
        both = [(str(index), *pair) for index, pair in enumerate(zip(lefts, rights, strict=False))]
        if len(lefts) != len(rights):
            return None
    elif left.type is right.type is ValueType.DICT:
        others = {order_of(key): value for key, value in items_of(right) or ()}
        found = [(key, value, others.get(order_of(key))) for key, value in items_of(left) or ()]
        both = [(_short(key), value, other) for key, value, other in found if other is not None]
        if not len(both) == len(found) == len(others):
            return None
    else:
        return None
    return next((part for part in both if not values_equal(part[1], part[2])), None)


def _membership(left: Value, right: Value) -> Text:
    """What a set or a dict lacks, or else has too many."""
    is_dict = left.type is ValueType.DICT
    expected, got = (_keys(value) if is_dict else members(value) or () for value in (left, right))
    here, there = {order_of(value) for value in expected}, {order_of(value) for value in got}
    missing = next((value for value in expected if order_of(value) not in there), None)
    extra = next((value for value in got if order_of(value) not in here), None)
    if missing is not None and is_dict:
        return text("The key %(key)s is missing.", key=_short(missing))
    if missing is not None:
        return text("The element %(element)s is missing.", element=_short(missing))
    if extra is not None and is_dict:
        return text("The key %(key)s was not expected.", key=_short(extra))
    if extra is not None:
        return text("The element %(element)s was not expected.", element=_short(extra))
    return text("The values differ.")


def _keys(value: Value) -> tuple[Value, ...]:
    return tuple(key for key, _value in items_of(value) or ())


def _short(value: Value) -> str:
    return short(literal(value), _LONGEST)


def _named(value: Value) -> Text:
    """The value with the name of its type, because its type is what is different."""
    return Text(_NAMED.get(value.type, _UNKNOWN).pattern, {"value": _short(value)})
