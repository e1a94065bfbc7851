"""The folders by which the page shows a unit's files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from slipway.content.kinds import EXERCISE
from slipway.content.kinds.exercise_parts import FOR_PROGRAMS


@dataclass(frozen=True, slots=True)
class FileGroup:
    """A folder, by its path with a slash at its end ('' for all other files); `code` stands in names of fields."""

    code: str
    folder: str
    title: str | Promise
    help: str | Promise


_OTHERS = FileGroup(
    "others", "", _("Other files"), _("Images of the guide, and whatever else lies beside it. Students get the images.")
)
_OF_EXERCISES = (
    FileGroup("starter", "starter/", _("Starter"), _("What students begin with. It is all that they get.")),
    FileGroup("tests", "tests/", _("Tests"), _("The suite, and Python files with functions that it asks.")),
    FileGroup("data", FOR_PROGRAMS, _("Files for programs"), _("What programs can read while they are tested.")),
    FileGroup("reference", "reference/", _("Reference"), _("A solution that passes every test.")),
    FileGroup(
        "wrong",
        "wrong/",
        _("Wrong solutions"),
        _(
            "Each must fail some test. Its first line is a comment that says what is wrong, such as "
            "# forgets the empty list"
        ),
    ),
)


def groups_of(kind: str) -> Sequence[FileGroup]:
    """The folders of a unit of that kind, in their order on the page."""
    return (*_OF_EXERCISES, _OTHERS) if kind == EXERCISE.code else (_OTHERS,)


def group_of(path: str, groups: Sequence[FileGroup]) -> FileGroup:
    """The group of a file: the innermost of the folders that it lies in."""
    found = [group for group in groups if path.startswith(group.folder)]
    return max(found, key=lambda group: len(group.folder))
