"""Values as they cross between a suite, a student's program and the judge: data with its type, never an object."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Data: TypeAlias = "bool | int | float | str | tuple[Value, ...] | tuple[tuple[Value, Value], ...] | None"


class ValueType(StrEnum):
    """What a value is. Only suites expect SEQUENCE (a list or a tuple), and only programs have UNKNOWN."""

    NOTHING = "nothing"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    REAL = "real"
    DECIMAL = "decimal"  # data: its text
    TEXT = "text"
    LIST = "list"
    TUPLE = "tuple"
    SEQUENCE = "sequence"
    SET = "set"
    DICT = "dict"  # data: pairs
    UNKNOWN = "unknown"  # data: how it shows itself, which may be a lie; it equals nothing


@dataclass(frozen=True, slots=True)
class Value:
    """A value. `data` is what Python has for `type`: sequences and sets are tuples of values, dicts tuples of pairs."""

    type: ValueType
    data: Data = None


NOTHING = Value(ValueType.NOTHING)
_MANY = {ValueType.LIST, ValueType.TUPLE, ValueType.SEQUENCE, ValueType.SET}


def plain_data(value: Value) -> object:
    """The value as plain data: many as lists, dicts by the texts of keys; of UNKNOWN how it shows itself."""
    if value.type in _MANY and isinstance(value.data, tuple):
        return [plain_data(each) for each in value.data if isinstance(each, Value)]
    if value.type is ValueType.DICT and isinstance(value.data, tuple):
        return {str(each[0].data): plain_data(each[1]) for each in value.data if isinstance(each, tuple)}
    return value.data
