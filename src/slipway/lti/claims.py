"""What an LMS says, read by type: a value of another type than it should have counts as not sent.

Where a launch needs the value, `v1p3.needed` tells a missing one from one of the wrong type.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slipway.lti.return_url import sound
from slipway.lti.unexpanded import says_something
from slipway.names import made_to_fit


def as_id(value: object) -> str | None:
    """A text, or a whole number as text; None for anything else. Truth values are no numbers here."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Claims:
    """The parameters of LTI 1.1, or a JSON object of LTI 1.3: all claims, or the one called `place` within them."""

    values: Mapping[str, object]
    place: str = ""

    def called(self, name: str) -> str:
        """What a sentence calls the member `name`: without the prefix of LTI's names, with the objects around it."""
        short = name.rpartition("/")[2] if "://" in name else name
        return f"{self.place}.{short}" if self.place else short

    def text(self, name: str) -> str | None:
        """A text that says something: not empty, and no `$Variable.name` that the LMS did not expand."""
        value = self.values.get(name)
        return value if isinstance(value, str) and says_something(value) else None

    def id(self, name: str) -> str | None:
        """An id as text: some LMSs count, and write the number as JSON's."""
        value = as_id(self.values.get(name))
        return value if value is not None and says_something(value) else None

    def name(self, name: str) -> str | None:
        """What a person, course or link is called, made to fit."""
        return made_to_fit(self.text(name) or "") or None

    def url(self, name: str) -> str | None:
        """A sound http(s) URL."""
        return sound(self.text(name))

    def within(self, name: str) -> "Claims":
        """The object of that name; an empty one when there is none."""
        value = self.values.get(name)
        return Claims(value if isinstance(value, dict) else {}, self.called(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list; a single text is split at its commas (lti-dl writes `accept_media_types` so)."""
        value = self.values.get(name)
        found = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(each.strip() for each in found if isinstance(each, str) and each.strip())

    def flag(self, name: str) -> bool | None:
        """Yes or no, also when it came as text; None when the LMS says neither."""
        value = self.values.get(name)
        if isinstance(value, str):
            return {"true": True, "false": False}.get(value.strip().lower())
        return value if isinstance(value, bool) else None

    def pixels(self, name: str) -> int | None:
        """A whole number of at most five digits, also when it came as text."""
        value = as_id(self.values.get(name)) or ""
        return int(value) if value.isascii() and value.isdecimal() and len(value) <= 5 else None

    def members(self) -> dict[str, str]:
        """Every member that says something, as text."""
        return {name: text for name in self.values if (text := self._as_text(name))}

    def _as_text(self, name: str) -> str | None:
        """LMSs expand the variable of a custom parameter to a number or a truth value too."""
        value = self.values[name]
        if isinstance(value, bool):
            return str(value).lower()
        return str(value) if isinstance(value, int | float) else self.text(name)
