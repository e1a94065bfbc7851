"""Reading one TOML file of a class folder, with the line of each fault."""

import json
import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.folder.limits import KILOBYTE, MAX_POINTS, MAX_SLUG, MAX_TITLE, MAX_TOML, is_slug
from slipway.content.folder.text import has_control_character, plain_text
from slipway.content.folder.toml_lines import MAX_PARTS, toml_lines, too_deep_line
from slipway.names import as_name, problem_with_name
from slipway.toml_table import KeyPath, TomlTable, nearest
from slipway.words import Text, text

SLUG_HINT = text("only a-z, 0-9 and single hyphens between them, at most %(most)d characters", most=MAX_SLUG)


class Table(TomlTable[Text]):
    """One table of a file of a class folder."""

    def refuse_unknown_keys(self) -> None:
        """Note every key that no reader asked for. Call it last."""
        for key, near in islice(self.unknown_keys(), MOST_FAULTS + 1):
            fault = text("unknown key %(key)r; did you mean %(near)r?", key=key, near=near) if near else None
            self.refuse(fault or text("unknown key %(key)r", key=key), key)

    def title(self) -> str:
        """The table's `title`: a name, required."""
        if not self.has("title"):
            self.refuse(text("title is missing"))
        name = as_name(self.text("title", limit=MAX_TITLE))
        if self.has("title") and not name:
            self.refuse(text("title is empty"), "title")
        if "\n" in name:
            self.refuse(text("title must be one line"), "title")
        elif problem := problem_with_name(name):
            self.refuse(text("title: %(problem)s", problem=problem), "title")
        return name

    def text(self, key: str, *, limit: int) -> str:
        """An optional string of at most `limit` characters, without space around it; '' when absent."""
        fault = text('%(key)s must be text in quotes, such as %(key)s = "…"', key=key)
        value = self.value(key, str, fault) or ""
        if len(value) > limit:
            self.refuse(text("%(key)s must have at most %(most)d characters", key=key, most=limit), key)
        if has_control_character(value):
            self.refuse(text("%(key)s contains a control character", key=key), key)
        return value.strip()

    def slug(self, key: str) -> str | None:
        """An optional slug; None when absent or no slug."""
        value = self.get(key)
        if value is None or (isinstance(value, str) and is_slug(value)):
            return value
        self.refuse(text("%(key)s must be a slug in quotes: %(hint)s", key=key, hint=SLUG_HINT), key)
        return None

    def own_slug(self) -> str:
        """The table's `slug`, required; '' when it is absent or none."""
        if not self.has("slug"):
            fault = text("slug is missing: a short name that stays when the title changes (%(hint)s)", hint=SLUG_HINT)
            self.refuse(fault)
        return self.slug("slug") or ""

    def points(self) -> Decimal:
        """`points`: 0 to 10000 with at most two decimal places; 100 when absent."""
        value = self.get("points", 100)
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= MAX_POINTS:
            self.refuse(text("points must be a number from 0 to %(most)d", most=MAX_POINTS), "points")
            return Decimal(100)
        if value != round(value, 2):
            self.refuse(text("points must have at most two decimal places"), "points")
        return value

    def flag(self, key: str) -> bool:
        """An optional true or false; true when absent."""
        return self.value(key, bool, text("%(key)s must be true or false, without quotes", key=key)) is not False

    def choice(self, key: str, options: Sequence[str]) -> str:
        """An optional one of `options`; the first of them when absent."""
        value = self.get(key, options[0])
        if isinstance(value, str) and value in options:
            return value
        named = {"key": key, "options": ", ".join(map(json.dumps, options))}
        fault = text("%(key)s must be one of %(options)s", **named)
        if near := nearest(str(value), options):
            fault = text("%(key)s must be one of %(options)s; did you mean %(near)r?", **named, near=near)
        self.refuse(fault, key)
        return options[0]

    def time(self, key: str) -> datetime | None:
        """An optional moment, in UTC."""
        value = self.get(key)
        if isinstance(value, datetime) and value.tzinfo:
            return self._utc(key, value)
        if isinstance(value, date):  # a naive datetime is one too
            named = {"key": key, "example": f"{value:%Y-%m-%d}T08:00:00Z"}
            self.refuse(text("%(key)s needs a time and a time zone, for example %(key)s = %(example)s", **named), key)
        elif value is not None:
            fault = text("%(key)s must be a time without quotes, for example %(key)s = 2026-09-01T08:00:00Z", key=key)
            self.refuse(fault, key)
        return None

    def names(self, key: str) -> list[tuple[int, str]]:
        """A required list of strings, each with its index, by which `refuse(…, key, index)` finds its line."""
        value = self.get(key)
        if not isinstance(value, list):
            fault = text('%(key)s must be a list of folder names, such as %(key)s = ["first", "second"]', key=key)
            self.refuse(fault, key)
            return []
        for index, name in enumerate(value):
            if not isinstance(name, str):
                self.refuse(text("a folder name must be text in quotes"), key, index)
        return [(index, name) for index, name in enumerate(value) if isinstance(name, str)]

    def tables(self, key: str) -> list["Table"]:
        """The tables `[[key]]`, in order."""
        return self.tables_of(key, text("each %(key)s must be a section of its own, under [[%(key)s]]", key=key))

    def table(self, key: str) -> "Table":
        """The table `[key]`; an empty one when it is absent, or something else, which is noted."""
        values = self.value(key, dict, text("%(key)s must be a section of its own, under [%(key)s]", key=key))
        return Table(values or {}, note=self._note, at=(*self._at, key))

    def whole(self, key: str, *, least: int, most: int) -> int | None:
        """An optional whole number from `least` to `most`; None when absent, or something else, which is noted."""
        value = self.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and least <= value <= most):
            return value
        fault = text("%(key)s must be a whole number from %(least)d to %(most)d", key=key, least=least, most=most)
        self.refuse(fault, key)
        return None

    def percent(self, key: str) -> Decimal | None:
        """An optional number from 0 to 100 with at most two decimal places; None when absent, or noted."""
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if value is None:
            return None
        if isinstance(value, Decimal) and value.is_finite() and 0 <= value <= 100 and value == round(value, 2):
            return value
        fault = text("%(key)s must be a number from 0 to 100, in percent, with at most two decimal places", key=key)
        self.refuse(fault, key)
        return None

    def _utc(self, key: str, value: datetime) -> datetime | None:
        try:
            return value.astimezone(UTC)
        except OverflowError:
            self.refuse(text("%(key)s is out of range", key=key), key)
            return None


def read_toml(content: bytes, *, file: str, faults: list[Fault]) -> Table | None:
    """The file's top table; None, with a fault noted, when it is too long, not UTF-8 or not TOML."""
    if len(content) > MAX_TOML:
        faults.append(Fault(file, 0, text("is longer than %(most)d KB", most=MAX_TOML // KILOBYTE)))
        return None
    toml = read_text(content, file=file, faults=faults)
    if toml is None:
        return None
    if deep := too_deep_line(toml):
        faults.append(Fault(file, deep, text("has a key of more than %(most)d parts", most=MAX_PARTS)))
        return None
    try:
        values, lines = tomllib.loads(toml, parse_float=Decimal), toml_lines(toml)
    except (ValueError, ArithmeticError, RecursionError) as error:
        faults.append(_syntax_fault(file, toml, error))
        return None

    def note(path: KeyPath, message: Text) -> None:
        if len(faults) <= MOST_FAULTS:  # one more than are told is enough
            faults.append(Fault(file, lines.of(path), message))

    return Table(values, note=note)


def read_text(content: bytes, *, file: str, faults: list[Fault]) -> str | None:
    """`content` as UTF-8 with `\\n` line ends; None, with a fault noted, when it is something else."""
    try:
        decoded = plain_text(content.decode())
    except UnicodeDecodeError as error:
        faults.append(Fault(file, content.count(b"\n", 0, error.start) + 1, text("is not UTF-8 text")))
        return None
    if "\0" in decoded:
        faults.append(Fault(file, decoded.count("\n", 0, decoded.index("\0")) + 1, text("contains a NUL character")))
        return None
    return decoded


def _syntax_fault(file: str, toml: str, error: Exception) -> Fault:
    """tomllib tells the place in words: `… (at line 3, column 5)` or `… (at end of document)`."""
    message, _, place = str(error).partition(" (at ")
    found = re.match(r"line (\d+)", place)
    last = toml.rstrip("\n").count("\n") + 1
    known = int(found[1]) if found else last if place else 0
    reason = f"{message[:1].lower()}{message[1:]}"
    return Fault(file, known, text("is not valid TOML: %(reason)s", reason=reason))
