"""What files of a unit may be called: what a class folder can keep, and an import would read again."""

from collections.abc import Iterable, Iterator

from slipway.content.faults import Fault
from slipway.content.folder.left_overs import environments, lies_in_left_over
from slipway.content.folder.names import (
    GUIDE_FILE,
    UNIT_FILE,
    beginnings,
    clash_faults,
    name_fault,
    printable,
    same_name,
)
from slipway.words import Text, text

_OWN_FILES = frozenset({same_name(UNIT_FILE), same_name(GUIDE_FILE)})


def file_name_faults(paths: Iterable[str]) -> Iterator[Fault]:
    """What is wrong with the paths of a unit's files, inside its folder."""
    given = sorted(paths)
    for path in given:
        if problem := _problem(path):
            yield Fault(printable(path), 0, problem)
    yield from clash_faults(given)
    folders = {folder for path in given for folder in beginnings(path)[:-1]}
    for path in given:
        if path in folders:
            yield Fault(path, 0, text("is a file, and other files lie in a folder of that name; rename one"))


def _problem(path: str) -> Text | None:
    if {"", ".", ".."} & set(path.split("/")):
        return text("is no file name; write a name, and folders before it with a / between them")
    if same_name(path) in _OWN_FILES:
        return text("is written on the page of the unit, and not as a file")
    for beginning in beginnings(path):
        if fault := name_fault(beginning):
            return fault
    if lies_in_left_over(path, environments([path])):
        return text(
            "has a name that programs give to files they leave behind, and class folders pass those over; rename it"
        )
    return None
