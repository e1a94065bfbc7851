"""How the tests ask a program in another guest, and what that program may ask them.

The program may ask for a call of a function that it was handed, and for what is typed in. Nothing else is open to it.
"""

import builtins
import sys
from collections.abc import Callable, Sequence
from typing import Any

from slipway_relay import Relay, Values

ID = "_remote_id"  # the attribute that says which object of the program's something here stands for


def number_of(it: Any) -> int:
    """The number that stands for the program's object."""
    return int((type if isinstance(it, type) else object).__getattribute__(it, ID))


def is_builtin(kind: type) -> bool:
    """Whether a class is Python's own, known by its name on both sides."""
    return builtins.__dict__.get(kind.__name__) is kind


class Program:
    """The program in the other guest.

    `tell` says what crosses for what stands for an object of the program's, None for what does not; `make` makes what
    stands for one; `raised` makes an exception of what is said of one.
    """

    def __init__(
        self,
        tell: Callable[[Any], Any],
        make: Callable[[str, list[Any]], Any],
        raised: Callable[[dict[str, Any]], BaseException],
    ) -> None:
        self._tell_remote, self._make_remote, self._raised = tell, make, raised
        self._values = Values(self._tell, self._make)
        self._relay: Any = None
        self._callbacks: list[Any] = []
        self.failed_in_callbacks: list[AssertionError] = []  # of the tests' own functions, which the program called

    def open(self) -> None:
        """Open the way to the program, which is there in guests of such work alone."""
        self._relay = Relay(self._answer, _print)

    def get(self, number: int, name: str) -> Any:
        """An attribute of the program's object."""
        return self.ask("get", of=number, name=name)

    def set(self, number: int, name: str, value: Any) -> None:
        """Set an attribute of the program's object."""
        self.ask("set", of=number, name=name, value=self._values.told(value))

    def call(self, number: int, args: Sequence[Any], named: dict[str, Any]) -> Any:
        """What a function returns. Lists and the like in `args` become what the program made of them."""
        told = {name: self._values.told(value) for name, value in named.items()}
        return self.ask("call", args, of=number, args=[self._values.told(each) for each in args], named=told)

    def special(self, number: int, name: str, *args: Any) -> Any:
        """What a special method of the object's class returns."""
        return self.ask("special", args, of=number, name=name, args=[self._values.told(each) for each in args])

    def describe(self, number: int) -> dict[str, Any]:
        """What there is to know of a class."""
        said: dict[str, Any] = self._asked("describe", (), of=number)
        return said

    def ask(self, op: str, args: Sequence[Any] = (), /, **given: Any) -> Any:
        """What comes of asking: a value, or an exception. What the program printed is printed here before."""
        value = self._asked(op, args, **given)
        if isinstance(value, list) and value[0] == "same":
            return args[value[1]]
        return self._values.made(value)

    def made(self, told: Any) -> Any:
        """The value that crossed."""
        return self._values.made(told)

    def _asked(self, op: str, args: Sequence[Any], /, **given: Any) -> Any:
        said = self._relay.ask(op, **given)
        for place, value in said.get("changed", ()):
            _change(args[place], self._values.made(value))
        if "error" in said:
            raise self._raised(said["error"])
        return said["value"]

    def _tell(self, value: Any) -> Any:
        if (remote := self._tell_remote(value)) is not None:
            return remote
        if value is NotImplemented or value is Ellipsis:
            return ["constant", repr(value)]
        if isinstance(value, type) and (known := _known_class(value)):
            return ["builtin", known.__name__]
        if isinstance(value, BaseException):
            return ["error", *self._error_parts(value)]
        if callable(value):
            self._callbacks.append(value)
            return ["callback", len(self._callbacks) - 1]
        name = type(value).__name__
        msg = f"tests can give a program plain values, objects of its own, and functions, but no {name!r}"
        raise TypeError(msg)

    def _make(self, tag: str, data: list[Any]) -> Any:
        if tag == "builtin" and isinstance(found := getattr(builtins, data[0], None), type):
            return found
        if tag == "constant":
            return NotImplemented if data == ["NotImplemented"] else ...
        if tag == "yours" and 0 <= data[0] < len(self._callbacks):
            return self._callbacks[data[0]]
        return self._make_remote(tag, data)

    def _answer(self, ask: dict[str, Any]) -> dict[str, Any]:
        """What the program may ask for."""
        try:
            return {"value": self._values.told(self._answered(ask))}
        except AssertionError as error:  # it would say what was expected, and the program might swallow it
            self.failed_in_callbacks.append(error)
            return {"error": {"class": "AssertionError", "args": ["list", []]}}
        except BaseException as error:
            name, args = self._error_parts(error)
            return {"error": {"class": name, "args": args}}

    def _answered(self, ask: dict[str, Any]) -> Any:
        op = ask["op"]
        if op == "call" and 0 <= ask["of"] < len(self._callbacks):
            named = {name: self._values.made(value) for name, value in ask["named"].items()}
            return self._callbacks[ask["of"]](*map(self._values.made, ask["args"]), **named)
        if op == "input":
            return builtins.input(ask["prompt"])
        if op == "line":
            return sys.stdin.readline()
        raise TypeError("the tests answer no such thing")

    def _error_parts(self, error: BaseException) -> tuple[str, Any]:
        kind = next(kind for kind in type(error).__mro__ if is_builtin(kind))
        try:
            return kind.__name__, self._values.told(list(error.args))
        except Exception:
            return kind.__name__, ["list", [str(error)[:1000]]]


def _known_class(kind: type) -> type | None:
    """A class of Python's; for the tests' own exceptions that which they are made of, as the program knows no other."""
    lines = [kind] if not issubclass(kind, BaseException) else kind.__mro__
    return next((each for each in lines if is_builtin(each)), None)


def _change(mine: Any, theirs: Any) -> None:
    """Make a list of the tests' what the program made of it."""
    if type(mine) is not type(theirs):
        return
    if isinstance(mine, list):
        mine[:] = theirs
    elif isinstance(mine, (dict, set)):
        mine.clear()
        mine.update(theirs)


def _print(out: str, err: str) -> None:
    """What the program printed, wherever the tests have print go now."""
    for text, stream in ((out, sys.stdout), (err, sys.stderr)):
        if text and stream is not None:
            stream.write(text)
