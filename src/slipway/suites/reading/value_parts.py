"""What values that a suite expects are made of, however they are written: in YAML or as Python literals."""

from slipway.suites.reading.python_source import ExpressionRefused
from slipway.suites.value import Value, ValueType
from slipway.words import Text, text

MOST_ENTRIES = 100_000  # of one value
MOST_BITS = 14_000  # of a whole number: Python writes no longer one in decimal digits (4,300 of them)
ROWS = frozenset({ValueType.SEQUENCE, ValueType.LIST, ValueType.TUPLE, ValueType.SET})
EMPTY = ROWS | {ValueType.DICT}  # what a cast without an argument makes


def hashable(value: Value) -> bool:
    """Whether Python can keep a value in a set, or as the key of a dict."""
    if value.type is ValueType.TUPLE and isinstance(value.data, tuple):
        return all(isinstance(each, Value) and hashable(each) for each in value.data)
    return value.type not in EMPTY


def not_hashable() -> Text:
    """What is said of a member of a set, or a key of a dict, that Python can't have there."""
    return text("members of a set and keys of a dict are texts, numbers, truth values and tuples: write a tuple here")


def row_of(kind: ValueType, entries: list[Value]) -> Value:
    """A list, tuple, sequence or set of entries; a set keeps what is there twice once."""
    return Value(kind, tuple(dict.fromkeys(entries) if kind is ValueType.SET else entries))


def number_value(number: float) -> Value:
    """A number as a value. Raises ExpressionRefused for a whole number too long to be written again."""
    if isinstance(number, int) and number.bit_length() > MOST_BITS:
        raise ExpressionRefused(text("a whole number has at most 4200 digits: write a shorter one"))
    return Value(ValueType.INTEGER if isinstance(number, int) else ValueType.REAL, number)
