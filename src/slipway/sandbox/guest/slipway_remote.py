"""What stands for a student's program in a teacher's tests: for its modules, classes, objects and exceptions.

For each class of the program a class is made here, with bases that stand for its bases, so that `isinstance`,
`issubclass` and `except` work as they do in Python, by what is known here and by nothing that an object says of itself.
An object is a number; whatever is done with it is asked of the program. Two rules keep what tests expect from it:

1. An object is never equal to a plain value, and is not asked. It is asked whether it equals an object of the program.
2. A plain value as an operand (`money + 5`, `5 in bag`) is told to objects of classes that the tests name alone.
"""

import builtins
import contextlib
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from slipway_asking import ID, Program, number_of

_NAMED, _TRACE = "_remote_named", "_remote_trace"
_MOST_BASES, _DEEPEST = 20, 50
_ARITHMETIC = "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift"
_OPERATORS = frozenset(f"__{way}{name}__" for name in _ARITHMETIC.split() for way in ("", "r", "i")) | {
    f"__{name}__" for name in ("lt", "le", "gt", "ge")
}


class RemoteClass(type):
    """The class of classes that stand for the program's."""

    def __new__(cls, *_given: Any) -> Any:
        raise TypeError("tests cannot make subclasses of the program's classes; let the program do it")

    def __call__(cls, *args: Any, **named: Any) -> Any:
        return program.call(number_of(cls), args, named)

    def __getattr__(cls, name: str) -> Any:
        return _named_by_tests(program.get(number_of(cls), name))

    def __setattr__(cls, name: str, value: Any) -> None:
        program.set(number_of(cls), name, value)

    def __delattr__(cls, name: str) -> None:
        program.ask("delete", of=number_of(cls), name=name)

    def __iter__(cls) -> Any:
        return program.special(number_of(cls), "__iter__")

    def __len__(cls) -> Any:
        return program.special(number_of(cls), "__len__")

    def __getitem__(cls, key: Any) -> Any:
        return program.special(number_of(cls), "__getitem__", key)

    def __contains__(cls, item: Any) -> bool:
        return bool(program.special(number_of(cls), "__contains__", item))

    def __bool__(cls) -> bool:
        return True


class Remote:
    """What every object that stands for one of the program's can do."""

    def __getattr__(self, name: str) -> Any:
        return program.get(number_of(self), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):  # such as `__traceback__`, of what is here
            object.__setattr__(self, name, value)
        else:
            program.set(number_of(self), name, value)

    def __delattr__(self, name: str) -> None:
        program.ask("delete", of=number_of(self), name=name)

    def __eq__(self, other: object) -> Any:
        return program.special(number_of(self), "__eq__", other) if isinstance(other, Remote) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return program.special(number_of(self), "__ne__", other) if isinstance(other, Remote) else NotImplemented

    def __hash__(self) -> int:
        return int(program.special(number_of(self), "__hash__"))

    def __str__(self) -> str:
        return str(program.special(number_of(self), "__str__"))

    def __repr__(self) -> str:
        return str(program.special(number_of(self), "__repr__"))

    def __copy__(self) -> Any:
        raise TypeError("tests cannot copy an object of the program; let the program do it")

    def __deepcopy__(self, _memo: Any) -> Any:
        return self.__copy__()

    def __reduce_ex__(self, _protocol: Any) -> Any:
        return self.__copy__()

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return program.get(number_of(self), "__dict__")


class RemoteModule(ModuleType):
    """A module of the program."""

    def import_it(self) -> None:
        """Import it there; again, if it was imported before."""
        is_again = ID in vars(self)
        found = program.ask("import", name=self.__name__, again=is_again)
        vars(self)[ID] = number_of(found)
        vars(self)["__doc__"] = program.get(number_of(found), "__doc__")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in {"__all__", "__version__", "__author__"}:
            raise AttributeError(name)
        try:
            return _named_by_tests(program.get(number_of(self), name))
        except AttributeError:
            if name == "__all__":  # `from shapes import *`
                return [each for each in dir(self) if not each.startswith("_")]
            raise

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):
            super().__setattr__(name, value)
        else:
            program.set(number_of(self), name, value)

    def __delattr__(self, name: str) -> None:
        program.ask("delete", of=number_of(self), name=name)

    def __dir__(self) -> list[str]:
        return list(program.special(number_of(self), "__dir__"))


def seen_of(error: BaseException) -> dict[str, Any] | None:
    """What the program's guest said of an exception that came from there; None for one of the tests' own."""
    try:
        said: dict[str, Any] = object.__getattribute__(error, _TRACE)
    except AttributeError:
        return None
    return said


def _named_by_tests(value: Any) -> Any:
    """The value, which the tests asked for by its name: a class then is one that they know."""
    if isinstance(value, RemoteClass):
        type.__setattr__(value, _NAMED, True)
    return value


def _tell(value: Any) -> Any:
    if isinstance(value, (Remote, RemoteClass, RemoteModule)):
        return ["yours", number_of(value)]
    return None


def _make(tag: str, data: list[Any]) -> Any:
    if tag == "object":
        return _object(*data)
    if tag == "class":
        return _class(data[0], 0)
    raise TypeError("the program said what is no value")


def _object(number: int, class_number: int) -> Any:
    if number not in _objects:
        kind = _class(class_number, 0)
        it = BaseException.__new__(kind) if issubclass(kind, BaseException) else object.__new__(kind)
        object.__setattr__(it, ID, number)
        _objects[number] = it
    return _objects[number]


def _class(number: int, depth: int) -> Any:
    if number not in _classes:
        if depth > _DEEPEST:
            raise TypeError("the program said what is no class")
        described = program.describe(number)
        bases = [_base(each, depth) for each in described["bases"][:_MOST_BASES]]
        known = [base for base in bases if base is not None]
        if not any(issubclass(base, Remote) for base in known):
            known.insert(0, Remote)
        names = {**_specials(described["specials"]), ID: number, _NAMED: False}
        names |= {"__qualname__": described["qualname"], "__module__": described["module"], "__doc__": described["doc"]}
        _classes[number] = type.__new__(RemoteClass, described["name"], tuple(known), names)
    return _classes[number]


def _base(said: list[Any], depth: int) -> type | None:
    """A base: a class of the program's, or an exception of Python's. Others of Python's have a state of their own."""
    tag, data = said
    if tag == "class":
        base: type = _class(data, depth + 1)
        return base
    found = getattr(builtins, data, None)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def _specials(names: Sequence[str]) -> dict[str, Any]:
    """The special methods of a class: those of its own that are asked for, and no others, as Python looks for them."""
    methods: dict[str, Any] = {name: _method(name) for name in names if name not in vars(Remote)}
    methods |= {name: method for name, method in _OWN.items() if name in names}
    return methods if "__hash__" in names else {**methods, "__hash__": None}


def _method(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any) -> Any:
        if name in _OPERATORS and not all(_may_know(self, each) for each in args):
            msg = f"the program gave an object of its class {type(self).__name__!r}, of which the tests know nothing"
            raise TypeError(msg)
        return program.special(number_of(self), name, *args)

    return method


def _may_know(it: Any, operand: Any) -> bool:
    return isinstance(operand, Remote) or any(vars(kind).get(_NAMED) for kind in type(it).__mro__)


def _called(self: Any, *args: Any, **named: Any) -> Any:
    return program.call(number_of(self), args, named)


def _contains(self: Any, item: Any) -> bool:
    if _may_know(self, item):
        return bool(program.special(number_of(self), "__contains__", item))
    return any(each is item or each == item for each in self)


def _exit(self: Any, kind: Any, error: Any, _trace: Any) -> Any:
    """A failed assertion passes through: it would say what was expected, and nobody may swallow it."""
    if isinstance(error, AssertionError) and seen_of(error) is None:
        program.special(number_of(self), "__exit__", AssertionError, AssertionError(), None)
        return False
    return program.special(number_of(self), "__exit__", kind, error, None)


_OWN: dict[str, Any] = {"__call__": _called, "__contains__": _contains, "__exit__": _exit}


def _raised(said: dict[str, Any]) -> BaseException:
    """The exception that the program raised, or one that stands for it."""
    kind = program.made(said["class"])
    if isinstance(kind, RemoteClass) and issubclass(kind, BaseException):
        error: BaseException = _object(said["of"], said["class"][1])
        BaseException.__setattr__(error, "args", tuple(program.made(said["args"])))
    else:
        error = _builtin_error(kind, program.made(said["args"]), said["message"])
    with contextlib.suppress(AttributeError):
        object.__setattr__(error, _TRACE, said)
    return error


def _builtin_error(kind: Any, args: list[Any], message: str) -> BaseException:
    for given in (args, [message]):
        with contextlib.suppress(Exception):
            error = kind(*given)
            if isinstance(error, BaseException):
                return error
    return Exception(message)


_objects: dict[int, Any] = {}
_classes: dict[int, Any] = {}
program: Program = Program(_tell, _make, _raised)
