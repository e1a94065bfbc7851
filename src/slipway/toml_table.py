"""Reading a table of a TOML file key by key. A key that no reader asks for is a fault: no typing error is silent."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, Self, TypeVar

KeyPath = tuple[str | int, ...]
_Value = TypeVar("_Value")
_Message = TypeVar("_Message")  # what a fault is told in: `str`, or a sentence to be translated


class TomlTable(Generic[_Message]):
    """One table. Each reader gives a usable value, or notes a fault at the path of its key and gives a harmless one."""

    def __init__(
        self, values: Mapping[str, object], *, note: Callable[[KeyPath, _Message], None], at: KeyPath = ()
    ) -> None:
        """`at` is the table's own path: `("module", 0)` for the first `[[module]]`, () for the whole file."""
        self._values, self._note, self._at = values, note, at
        self._asked: list[str] = []

    def refuse(self, message: _Message, *where: str | int) -> None:
        """Note a fault of the key `where` (none: of the table itself)."""
        self._note((*self._at, *where), message)

    def has(self, key: str) -> bool:
        """Whether the file gives `key`."""
        return key in self._values

    def get(self, key: str, default: object = None) -> object:
        """What the file gives for `key`; `default` when it is absent."""
        self._asked.append(key)
        return self._values.get(key, default)

    def value(self, key: str, kind: type[_Value], fault: _Message) -> _Value | None:
        """The value of `key`; None when it is absent, or of another kind, which is noted as `fault`."""
        value = self.get(key)
        if value is None or isinstance(value, kind):
            return value
        self.refuse(fault, key)
        return None

    def list_of(self, key: str, kind: type[_Value], fault: _Message) -> list[_Value]:
        """The list `key`; [] when it is absent, or holds anything of another kind, which is noted as `fault`."""
        values = self.value(key, list, fault) or []
        if all(isinstance(value, kind) for value in values):
            return values
        self.refuse(fault, key)
        return []

    def tables_of(self, key: str, fault: _Message) -> list[Self]:
        """The tables `[[key]]`, in order; [] when there are none, or `key` is something else, noted as `fault`."""
        tables = enumerate(self.list_of(key, dict, fault))
        return [type(self)(values, note=self._note, at=(*self._at, key, index)) for index, values in tables]

    def unknown_keys(self) -> Iterator[tuple[str, str]]:
        """Each key that no reader has asked for so far, with the one that it resembles; '' where it resembles none."""
        asked = set(self._asked)
        for key in self._values:
            if key not in asked:
                yield key, nearest(key, self._asked)


def nearest(word: str, among: Sequence[str]) -> str:
    """Which of `among` somebody may have meant by `word`; '' where it resembles none."""
    return next(iter(difflib.get_close_matches(word, among, n=1)), "")
