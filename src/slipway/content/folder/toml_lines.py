"""On which line a key of a TOML text stands. The standard library's reader tells it for broken syntax only."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}'''
    r"""|'{3}.*?'{3,5}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'"""
    r"""|\#[^\n]*|\n|[][{}=,]|[^][{}=,\#"'\s]+""",
    re.DOTALL,
)
_SPACE = frozenset("\n")
_BOUNDS = frozenset("\n=,[]{}")

MAX_PARTS = 20
# No fault is told of anything deeper; the paths of what lies hundreds of brackets deep would take gigabytes.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class TomlLines:
    """Lines by path: `("module", 0, "units", 2)` is the third unit named in the first `[[module]]`."""

    lines: Mapping[Path, int]

    def of(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one; the top of the file is line 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def toml_lines(text: str) -> TomlLines:
    """Read where everything stands in `text`, which must be valid TOML."""
    return TomlLines(_Scan(text).run())


def too_deep_line(text: str) -> int | None:
    """The line of a dotted key of more than 20 parts, or None. Look before tomllib reads a stranger's text: its
    memory grows with the square of the parts, to gigabytes for 100 KB."""
    dots = 0
    for token, line in _tokens(text):
        if token in _BOUNDS:
            dots = 0
        elif token[0] not in "\"'":
            dots += token.count(".")
        if dots >= MAX_PARTS:
            return line
    return None


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Tokens with their lines, without comments and space; they end where the text stops being TOML."""
    line, end = 1, 0
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        if gap.strip():
            return
        if not match.group().startswith("#"):
            yield match.group(), line
        line += match.group().count("\n")
        end = match.end()


@dataclass(slots=True)
class _Scan:
    """One walk over the tokens. It trusts the text: tomllib has read it before."""

    text: str
    tokens: list[tuple[str, int]] = field(init=False)
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    last_of: dict[Path, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = list(_tokens(self.text))

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_SPACE)
        while self._peek():
            table = self._header() if self._peek() == "[" else self._pair(table)
            self._skip(_SPACE)
        return self.lines

    def _header(self) -> Path:
        line = self._line()
        brackets = self._skip(frozenset("["))
        table = self._resolve(self._key())
        if brackets == 2:
            self.lines.setdefault(table, line)
            self.last_of[table] = self.last_of.get(table, -1) + 1
            table = (*table, self.last_of[table])
        self._note(table, 1, line)
        self._skip(frozenset("]"))
        return table

    def _pair(self, table: Path) -> Path:
        line = self._line()
        path = (*table, *self._key())[: _DEEPEST + MAX_PARTS]
        self._note(path, len(table) + 1, line)
        self.at += 1  # the equals sign
        self._value(path)
        return table

    def _note(self, path: Path, shortest: int, line: int) -> None:
        """A dotted key brings the tables on its way into being."""
        for end in range(shortest, min(len(path), _DEEPEST) + 1):
            self.lines.setdefault(path[:end], line)

    def _value(self, path: Path) -> None:
        opening = self._peek()
        self.at += 1
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            self._rest_of_scalar()

    def _array(self, path: Path) -> None:
        index = 0
        self._skip(_SPACE)
        while self._peek() != "]":
            item = (*path, index) if len(path) < _DEEPEST else path
            self.lines.setdefault(item, self._line())
            self._value(item)
            index += 1
            self._skip(frozenset(",\n"))
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self._skip(_SPACE)
        while self._peek() != "}":
            self._pair(path)
            self._skip(frozenset(",\n"))
        self.at += 1

    def _rest_of_scalar(self) -> None:
        """A date and a time may stand apart: `2026-09-01 08:00:00Z` is two tokens and one value."""
        while self._peek() not in {"\n", ",", "]", "}", ""}:
            self.at += 1

    def _resolve(self, keys: tuple[str, ...]) -> Path:
        """Where `[a.b]` leads: through an array of tables, into its newest one."""
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            path = (*path, self.last_of[path]) if path in self.last_of else path
        return (*path, keys[-1])

    def _key(self) -> tuple[str, ...]:
        """The parts of a dotted key. tomllib undoes the quotes."""
        start = self.at
        while self._peek() not in {"=", "]"}:
            self.at += 1
        written = " ".join(token for token, _ in self.tokens[start : self.at])
        parts: list[str] = []
        values = tomllib.loads(f"{written} = 0")
        while values:
            part, inner = next(iter(values.items()))
            parts.append(part)
            values = inner if isinstance(inner, dict) else {}
        return tuple(parts)

    def _skip(self, tokens: frozenset[str]) -> int:
        """Pass over `tokens`; say how many there were."""
        start = self.at
        while self._peek() in tokens:
            self.at += 1
        return self.at - start

    def _peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def _line(self) -> int:
        return self.tokens[self.at][1]
