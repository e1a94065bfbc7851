"""What an import changed, in words: a line for the class, and one for each module and unit."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from slipway.classes.folder import FolderModule, FolderUnit
from slipway.classes.models import Module, Unit

DATES = ("available_from", "due_at", "until_at")


class Words:
    """Gathers what is said of each; one line each, in the order in which they are first named."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}

    def of_class(self, words: Iterable[str]) -> None:
        """Say something of the class itself."""
        self._said.setdefault(_("class"), []).extend(words)

    def of_module(self, slug: str, words: Iterable[str]) -> None:
        """Say something of a module."""
        self._said.setdefault(_("module %(slug)s") % {"slug": slug}, []).extend(words)

    def of_unit(self, slug: str, words: Iterable[str]) -> None:
        """Say something of a unit."""
        self._said.setdefault(_("unit %(slug)s") % {"slug": slug}, []).extend(words)

    def lines(self) -> list[str]:
        """All of it."""
        return [f"{name}: {', '.join(words)}" for name, words in self._said.items() if words]


def module_words(row: Module, wanted: FolderModule) -> Iterator[str]:
    """What becomes different of a module that is there."""
    yield from _named(row, wanted)


def unit_words(row: Unit, wanted: FolderUnit, module: Module) -> Iterator[str]:
    """What becomes different of a unit that is there."""
    yield from _named(row, wanted)
    if row.module_id != module.pk:
        yield _("moved to module %(module)s") % {"module": module.slug}
    if row.points != wanted.points:
        yield _("%(points)s points") % {"points": f"{wanted.points:f}"}
    if row.published != wanted.published:
        yield _("published") if wanted.published else _("now a draft")
    if any(getattr(row, name) != getattr(wanted, name) for name in DATES):
        yield _("new dates")
    if row.guide != wanted.guide:
        yield _("new guide")


def order_words(rows: Sequence[Module] | Sequence[Unit]) -> Iterator[str]:
    """Whether those that were there before, in the folder's order, stood in another one."""
    places = [row.position for row in rows]
    if places != sorted(places):
        yield _("new order")


def _named(row: Module | Unit, wanted: FolderModule | FolderUnit) -> Iterator[str]:
    if row.withdrawn_at:
        yield _("restored")
    if row.slug != wanted.slug:
        yield _("renamed from %(slug)s") % {"slug": row.slug}
    if row.title != wanted.title:
        yield _("now called “%(title)s”") % {"title": wanted.title}
