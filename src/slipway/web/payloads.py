"""What outlives the program that wrote it: values in sessions, rows, cookies and signed addresses.

Each holds the number of its form, so that a release may give it another one: that release reads the older forms which
are still about, and says politely of a newer one that it is over. Form 0 is what was written before there were numbers.
"""

from collections.abc import Mapping
from typing import TypeVar

FORM = "form"  # the name under which the number stands

T = TypeVar("T")


class UnreadablePayloadError(ValueError):
    """It is of a form that this release does not know, or lacks what its form has."""


class Payload:
    """A payload that is read: each value by its name and type."""

    def __init__(self, kept: object, *, newest: int) -> None:
        """Raises UnreadablePayloadError for what is no payload of the forms 0 to `newest`."""
        form = kept.get(FORM, 0) if isinstance(kept, Mapping) else None
        if not isinstance(kept, Mapping) or not isinstance(form, int) or not 0 <= form <= newest:
            raise UnreadablePayloadError(FORM)
        self.form = form
        self._values: Mapping[str, object] = kept

    def get(self, name: str, kind: type[T], default: T | None = None) -> T:
        """A value; `default` where it is missing or null. Raises UnreadablePayloadError for another type."""
        value = self._values.get(name)
        value = default if value is None else value
        if not isinstance(value, kind):
            raise UnreadablePayloadError(name)
        return value

    def optional(self, name: str, kind: type[T]) -> T | None:
        """A value that may be missing or null. Raises UnreadablePayloadError for another type."""
        return None if self._values.get(name) is None else self.get(name, kind)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; an empty one where it is missing. Raises UnreadablePayloadError."""
        values = self.get(name, list, [])
        if not all(isinstance(value, str) for value in values):
            raise UnreadablePayloadError(name)
        return tuple(values)
