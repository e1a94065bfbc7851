"""What an import changed, in words: a line for the class, and one for each module and unit.

Kept in no language: a preview is compared with what an import then does, whoever reads it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from slipway.content.folder import FolderModule, FolderUnit
from slipway.content.models import Module, Unit
from slipway.content.unit import differences
from slipway.web.languages import in_kept_words, kept_words
from slipway.words import said

Said = tuple[str, Sequence[str]]  # of what, and what; both of `slipway.words`


class Words:
    """Gathers what is said of each; one line each, in the order in which they are first named."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def of_class(self, words: Iterable[str]) -> None:
        """Say something of the class itself."""
        self._said.setdefault(said("class"), []).extend(words)

    def of_module(self, slug: str, words: Iterable[str]) -> None:
        """Say something of a module."""
        self._said.setdefault(said("module %(slug)s", slug=slug), []).extend(words)

    def of_unit(self, slug: str, words: Iterable[str]) -> None:
        """Say something of a unit."""
        self._said.setdefault(said("unit %(slug)s", slug=slug), []).extend(words)

    def lines(self) -> list[Said]:
        """All of it."""
        return [(name, words) for name, words in self._said.items() if words]


def kept_lines(lines: Iterable[Said]) -> list[Any]:
    """The lines as JSON, to be told in any language."""
    return [[_kept(name), [_kept(each) for each in words]] for name, words in lines]


def told_lines(kept: Iterable[Any]) -> list[tuple[str, str]]:
    """Kept lines in the language that is spoken now: of what, and what."""
    lines = [line for line in kept if not isinstance(line, str)]  # the release before kept texts, for a day
    return [(in_kept_words(*name), ", ".join(in_kept_words(*each) for each in words)) for name, words in lines]


def _kept(text: str) -> list[object]:
    return [text, kept_words(text)]


def module_words(row: Module, wanted: FolderModule) -> Iterator[str]:
    """What becomes different of a module that is there."""
    yield from _named(row, wanted)


def unit_words(row: Unit, wanted: FolderUnit, module: Module) -> Iterator[str]:
    """What becomes different of a unit that is there."""
    yield from _named(row, wanted)
    if row.module_id != module.pk:
        yield said("moved to module %(module)s", module=module.slug)
    yield from differences(row, wanted, apart_from=["title"])


def order_words(rows: Sequence[Module] | Sequence[Unit]) -> Iterator[str]:
    """Whether those that were there before, in the folder's order, stood in another one."""
    places = [row.position for row in rows]
    if places != sorted(places):
        yield said("new order")


def _named(row: Module | Unit, wanted: FolderModule | FolderUnit) -> Iterator[str]:
    if row.withdrawn_at:
        yield said("restored")
    if row.slug != wanted.slug:
        yield said("renamed from %(slug)s", slug=row.slug)
    if row.title != wanted.title:
        yield said("now called “%(title)s”", title=wanted.title)
