"""The files of a student's work: what they may be, and what is wrong with what came in."""

import re
from collections.abc import Mapping

from slipway.words import Text, text

MOST_FILES = 20
MOST_CHARACTERS = 256 * 1024  # of all files together
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}")
_LONGEST_PATH = 100


def problem_with_files(files: object) -> Text | None:
    """Why `files` can't be anybody's work; None for a mapping of sound paths to texts within the limits."""
    if not isinstance(files, Mapping) or not all(isinstance(each, str) for each in (*files, *files.values())):
        return text("The work is not a table of files and their texts.")
    if len(files) > MOST_FILES:
        return text("These are more than %(most)d files.", most=MOST_FILES)
    if sum(map(len, files.values())) > MOST_CHARACTERS:
        return text(
            "This is more than %(most)d KB of text. Keep data out of your program.", most=MOST_CHARACTERS // 1024
        )
    if bad := [path for path in files if not is_sound_path(path)]:
        return text("“%(path)s” cannot be the name of a file here.", path=bad[0][:_LONGEST_PATH])
    if any("\0" in content for content in files.values()):
        return text("There are characters in it that no program has (NUL).")
    return None


def is_sound_path(path: str) -> bool:
    """Whether a file may be called so: letters, digits, `_`, `-` and `.`, at most three folders deep, none hidden."""
    return len(path) <= _LONGEST_PATH and _PATH.fullmatch(path) is not None
