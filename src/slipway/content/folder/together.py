"""How long those files of a class may be together that take time to read: settings, test suites, programs."""

from collections.abc import Callable
from dataclasses import dataclass

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.limits import (
    KILOBYTE,
    MAX_PROGRAMS_TOGETHER,
    MAX_SUITES_TOGETHER,
    MAX_TOML_TOGETHER,
    MEGABYTE,
)
from slipway.content.folder.names import CLASS_FILE, UNIT_FILE
from slipway.content.folder.tree import Tree
from slipway.content.kinds.exercise_parts import PARTS, TESTS, part_of
from slipway.content.kinds.exercise_toml import SUITE_ENDINGS
from slipway.words import Text, text


@dataclass(frozen=True, slots=True)
class _Sort:
    has: Callable[[str], bool]  # by the path in the class folder
    most: int  # bytes
    fault: Text


def _is_toml(path: str) -> bool:
    return path == CLASS_FILE or path.endswith(f"/{UNIT_FILE}")


def is_suite(path: str) -> bool:
    """Whether a file is a test suite, by its path inside its unit's folder."""
    return path.endswith(SUITE_ENDINGS) and part_of(path) == TESTS


def is_program(path: str) -> bool:
    """Whether a file is a program of an exercise, by its path inside its unit's folder."""
    return path.endswith(".py") and part_of(path) in PARTS


def _inside(path: str) -> str:
    return path.partition("/")[2]


_SORTS = (
    _Sort(
        _is_toml,
        MAX_TOML_TOGETHER,
        text("the TOML files are longer than %(most)d KB together", most=MAX_TOML_TOGETHER // KILOBYTE),
    ),
    _Sort(
        lambda path: is_suite(_inside(path)),
        MAX_SUITES_TOGETHER,
        text("the test suites are longer than %(most)d MB together", most=MAX_SUITES_TOGETHER // MEGABYTE),
    ),
    _Sort(
        lambda path: is_program(_inside(path)),
        MAX_PROGRAMS_TOGETHER,
        text("the programs of exercises are longer than %(most)d MB together", most=MAX_PROGRAMS_TOGETHER // MEGABYTE),
    ),
)


def check_together(tree: Tree) -> None:
    """Raises FolderRefused where files of one sort are too long together, before any of them is read."""
    for sort in _SORTS:
        together = 0
        for path, content in tree.contents.items():
            together += len(content) if sort.has(path) else 0
            if together > sort.most:
                raise FolderRefused([*tree.faults, Fault(path, 0, sort.fault)])
