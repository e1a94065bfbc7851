"""An end of the relay between two guests: one runs a teacher's tests, the other a student's program.

The ends share nothing. Each writes messages to the device `/dev/relay`, which goes to the host, and reads from there
what the host passes on. A message is `{"ask": {"op", …}}` or `{"answer": {…}}`; whoever was asked may ask back before
it answers.

Values cross as plain data: None, booleans, texts and small integers as JSON has them, all else as `[tag, …]`, of
exactly the built-in types and of some of the standard library. What is not plain stays where it is and crosses as a
number that stands for it. So no object ever crosses, and with it nothing that could lie when it is compared.
"""

import base64
import os
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from json import dumps, loads  # by name: programs may put others in their place
from typing import Any

DEVICE = "/dev/relay"
_NODES, _DEPTH, _CHARACTERS = 50_000, 60, 500_000
_SMALL = 2**53
_HEADER = 4  # bytes that say how long a message is

Told = Any  # a value as JSON


class TooLargeError(ValueError):
    """A value that is too large, or nested too deep, to be handed to the other guest."""


class Relay:
    """Asks the other guest, and answers it. `answer` gives the answer to what is asked; it raises nothing.

    `print_it` takes what the other printed since it was heard last: to stdout, and to stderr.
    """

    def __init__(
        self,
        answer: Callable[[dict[str, Any]], dict[str, Any]],
        print_it: Callable[[str, str], None] = lambda _out, _err: None,
    ) -> None:
        self._device = os.open(DEVICE, os.O_RDWR)
        self._answer, self._print_it = answer, print_it

    def ask(self, op: str, **given: Told) -> dict[str, Any]:
        """The other's answer, after whatever it asked in between."""
        self._say({"ask": {"op": op, **given}})
        while "answer" not in (heard := self._hear()):
            self._say({"answer": self._answer(heard["ask"])})
        answer: dict[str, Any] = heard["answer"]
        return answer

    def serve(self) -> None:
        """Answer for ever: the host ends it."""
        self._say({"answer": {"value": None}})  # ready
        while True:
            self._say({"answer": self._answer(self._hear()["ask"])})

    def _say(self, message: dict[str, Any]) -> None:
        os.write(self._device, dumps(message).encode())

    def _hear(self) -> dict[str, Any]:
        length = int.from_bytes(os.read(self._device, _HEADER), "big")
        data = bytearray()
        while len(data) < length:
            data += os.read(self._device, length - len(data))
        heard: dict[str, Any] = loads(data)
        self._print_it(heard["out"], heard["err"])
        return heard


class Values:
    """Turns values to what crosses, and back.

    `tell` says what crosses for a value that is not plain; `make` gives the value for what `tell` of the other said.
    """

    def __init__(self, tell: Callable[[Any], Told], make: Callable[[str, list[Any]], Any]) -> None:
        self._tell, self._make = tell, make

    def told(self, value: Any) -> Told:
        """The value as it crosses. Raises TooLargeError."""
        return _Telling(self._tell).of(value, 0)

    def made(self, told: Told) -> Any:
        """The value that crossed."""
        if not isinstance(told, list):
            return told
        tag, *data = told
        if tag in _MANY:
            return _MANY[tag](map(self.made, data[0]))
        if tag == "dict":
            return {self.made(key): self.made(value) for key, value in data[0]}
        if tag == "standard":
            return _STANDARD[data[0]].make(self.made(data[1]))
        return _READ[tag](data[0]) if tag in _READ else self._make(tag, data)


class _Telling:
    def __init__(self, tell: Callable[[Any], Told]) -> None:
        self.tell, self.nodes, self.characters = tell, _NODES, _CHARACTERS

    def of(self, value: Any, depth: int) -> Told:
        self.nodes -= 1
        if self.nodes < 0 or depth > _DEPTH:
            raise TooLargeError("the value is too large, or nested too deep, to be handed to the tests")
        kind = type(value)
        if value is None or kind is bool or (kind is int and -_SMALL < value < _SMALL):
            return value
        if kind is str:
            return self.counted(value)
        if kind in _WRITE:
            return [kind.__name__, self.counted(_WRITE[kind](value))]
        if kind is dict:
            return ["dict", [[self.of(key, depth + 1), self.of(each, depth + 1)] for key, each in value.items()]]
        if kind in _MANY.values():
            return [kind.__name__, [self.of(each, depth + 1) for each in value]]
        return self.of_standard(value, depth)

    def of_standard(self, value: Any, depth: int) -> Told:
        kind = type(value)
        standard = _STANDARD.get(kind.__name__)
        parts = standard.parts(value) if standard is not None and standard.kind is kind else None
        return self.tell(value) if parts is None else ["standard", kind.__name__, self.of(parts, depth + 1)]

    def counted(self, text: str) -> str:
        self.characters -= len(text)
        if self.characters < 0:
            raise TooLargeError("the value is too large to be handed to the tests")
        return text


class _Standard:
    """A type of the standard library: what its values are made of, in plain values, and how they are made again."""

    def __init__(self, kind: type, parts: Callable[[Any], Any], make: Callable[[Any], Any]) -> None:
        self.kind, self.parts, self.make = kind, parts, make


def _iso(value: Any) -> str | None:
    """None where there is a time zone, which may be anything."""
    return None if getattr(value, "tzinfo", None) else value.isoformat()


_MANY: dict[str, type] = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
_WRITE: dict[type, Callable[[Any], str]] = {
    int: lambda value: format(value, "x"),
    float: float.hex,
    bytes: lambda value: base64.b64encode(value).decode(),
}
_READ: dict[str, Callable[[str], Any]] = {
    "int": lambda data: int(data, 16),
    "float": float.fromhex,
    "bytes": base64.b64decode,
}
_STANDARD = {
    each.kind.__name__: each
    for each in (
        _Standard(complex, lambda value: (value.real, value.imag), lambda parts: complex(*parts)),
        _Standard(range, lambda value: (value.start, value.stop, value.step), lambda parts: range(*parts)),
        _Standard(Decimal, str, Decimal),
        _Standard(Fraction, lambda value: (value.numerator, value.denominator), lambda parts: Fraction(*parts)),
        _Standard(date, _iso, date.fromisoformat),
        _Standard(datetime, _iso, datetime.fromisoformat),
        _Standard(time, _iso, time.fromisoformat),
        _Standard(timedelta, lambda v: (v.days, v.seconds, v.microseconds), lambda parts: timedelta(*parts)),
        _Standard(Counter, dict, Counter),
        _Standard(OrderedDict, lambda value: list(value.items()), OrderedDict),
        _Standard(defaultdict, dict, lambda parts: defaultdict(None, parts)),
        _Standard(deque, lambda value: (list(value), value.maxlen), lambda parts: deque(*parts)),
    )
}
