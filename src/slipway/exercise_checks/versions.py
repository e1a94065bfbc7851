"""What a check hangs on, as one hash: changed by any byte of tests, reference and wrong
solutions, and by the settings that results hang on."""

from collections.abc import Mapping

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


def version_in_place(unit: Unit) -> str:
    """That of an exercise as its class has it now; one statement. '' for a unit of another kind."""
    if unit.exercise is None:
        return ""
    return checked_version(unit.exercise, dict(UnitFile.objects.filter(unit=unit).values_list("path", "file_id")))
