"""What a unit is: one value that its form, class folders, imports, exports, copies and comparisons go through.

A new field of units is added here, in `models.Unit` with its migration, and where a page shows it: all others take the
fields from here. `docs/architecture.md` has the recipe.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from slipway.content.kinds import READING, UNIT_KINDS
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.exercise_toml import exercise_lines, read_exercise
from slipway.content.settings_table import SettingsTable
from slipway.content.toml_text import toml_number, toml_text
from slipway.words import Text, text


@dataclass(frozen=True, slots=True)
class Setting:
    """How a field stands in `unit.toml`. `write` gives the TOML value, None where the field need not be written; of a
    table (`is_table`, after all others) it gives the lines."""

    key: str
    read: Callable[[SettingsTable], Any]
    write: Callable[[Any], str | None]
    is_table: bool = False


def _stands(setting: Setting | None, *, changed: Callable[[Any], Text] | None) -> dict[str, Any]:
    """A field's metadata: how it stands in `unit.toml`, what an import says of a new value; each may be None."""
    return {"setting": setting, "changed": changed}


def _time(key: str) -> dict[str, Any]:
    setting = Setting(key, lambda table: table.time(key), lambda time: _moment(time) if time else None)
    return _stands(setting, changed=lambda _time: text("new dates"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContent:
    """A unit's kind, title, and all else that a teacher gives it, but for its files.

    `points` is 0 to 10000 with at most two decimal places; times are aware; `guide` is Markdown with `\\n` line ends;
    `guide_html` is what it was laid out to, `guide_work` what that cost (None: laid out by an earlier release).
    """

    kind: str = field(
        default=READING.code,
        metadata=_stands(
            Setting(
                "kind",
                lambda table: table.choice("kind", list(UNIT_KINDS)),
                lambda kind: None if kind == READING.code else toml_text(kind),
            ),
            changed=lambda kind: text("now of the kind %(kind)s", kind=kind),
        ),
    )
    title: str = field(
        default="",
        metadata=_stands(Setting("title", lambda table: table.title(), toml_text), changed=None),
    )
    points: Decimal = field(
        default=Decimal(100),
        metadata=_stands(
            Setting("points", lambda table: table.points(), toml_number),
            changed=lambda points: text("%(points)s points", points=f"{points:f}"),
        ),
    )
    published: bool = field(
        default=False,
        metadata=_stands(
            Setting(
                "published", lambda table: table.flag("published"), lambda published: None if published else "false"
            ),
            changed=lambda published: text("published") if published else text("now a draft"),
        ),
    )
    available_from: datetime | None = field(default=None, metadata=_time("available_from"))
    due_at: datetime | None = field(default=None, metadata=_time("due"))
    until_at: datetime | None = field(default=None, metadata=_time("until"))
    exercise: ExerciseSettings | None = field(  # of exercises, and of no other kind
        default=None,
        metadata=_stands(
            Setting("exercise", read_exercise, exercise_lines, is_table=True),
            changed=lambda _settings: text("new settings of the exercise"),
        ),
    )
    guide: str = field(default="", metadata=_stands(None, changed=lambda _guide: text("new guide")))
    guide_html: str = field(default="", compare=False, repr=False)
    guide_work: int | None = field(default=None, compare=False)

    def values(self) -> dict[str, Any]:
        """All of it by name, as `models.Unit` has it."""
        return {name: getattr(self, name) for name in UNIT_FIELDS}


UNIT_FIELDS = [each.name for each in fields(UnitContent)]
TIMES = ("available_from", "due_at", "until_at")  # in the order in which they must come
_SETTINGS: list[tuple[str, Setting]] = [
    (each.name, each.metadata["setting"]) for each in fields(UnitContent) if each.metadata.get("setting")
]
KEYS = {name: setting.key for name, setting in _SETTINGS}  # of `unit.toml`


def content_of(row: Any) -> UnitContent:
    """What a row of `models.Unit` says."""
    return UnitContent(**{name: getattr(row, name) for name in UNIT_FIELDS})


def read_settings(table: SettingsTable) -> dict[str, Any]:
    """The fields that `unit.toml` says, by name."""
    return {name: setting.read(table) for name, setting in _SETTINGS}


def times_out_of_order(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of two times of which the second is before the first. A unit opens, is due, closes; each may be absent."""
    known = [(name, values[name]) for name in TIMES if values.get(name)]
    return ((before, name) for (before, first), (name, second) in pairwise(known) if second < first)


def settings_lines(content: UnitContent) -> Iterator[str]:
    """The lines of `unit.toml` that say it."""
    for name, setting in _SETTINGS:
        value = setting.write(getattr(content, name))
        if value is not None:
            yield value if setting.is_table else f"{setting.key} = {value}\n"


def differences(row: Any, wanted: UnitContent) -> list[Text]:
    """What becomes different of a unit's row, in words, each once."""
    told = [(each.name, changed) for each in fields(UnitContent) if (changed := each.metadata.get("changed"))]
    values = ((getattr(wanted, name), getattr(row, name), changed) for name, changed in told)
    return list(dict.fromkeys(changed(value) for value, before, changed in values if value != before))


def _moment(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")
