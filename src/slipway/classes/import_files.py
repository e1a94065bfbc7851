"""The files of a class's units, made to be those of its folder."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from slipway.classes.folder import FolderUnit
from slipway.classes.import_words import Words
from slipway.classes.models import Unit, UnitFile
from slipway.classes.stored_files import Content, keep
from slipway.words import said

Pairs = Sequence[tuple[FolderUnit, Unit]]


def sync_files(pairs: Pairs, words: Words) -> None:
    """Add, replace and remove files of the units: four statements however many there are, none for no change."""
    held = _held(pairs)
    files = {(row.pk, file.path): file for unit, row in pairs for file in unit.files}
    wanted = {place: Content(file.content, file.content_type) for place, file in files.items()}
    keys = {place: content.sha256 for place, content in wanted.items()}
    for unit, row in pairs:
        words.of_unit(unit.slug, _words(row.pk, keys, held))
    stale = [file.pk for place, file in held.items() if keys.get(place) != file.file_id]
    fresh = [place for place in keys if place not in held or held[place].file_id != keys[place]]
    if stale:
        UnitFile.objects.filter(pk__in=stale).delete()
    if fresh:
        keep(wanted[place] for place in fresh)
        UnitFile.objects.bulk_create(UnitFile(unit_id=at[0], path=at[1], file_id=keys[at]) for at in fresh)


def _held(pairs: Pairs) -> dict[tuple[UUID, str], UnitFile]:
    rows = UnitFile.objects.filter(unit__in=[row.pk for _, row in pairs])
    return {(file.unit_id, file.path): file for file in rows}


def _words(
    unit_id: UUID, keys: Mapping[tuple[UUID, str], str], held: Mapping[tuple[UUID, str], UnitFile]
) -> Iterator[str]:
    for place, key in keys.items():
        if place[0] == unit_id and place not in held:
            yield said("file %(path)s added", path=place[1])
        elif place[0] == unit_id and held[place].file_id != key:
            yield said("file %(path)s replaced", path=place[1])
    for place in held:
        if place[0] == unit_id and place not in keys:
            yield said("file %(path)s removed", path=place[1])
