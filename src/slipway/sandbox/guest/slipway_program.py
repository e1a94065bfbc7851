"""The student's end of the relay: does with the student's program what a teacher's tests ask, and says what came of it.

What is not plain is kept here under a number. It crosses as `["object", number, number of its class]`, classes as
`["class", number]` or, if Python's own, `["builtin", name]`; back comes `["yours", number]`. A function of the tests
comes as `["callback", number]`, and to call it is to ask. Nothing here is trusted: a program can reach all of it.
"""

import builtins
import importlib
import io
import sys
from collections.abc import Callable
from typing import Any

import slipway_guest
from slipway_relay import Relay, Values

_MOST_KEPT = 100_000
_CHANGING = (list, dict, set)
# What Python looks up at the class, not at the object. `SPECIALS` are also what the other end may ask for by "special".
_NAMES = """
call len iter next reversed contains getitem setitem delitem enter exit bool int float complex index round trunc floor
ceil bytes format hash eq ne lt le gt ge str repr dir neg pos abs invert
add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift
radd rsub rmul rtruediv rfloordiv rmod rdivmod rpow rmatmul rand ror rxor rlshift rrshift
iadd isub imul itruediv ifloordiv imod ipow imatmul iand ior ixor ilshift irshift
"""
SPECIALS = tuple(f"__{name}__" for name in _NAMES.split())


class _Kept:
    """What has crossed as a number. A number stands for the same object as long as the guest lives."""

    def __init__(self) -> None:
        self.objects: list[Any] = []
        self.numbers: dict[int, int] = {}

    def number(self, value: Any) -> int:
        at = self.numbers.get(id(value))
        if at is None:
            at = self.numbers[id(value)] = len(self.objects)
            if at >= _MOST_KEPT:
                raise MemoryError("the tests hold too many objects")
            self.objects.append(value)
        return at


def reach() -> None:
    """Serve the tests until the host ends it."""
    builtins.input = _input
    sys.stdin = _Typed()
    _relay.serve()


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    given: list[Any] = []
    said: dict[str, Any] = {}
    try:
        said["value"] = _OPERATIONS[asked["op"]](asked, given)
    except BaseException as error:  # whatever a program raises
        said = {"error": _told_error(error)}
    try:
        said["changed"] = _changed(asked, given)
    except Exception:
        said["changed"] = []
    slipway_guest._flush()  # noqa: SLF001
    return said


def _import(asked: dict[str, Any], _given: list[Any]) -> Any:
    module = sys.modules.get(asked["name"])
    if asked["again"] and module is not None:
        return _told(importlib.reload(module))
    return _told(importlib.import_module(asked["name"]))


def _call(asked: dict[str, Any], given: list[Any]) -> Any:
    function = _kept.objects[asked["of"]]
    given += map(_values.made, asked["args"])
    named = {name: _values.made(value) for name, value in asked["named"].items()}
    value = function(*given, **named)
    for at, each in enumerate(given):
        if value is each and type(each) in _CHANGING:
            return ["same", at]
    return _told(value)


def _special(asked: dict[str, Any], given: list[Any]) -> Any:
    it, name = _kept.objects[asked["of"]], asked["name"]
    function = getattr(type(it), name, None) if name in SPECIALS else None
    if function is None:
        msg = f"{type(it).__name__!r} object has no {name}"
        raise TypeError(msg)
    given += map(_values.made, asked["args"])
    return _told(function(it, *given))


def _get(asked: dict[str, Any], _given: list[Any]) -> Any:
    return _told(getattr(_kept.objects[asked["of"]], asked["name"]))


def _set(asked: dict[str, Any], _given: list[Any]) -> None:
    setattr(_kept.objects[asked["of"]], asked["name"], _values.made(asked["value"]))


def _delete(asked: dict[str, Any], _given: list[Any]) -> None:
    delattr(_kept.objects[asked["of"]], asked["name"])


def _describe(asked: dict[str, Any], _given: list[Any]) -> dict[str, Any]:
    """A class: what a class of the tests' needs to stand for it."""
    kind = _kept.objects[asked["of"]]
    specials = [name for name in SPECIALS if getattr(kind, name, None) is not None]
    doc = kind.__doc__ if isinstance(kind.__doc__, str) else None
    return {
        "name": str(kind.__name__),
        "qualname": str(kind.__qualname__),
        "module": str(kind.__module__),
        "doc": doc,
        "bases": [_told_class(base) for base in kind.__bases__],
        "specials": specials,
    }


_OPERATIONS: dict[str, Callable[[dict[str, Any], list[Any]], Any]] = {
    "import": _import,
    "call": _call,
    "special": _special,
    "get": _get,
    "set": _set,
    "delete": _delete,
    "describe": _describe,
}


def _changed(asked: dict[str, Any], given: list[Any]) -> list[Any]:
    """Of what was handed in, lists and the like that the program changed: `[place, value]`."""
    told = [[at, _told(value)] for at, value in enumerate(given) if type(value) in _CHANGING]
    return [[at, value] for at, value in told if value != asked["args"][at]]


def _told(value: Any) -> Any:
    return _values.told(value)


def _tell(value: Any) -> Any:
    if value is NotImplemented or value is Ellipsis:
        return ["constant", repr(value)]
    if isinstance(value, type):
        return _told_class(value)
    if type(value) is _Callback:
        return ["yours", value.number]
    return ["object", _kept.number(value), _kept.number(type(value))]


def _told_class(kind: type) -> Any:
    if builtins.__dict__.get(kind.__name__) is kind:
        return ["builtin", kind.__name__]
    return ["class", _kept.number(kind)]


def _told_error(error: BaseException) -> dict[str, Any]:
    seen = slipway_guest._seen_exception(error)  # noqa: SLF001
    try:
        args = _told(list(error.args))
    except Exception:
        args = ["list", [seen["message"]]]
    return {
        "class": _told_class(type(error)),
        "of": _kept.number(error),
        "args": args,
        "message": seen["message"],
        "trace": seen["trace"],
    }


def _make(tag: str, data: list[Any]) -> Any:
    if tag == "yours":
        return _kept.objects[data[0]]
    if tag == "callback":
        return _callbacks.setdefault(data[0], _Callback(data[0]))
    if tag == "builtin":
        return getattr(builtins, data[0])
    if tag == "error":
        return _raised({"class": data[0], "args": data[1]})
    return NotImplemented if data == ["NotImplemented"] else ...


class _Callback:
    """A function of the tests."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, *args: Any, **named: Any) -> Any:
        told = {name: _told(value) for name, value in named.items()}
        return _asked("call", of=self.number, args=[_told(each) for each in args], named=told)

    def __get__(self, it: Any, _kind: type | None = None) -> Any:
        return self  # as a mock does in the place of a method: it is not bound


def _asked(op: str, **given: Any) -> Any:
    slipway_guest._flush()  # noqa: SLF001
    said = _relay.ask(op, **given)
    if "error" in said:
        raise _raised(said["error"])
    return _values.made(said["value"])


def _raised(told: dict[str, Any]) -> BaseException:
    """An exception of the tests', by the name of Python's own class."""
    error: BaseException = getattr(builtins, told["class"])(*_values.made(told["args"]))
    return error


def _input(prompt: object = "", /) -> str:
    """Python's `input`, which the tests' own answers: they may have put another in its place."""
    return str(_asked("input", prompt=str(prompt)))


class _Typed(io.TextIOBase):
    """What is typed in, line by line from the tests."""

    def readline(self, _size: Any = -1, /) -> str:  # type: ignore[override]  # of the typed base's bytes
        return str(_asked("line"))

    def read(self, _size: Any = -1, /) -> str:
        return "".join(iter(self.readline, ""))

    def readable(self) -> bool:
        return True


_kept = _Kept()
_callbacks: dict[int, _Callback] = {}
_values = Values(_tell, _make)
_relay: Any = None


def open_relay() -> None:
    """Open the way to the tests, which is there in guests of such work alone."""
    global _relay  # noqa: PLW0603
    _relay = Relay(_answer)
