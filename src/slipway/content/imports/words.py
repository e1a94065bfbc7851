"""What an import changed, in words: a line for the class, and one for each module and unit.

Kept in no language: a preview is compared with what an import then does, whoever reads it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from slipway.content.folder import FolderModule, FolderUnit
from slipway.content.models import Module, Unit
from slipway.content.unit import differences
from slipway.web.languages import translated
from slipway.words import Text, text

Line = tuple[Text, Sequence[Text]]  # what changed, and what is different of it


class ChangeLines:
    """Gathers the changes of class, modules and units: a line for each, in the order in which they are first named."""

    def __init__(self) -> None:
        self._lines: dict[Text, list[Text]] = {}

    def of_class(self, words: Iterable[Text]) -> None:
        """Say something of the class itself."""
        self._lines.setdefault(text("class"), []).extend(words)

    def of_module(self, slug: str, words: Iterable[Text]) -> None:
        """Say something of a module."""
        self._lines.setdefault(text("module %(slug)s", slug=slug), []).extend(words)

    def of_unit(self, slug: str, words: Iterable[Text]) -> None:
        """Say something of a unit."""
        self._lines.setdefault(text("unit %(slug)s", slug=slug), []).extend(words)

    def lines(self) -> list[Line]:
        """The lines of all that changed."""
        return [(name, words) for name, words in self._lines.items() if words]


def kept_lines(lines: Iterable[Line]) -> list[Any]:
    """The lines as JSON, to be told in any language."""
    return [[name.to_json(), [each.to_json() for each in words]] for name, words in lines]


def told_lines(kept: Iterable[Any]) -> list[tuple[str, str]]:
    """Kept lines in the language that is spoken now: what changed, and what is different of it."""
    return [(_translated(name), ", ".join(_translated(each) for each in words)) for name, words in kept]


def _translated(kept: Any) -> str:
    """A kept sentence, translated. Releases before kept a list: its English, then its parts where it had values."""
    return translated(Text.from_json(kept[1] or kept[0] if isinstance(kept, list) else kept))


def module_words(row: Module | Unit, wanted: FolderModule | FolderUnit) -> Iterator[Text]:
    """What becomes different of a module that is there, or of a unit in what modules have too."""
    if row.withdrawn_at:
        yield text("restored")
    if row.slug != wanted.slug:
        yield text("renamed from %(slug)s", slug=row.slug)
    if row.title != wanted.title:
        yield text("now called “%(title)s”", title=wanted.title)


def unit_words(row: Unit, wanted: FolderUnit, module: Module) -> Iterator[Text]:
    """What becomes different of a unit that is there."""
    yield from module_words(row, wanted)
    if row.module_id != module.pk:
        yield text("moved to module %(module)s", module=module.slug)
    yield from differences(row, wanted)


def order_words(rows: Sequence[Module] | Sequence[Unit]) -> Iterator[Text]:
    """Whether those that were there before, in the folder's order, stood in another one."""
    places = [row.position for row in rows]
    if places != sorted(places):
        yield text("new order")
