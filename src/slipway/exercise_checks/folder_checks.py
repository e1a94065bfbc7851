"""Checks of the exercises of a class folder, before it becomes a class, or changes one."""

from dataclasses import replace

from slipway.content.folder import ClassFolder, FolderUnit
from slipway.content.models import Classroom, Unit
from slipway.exercise_checks.check import MOST_CHANGES, TellProgress, check_exercise, no_progress
from slipway.exercise_checks.findings import CheckFinding
from slipway.exercise_checks.versions import version_in_folder, versions_in_place
from slipway.sandbox.sandbox import Sandbox


def exercises_of(folder: ClassFolder) -> list[FolderUnit]:
    """The units of a class folder that are exercises, in its order."""
    return [unit for module in folder.modules for unit in module.units if unit.exercise is not None]


def changed_exercises(folder: ClassFolder, classroom: Classroom | None) -> list[FolderUnit]:
    """Those of its exercises that are not in the class already as they are, whatever they are called there; all of
    them where there is no class yet. Two statements, none where the folder has no exercise."""
    exercises = exercises_of(folder)
    if classroom is None or not exercises:
        return exercises
    known = set(versions_in_place(Unit.objects.filter(classroom=classroom, exercise__isnull=False)).values())
    return [unit for unit in exercises if version_in_folder(unit) not in known]


def check_folder_unit(
    unit: FolderUnit, sandbox: Sandbox, *, most_changes: int = MOST_CHANGES, tell: TellProgress = no_progress
) -> list[CheckFinding]:
    """What is found of an exercise of a class folder, by its places there: `greeting/tests/tests.yaml:3`.

    What was found when the folder was read is not told again. Raises SandboxFailed.
    """
    assert unit.exercise is not None
    files = {file.path: file.content for file in unit.files}
    findings = check_exercise(unit.exercise, files, sandbox, most_changes=most_changes, tell=tell)
    return [replace(each, path=f"{unit.slug}/{each.path}") for each in findings]
