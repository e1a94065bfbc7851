"""An exercise as it is graded: its suite and the files of its tests, read from the unit's own files."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from slipway.content.kinds.exercise_parts import FOR_PROGRAMS, TESTS
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.exercise_unit_tests import read_unit_test_files
from slipway.content.models import Unit, UnitFile
from slipway.suites.reading.suite_file import ReadSuite, read_suite
from slipway.suites.suite import Suite
from slipway.suites.unit_tests.classes import UnitTests
from slipway.words import Text, text


class BrokenExerciseError(Exception):
    """The unit holds no exercise that could be graded; `cause` is for its teachers."""

    def __init__(self, cause: Text) -> None:
        super().__init__(cause.english)
        self.cause = cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What grading needs. `oracles` are the Python files beside the suite, `files` what programs find in their folder,
    both by their paths there; `version` is the SHA-256 of all that a result hangs on.

    Where the tests are a teacher's own unittest classes they are `unit_tests`, and `suite` is empty.
    """

    settings: ExerciseSettings
    suite: Suite
    oracles: Mapping[str, bytes]
    files: Mapping[str, bytes]
    version: str
    unit_tests: UnitTests | None = None


def version_of_tests(unit: Unit) -> str:
    """The version of the unit's tests now, as `Exercise.version`: one statement that reads no file. '' for a unit that
    is no exercise.
    """
    return "" if unit.exercise is None else versions_of_tests([unit])[unit.pk]


def versions_of_tests(units: Iterable[Unit]) -> Mapping[UUID, str]:
    """The same of many, by the exercises' ids; one statement."""
    settings = {unit.pk: unit.exercise for unit in units if unit.exercise is not None}
    hashes: dict[UUID, dict[str, str]] = {pk: {} for pk in settings}
    files = UnitFile.objects.filter(unit__in=settings, path__startswith=f"{TESTS}/")
    for unit_id, path, file_id in files.values_list("unit", "path", "file"):
        hashes[unit_id][path] = file_id
    return {pk: settings[pk].version_with(hashes[pk]) for pk in settings}


def load_exercise(unit: Unit) -> Exercise:
    """The exercise of a unit: one statement, and its suite read anew. Raises BrokenExerciseError."""
    if unit.exercise is None:
        raise BrokenExerciseError(text("The unit is no exercise any more."))
    return exercise_of(unit.exercise, files_of_tests(unit))


def files_of_tests(unit: Unit) -> dict[str, bytes]:
    """What lies below the unit's `tests/`, by its paths in the unit: one statement. Nothing of it is for students."""
    rows = UnitFile.objects.filter(unit=unit, path__startswith=f"{TESTS}/").select_related("file").order_by("path")
    return {row.path: bytes(row.file.content) for row in rows}


def exercise_of(settings: ExerciseSettings, files: Mapping[str, bytes]) -> Exercise:
    """The exercise that these files below `tests/` make. Raises BrokenExerciseError."""
    unit_tests = _unit_tests(settings, files) if settings.has_unit_tests else None
    suite = Suite(tabs=(), namespace=settings.module) if unit_tests else _suite(settings, files)
    folder, beside = f"{settings.tests_folder}/", FOR_PROGRAMS
    return Exercise(
        settings=settings,
        suite=suite,
        oracles={path.removeprefix(folder): files[path] for path in files if _is_oracle(path, folder)},
        files={path.removeprefix(beside): files[path] for path in files if path.startswith(beside)},
        version=settings.version_with({path: hashlib.sha256(files[path]).hexdigest() for path in files}),
        unit_tests=unit_tests,
    )


def _suite(settings: ExerciseSettings, files: Mapping[str, bytes]) -> Suite:
    if settings.tests not in files:
        raise BrokenExerciseError(text("The suite %(path)s is missing.", path=settings.tests))
    read = _read_suite(files[settings.tests], settings.tests)
    if read.suite is None:
        raise _broken(read.faults[0].file, read.faults[0].line, read.faults[0].text)
    return read.suite


@lru_cache(maxsize=4)  # a class hands in together, and reading a suite takes as long as judging by it
def _read_suite(content: bytes, file: str) -> ReadSuite:
    return read_suite(content, file=file)


def _unit_tests(settings: ExerciseSettings, files: Mapping[str, bytes]) -> UnitTests:
    read = read_unit_test_files(settings, files)
    if read is None:
        raise BrokenExerciseError(text("The suite %(path)s is missing.", path=settings.tests))
    if read.tests is None:
        first = next(fault for fault in read.faults if not fault.is_warning)
        raise _broken(first.path, first.line, first.message)
    return read.tests


def _broken(file: str, line: int, fault: Text) -> BrokenExerciseError:
    return BrokenExerciseError(text("%(file)s:%(line)d: %(fault)s", file=file, line=line, fault=fault))


def _is_oracle(path: str, folder: str) -> bool:
    return path.startswith(folder) and path.endswith(".py")
