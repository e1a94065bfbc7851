"""The files of a class's units, made to be those of its folder."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from slipway.content.folder import ClassFolder, FolderUnit
from slipway.content.imports.words import ChangeLines
from slipway.content.models import Unit, UnitFile
from slipway.content.stored_files import Content, store_files
from slipway.words import Text, text

UnitPairs = Sequence[tuple[FolderUnit, Unit]]


def keep_files(folder: ClassFolder) -> None:
    """Store the contents of the folder's files, before the transaction that gives them to units."""
    units = (unit for module in folder.modules for unit in module.units)
    store_files(Content(file.content, file.content_type) for unit in units for file in unit.files)


def sync_files(pairs: UnitPairs, words: ChangeLines) -> None:
    """Add, replace and remove files of the units: three statements however many there are, one for no change.

    Their contents are stored already, or the transaction cannot be committed.
    """
    held = _held(pairs)
    for unit, row in pairs:
        words.of_unit(unit.slug, _words({file.path: file.sha256 for file in unit.files}, held.get(row.pk, {})))
    keys = {(row.pk, file.path): file.sha256 for unit, row in pairs for file in unit.files}
    stale = [
        file
        for unit_id, files in held.items()
        for file in files.values()
        if keys.get((unit_id, file.path)) != file.file_id
    ]
    fresh = [at for at, key in keys.items() if at[1] not in held[at[0]] or held[at[0]][at[1]].file_id != key]
    if stale:
        UnitFile.objects.filter(pk__in=[file.pk for file in stale]).delete()
    if fresh:
        UnitFile.objects.bulk_create(UnitFile(unit_id=at[0], path=at[1], file_id=keys[at]) for at in fresh)


def _held(pairs: UnitPairs) -> defaultdict[UUID, dict[str, UnitFile]]:
    held: defaultdict[UUID, dict[str, UnitFile]] = defaultdict(dict)
    for file in UnitFile.objects.filter(unit__in=[row.pk for _, row in pairs]):
        held[file.unit_id][file.path] = file
    return held


def _words(keys: Mapping[str, str], held: Mapping[str, UnitFile]) -> Iterator[Text]:
    for path, key in keys.items():
        if path not in held:
            yield text("file %(path)s added", path=path)
        elif held[path].file_id != key:
            yield text("file %(path)s replaced", path=path)
    for path in held:
        if path not in keys:
            yield text("file %(path)s removed", path=path)
