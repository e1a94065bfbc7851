"""Checks of a class folder's exercises as commands make and print them."""

import sys
from collections.abc import Iterator, Sequence
from io import TextIOBase
from typing import TextIO

from django.core.management import CommandError
from django.core.management.base import OutputWrapper

from slipway.content.folder import FolderUnit
from slipway.exercise_checks.check import TellProgress, no_progress
from slipway.exercise_checks.findings import CheckFinding, FindingKind, is_sound
from slipway.exercise_checks.folder_checks import check_folder_unit
from slipway.sandbox.sandbox import SandboxFailed
from slipway.submissions.grading import sandbox

_WORDS = {FindingKind.WARNING: "hint: ", FindingKind.NOTICED: "", FindingKind.UNFAILED: "remark: "}


def unsound_exercises(
    units: Sequence[FolderUnit], out: "OutputWrapper | TextIOBase", *, most_changes: int
) -> list[str]:
    """Check exercises one after the other, and print what is found of each. Returns the slugs of those at fault.

    The runs are counted on stderr, if somebody looks at it. Raises CommandError where nothing can be run.
    """
    unsound = []
    for number, unit in enumerate(units, start=1):
        tell = _counted(sys.stderr, unit.slug) if sys.stderr.isatty() else no_progress
        try:
            findings = check_folder_unit(unit, sandbox(), most_changes=most_changes, tell=tell)
        except SandboxFailed as failed:
            message = f"The exercises can't be run on this machine, so nothing is known of them: {failed.cause.english}"
            raise CommandError(message) from failed
        told = "sound" if is_sound(findings) else "NOT SOUND"
        out.write("\n".join([f"{number} of {len(units)}, {unit.slug}: {told}", *_lines(findings)]) + "\n")
        out.flush()
        unsound += [] if is_sound(findings) else [unit.slug]
    return unsound


def _lines(findings: Sequence[CheckFinding]) -> Iterator[str]:
    return (f"  {_WORDS.get(each.kind, '')}{each.fault}" for each in findings)


def _counted(stream: TextIO, slug: str) -> TellProgress:
    def tell(done: int, of: int) -> None:
        stream.write(f"\r{slug}: {done} of {of} programs run" if done < of else "\r\033[K")
        stream.flush()

    return tell
