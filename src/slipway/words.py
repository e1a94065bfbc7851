"""Sentences that are made where Django is not known, and translated where they are shown.

The ground below every room, so that `slipway.lti` and class folders can use it. `slipway.web.languages` translates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in its parts: an English pattern, and the values that fill its places `%(name)s`.

    Without values the pattern is taken as it is, so that a percent sign in it needs no doubling. It is no `str` and
    has no `str()` of its own, so that it is not cut to a length, and not shown in English to a reader of German.
    """

    pattern: str = ""
    values: Mapping[str, str | int | float | Text] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        return bool(self.pattern)

    @property
    def english(self) -> str:
        """The sentence for logs, exceptions and the command line."""
        return self.translated(str)

    def translated(self, translate: Callable[[str], str]) -> str:
        """The sentence with its pattern, and those of the sentences in it, given through `translate`."""
        pattern = translate(self.pattern) if self.pattern else ""  # gettext answers "" with a catalogue's header
        values = {
            name: value.translated(translate) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return pattern % values if values else pattern

    def to_json(self) -> dict[str, object]:
        """The parts as rows keep them."""
        values = {name: value.to_json() if isinstance(value, Text) else value for name, value in self.values.items()}
        return {"pattern": self.pattern, "values": values}

    @classmethod
    def from_json(cls, kept: object) -> Text:
        """The sentence of which `to_json` made `kept`; of a plain `str` one without values, of anything else none."""
        if isinstance(kept, str):
            return cls(kept)
        pattern, values = (kept.get("pattern"), kept.get("values")) if isinstance(kept, Mapping) else ("", {})
        if not isinstance(pattern, str) or not isinstance(values, Mapping):
            return cls()
        return cls(pattern, {str(name): _value(value) for name, value in values.items()})


def _value(kept: object) -> str | int | float | Text:
    if isinstance(kept, Mapping):
        return Text.from_json(kept)
    return kept if isinstance(kept, str | int | float) else str(kept)


def text(pattern: str, **values: str | int | float | Text) -> Text:
    """The sentence, marked for translation: `pattern` is a literal, which `tools.extraction` finds."""
    return Text(pattern, values)
