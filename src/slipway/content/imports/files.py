"""The files of a class's units, made to be those of its folder."""

from collections.abc import Sequence

from slipway.content.folder import ClassFolder, FolderUnit
from slipway.content.imports.words import ChangeLines
from slipway.content.models import Unit, UnitFile
from slipway.content.stored_files import store_files
from slipway.words import text

UnitPairs = Sequence[tuple[FolderUnit, Unit]]


def keep_files(folder: ClassFolder) -> None:
    """Store the contents of the folder's files, before the transaction that gives them to units."""
    store_files(file for module in folder.modules for unit in module.units for file in unit.files)


def sync_files(pairs: UnitPairs, words: ChangeLines) -> None:
    """Add, replace and remove files of the units: three statements however many there are, one for no change.

    Their contents are stored already, or the transaction cannot be committed.
    """
    slugs = {row.pk: unit.slug for unit, row in pairs}
    wanted = {(row.pk, file.path): file.sha256 for unit, row in pairs for file in unit.files}
    files = UnitFile.objects.filter(unit__in=[row.pk for _unit, row in pairs])
    held = {(file.unit_id, file.path): file for file in files}
    fresh = [at for at, key in wanted.items() if at not in held or held[at].file_id != key]
    gone = [at for at in held if at not in wanted]
    for at in fresh:
        change = text("file %(path)s replaced", path=at[1]) if at in held else text("file %(path)s added", path=at[1])
        words.of_unit(slugs[at[0]], [change])
    for unit_id, path in gone:
        words.of_unit(slugs[unit_id], [text("file %(path)s removed", path=path)])
    if stale := [held[at] for at in [*gone, *fresh] if at in held]:
        UnitFile.objects.filter(pk__in=[file.pk for file in stale]).delete()
    if fresh:
        UnitFile.objects.bulk_create(UnitFile(unit_id=at[0], path=at[1], file_id=wanted[at]) for at in fresh)
