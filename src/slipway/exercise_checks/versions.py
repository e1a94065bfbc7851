"""What a check hangs on, as one hash: changed by any byte of tests, reference and wrong
solutions, and by the settings that results hang on."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from slipway.content.folder import FolderUnit
from slipway.content.kinds.exercise_parts import REFERENCE, TESTS, WRONG
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.models import Unit, UnitFile

CHECKED_PARTS = (TESTS, REFERENCE, WRONG)


def is_checked(path: str) -> bool:
    """Whether a file of an exercise is of a part that checks look at."""
    return path.startswith(tuple(f"{part}/" for part in CHECKED_PARTS))


def checked_version(settings: ExerciseSettings, hashes: Mapping[str, str]) -> str:
    """The SHA-256 of an exercise as checks see it; `hashes` are its files' own, by path. Other files are left out."""
    return settings.version_with({path: hashes[path] for path in filter(is_checked, hashes)})


def version_in_folder(unit: FolderUnit) -> str:
    """That of an exercise of a class folder."""
    assert unit.exercise is not None
    return checked_version(unit.exercise, {file.path: file.sha256 for file in unit.files})


def versions_in_place(units: Iterable[Unit]) -> dict[UUID, str]:
    """Those of exercises as their class has them now, by ids of units; one statement. '' for a unit of another kind."""
    settings = {unit.pk: unit.exercise for unit in units}
    hashes: dict[UUID, dict[str, str]] = {pk: {} for pk in settings}
    for unit, path, sha256 in UnitFile.objects.filter(unit__in=settings).values_list("unit_id", "path", "file_id"):
        hashes[unit][path] = sha256
    return {pk: "" if each is None else checked_version(each, hashes[pk]) for pk, each in settings.items()}


def version_in_place(unit: Unit) -> str:
    """That of an exercise as its class has it now; one statement. '' for a unit of another kind."""
    return versions_in_place([unit])[unit.pk]
