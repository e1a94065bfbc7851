"""The files of a unit, saved together: merged, checked, written in one transaction with its audit row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.editing.file_edits import Clash, FileEdit, MergedFiles, merge_files
from slipway.content.editing.suite_tabs import tabs_of_suite
from slipway.content.editing.unit_faults import FoundFaults, faults_of_unit
from slipway.content.export import folder_unit
from slipway.content.extent import keeping_room
from slipway.content.faults import Fault
from slipway.content.folder.values import FolderFile
from slipway.content.kinds.exercise_parts import TESTS, part_of
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.exercise_suite import cases_of_tabs
from slipway.content.models import Unit, UnitFile
from slipway.content.stored_files import store_files
from slipway.content.unit import content_of
from slipway.orgs.models import User
from slipway.words import Text, text

SAVE_TRIES = 3  # where somebody else saves between reading and writing


class FilesRefusedError(Exception):
    """Nothing was saved.

    `faults` is what an import would refuse, with paths inside the unit's folder; `clashes` are the edits, by key, that
    would undo what another has done; `held` the files as they are now.
    """

    def __init__(self, faults: Sequence[Fault], clashes: Mapping[str, Clash], held: Mapping[str, FolderFile]) -> None:
        super().__init__(f"{len(faults)} faults, {len(clashes)} clashes")
        self.faults, self.clashes, self.held = faults, clashes, held


class BusyUnitError(Exception):
    """Others saved this unit again and again meanwhile. Nothing was saved; trying again is all there is to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesWanted:
    """What somebody wants of a unit's files.

    Of an exercise also `file`, what students hand in, and `tests`, the path of its suite; None: as they are.
    """

    edits: Sequence[FileEdit]
    file: str | None = None
    tests: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFiles:
    """`changed`: whether there was anything to save. `told`: what became different of the points of tabs."""

    changed: bool
    told: Sequence[Text] = ()
    warnings: Sequence[Fault] = ()


def save_files(*, actor: User, unit: Unit, held: Mapping[str, FolderFile], wanted: FilesWanted) -> SavedFiles:
    """Save what is wanted of the unit's files, all or nothing. Raises FilesRefusedError, ClassFullError, BusyUnitError.

    `unit` and `held` are as they were read for this; where others save meanwhile, both are read anew. A file that
    nobody but `actor` changed is written; one that another changed too is a clash, and is not.
    """
    for _attempt in range(SAVE_TRIES):
        merged = merge_files(held, wanted.edits)
        settings, told = _settings(unit.exercise, wanted, held, merged)
        found = _checked(unit, settings, merged, held)
        saved = SavedFiles(changed=True, told=told, warnings=found.warnings)
        if merged.files == held and settings == unit.exercise:
            return replace(saved, changed=False)
        if _written(actor, unit, held, merged, settings):
            return saved
        unit = Unit.objects.get(pk=unit.pk)
        held = held_files(unit)
    raise BusyUnitError


def held_files(unit: Unit) -> dict[str, FolderFile]:
    """The unit's files as they are now, by path and in their order, with what stands in them: one statement."""
    rows = UnitFile.objects.filter(unit=unit).select_related("file").order_by("path")
    files = (FolderFile(row.path, bytes(row.file.content), row.file.content_type) for row in rows)
    return dict(sorted((file.path, file) for file in files))


def _settings(
    settings: ExerciseSettings | None, wanted: FilesWanted, held: Mapping[str, FolderFile], merged: MergedFiles
) -> tuple[ExerciseSettings | None, Sequence[Text]]:
    """The settings with the names that are wanted, and what is said of tabs brought to the suite as it will be."""
    if settings is None:
        return None, ()
    new = replace(settings, file=wanted.file or settings.file, tests=wanted.tests or settings.tests)
    tests_before, tests_after = _tests(held), _tests(merged.files)
    if new.tests == settings.tests and tests_before == tests_after:
        return new, ()
    before, after = cases_of_tabs(settings, tests_before), cases_of_tabs(new, tests_after)
    if after is None:  # the tests are at fault, and nothing will be saved
        return new, ()
    tabs, told = tabs_of_suite(new.tabs, list(before or ()), list(after))
    return replace(new, tabs=tabs), told


def _tests(files: Mapping[str, FolderFile]) -> dict[str, bytes]:
    return {path: file.content for path, file in files.items() if part_of(path) == TESTS}


def _checked(
    unit: Unit, settings: ExerciseSettings | None, merged: MergedFiles, held: Mapping[str, FolderFile]
) -> FoundFaults:
    """Raises FilesRefusedError."""
    written = replace(folder_unit(unit, list(merged.files.values())), exercise=settings)
    twice = [Fault(path, 0, text("is here twice; give one of them another name")) for path in merged.twice]
    found = FoundFaults(faults=twice, warnings=()) if twice else faults_of_unit(written)
    if found.faults or merged.clashes:
        raise FilesRefusedError(found.faults, merged.clashes, held)
    return found


def _written(
    actor: User, unit: Unit, held: Mapping[str, FolderFile], merged: MergedFiles, settings: ExerciseSettings | None
) -> bool:
    """Write what was checked; False, with nothing written, where the unit is another one by now."""
    new = [file for path, file in merged.files.items() if path not in held or held[path].sha256 != file.sha256]
    store_files(new)
    with transaction.atomic(), keeping_room(unit.classroom_id):
        if not _is_still(unit, held):
            return False
        if settings != unit.exercise:
            Unit.objects.filter(pk=unit.pk).update(exercise=settings)
        gone = [path for path in held if path not in merged.files]
        stale = [*gone, *(file.path for file in new)]
        UnitFile.objects.filter(unit=unit, path__in=stale).delete()
        UnitFile.objects.bulk_create(UnitFile(unit=unit, path=file.path, file_id=file.sha256) for file in new)
        counts = {"files_written": len(new), "files_removed": len(gone)}
        organization_id = unit.classroom.organization_id
        audit(actor, AuditAction.UNIT_FILES, unit, organization_id=organization_id, title=unit.title, **counts)
    return True


def _is_still(unit: Unit, held: Mapping[str, FolderFile]) -> bool:
    """Whether nobody has changed the unit or its files since they were read."""
    now = dict(UnitFile.objects.filter(unit=unit).values_list("path", "file_id"))
    if now != {path: file.sha256 for path, file in held.items()}:
        return False
    return content_of(Unit.objects.get(pk=unit.pk)) == content_of(unit)
