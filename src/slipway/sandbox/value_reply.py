"""Values as a guest describes them: `[type, data]`, in JSON. slipway_guest says which there are."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from slipway.suites.value import NOTHING, Data, Value, ValueType

NODES = 100_000
DEPTH = 102  # slipway_guest stops at 100
HEX_DIGITS = 3_500  # Python refuses to write integers of more than 4,300 digits in decimal
MORE_THAN_IS_READ = Value(ValueType.UNKNOWN, "value too large")


class Nonsense(Exception):  # noqa: N818  # it names what was said
    """A guest said what no honest one says, so nothing of its context is believed."""


def read_value(said: object) -> Value:
    """The value. One that is larger than anybody reads is UNKNOWN. Raises Nonsense for what describes none."""
    return _Reading().value(said, DEPTH)


def readable(text: str) -> str:
    """The text without halves of characters (lone surrogates), which can be neither stored nor sent."""
    return text.encode("utf-8", "backslashreplace").decode()


class _Reading:
    """One value, and how many more nodes it may have."""

    def __init__(self) -> None:
        self.nodes = NODES

    def value(self, said: object, depth: int) -> Value:
        self.nodes -= 1
        if self.nodes < 0 or depth < 0 or not isinstance(said, list) or len(said) != 2:
            raise Nonsense("no value")
        name, data = said
        if name == ValueType.NOTHING and data is None:
            return NOTHING
        if name == ValueType.BOOLEAN and isinstance(data, bool):
            return Value(ValueType.BOOLEAN, data)
        if isinstance(data, str):
            return _plain(name, data)
        if isinstance(data, list):
            return self.many(name, data, depth)
        raise Nonsense("no value")

    def many(self, name: object, data: list[object], depth: int) -> Value:
        if name in {ValueType.LIST, ValueType.TUPLE, ValueType.SET}:
            return Value(ValueType(str(name)), tuple(self.value(each, depth - 1) for each in data))
        if name != ValueType.DICT:
            raise Nonsense("no value")
        return Value(ValueType.DICT, tuple(self.pair(each, depth - 1) for each in data))

    def pair(self, said: object, depth: int) -> tuple[Value, Value]:
        if not isinstance(said, list) or len(said) != 2:
            raise Nonsense("no pair")
        return self.value(said[0], depth), self.value(said[1], depth)


def _plain(name: object, data: str) -> Value:
    if not isinstance(name, str) or name not in _READERS:
        raise Nonsense("no type")
    if name == ValueType.INTEGER and len(data) > HEX_DIGITS:
        return MORE_THAN_IS_READ
    try:
        return Value(ValueType(name), _READERS[name](data))
    except (ValueError, OverflowError, InvalidOperation) as error:
        raise Nonsense("no number") from error


def _decimal(data: str) -> str:
    Decimal(data)
    return data


_READERS: Mapping[str, Callable[[str], Data]] = {
    ValueType.TEXT: readable,
    ValueType.UNKNOWN: readable,
    ValueType.INTEGER: lambda data: int(data, 16),
    ValueType.REAL: float.fromhex,
    ValueType.DECIMAL: _decimal,
}
