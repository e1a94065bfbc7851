"""What files of students' work may be, and so what may lie in a starter: the same for folders and for editors."""

import re

MOST_FILES_OF_WORK = 20
MOST_TEXT_OF_WORK = 200_000  # bytes of all files together
_LONGEST_PATH = 100
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}")


def is_work_path(path: str) -> bool:
    """Whether a file may be called so: letters, digits, `_`, `-` and `.`, at most three folders deep, none hidden."""
    return len(path) <= _LONGEST_PATH and _PATH.fullmatch(path) is not None
