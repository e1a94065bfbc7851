"""The modules of a class, made to be those of its folder: read once, written in bulk."""

from collections.abc import Sequence
from uuid import UUID

from slipway.content.folder import FolderModule
from slipway.content.imports.gone import give_up_slugs, withdraw_rows
from slipway.content.imports.matching import match
from slipway.content.imports.words import ChangeLines, module_words, order_words
from slipway.content.models import Classroom, Module
from slipway.content.rows import save_all, set_values
from slipway.words import text


def sync_modules(
    classroom: Classroom, wanted: Sequence[FolderModule], words: ChangeLines
) -> tuple[list[Module], frozenset[UUID]]:
    """The class's module for each of `wanted`; and the modules that were withdrawn before and still are."""
    held = list(Module.objects.filter(classroom=classroom))
    hidden = {row.pk for row in held if row.withdrawn_at}
    found = match(wanted, held)
    give_up_slugs(found, [row.slug for row in held])
    words.of_class(order_words([row for _item, row in found.pairs if row and not row.withdrawn_at]))
    new: list[Module] = []
    changed = list(withdraw_rows(found.gone, words.of_module))
    rows: list[Module] = []
    for position, (item, row) in enumerate(found.pairs):
        words.of_module(item.slug, module_words(row, item) if row else [text("added")])
        rows.append(row or Module(classroom=classroom))
        values = {"slug": item.slug, "title": item.title, "position": position, "withdrawn_at": None}
        if set_values(rows[-1], values):
            (changed if row else new).append(rows[-1])
    Module.objects.bulk_create(new)
    save_all(changed, ["slug", "title", "position", "withdrawn_at"])
    return rows, frozenset(hidden - {row.pk for row in rows})
