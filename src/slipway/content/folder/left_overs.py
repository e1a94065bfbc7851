"""What programs leave behind in folders, mostly where nobody sees it: no part of a class, and passed over."""

import re
from collections.abc import Container, Iterable

from slipway.content.folder.names import beginnings

# All names that begin with a dot are passed over: version control, editors, systems, caches, secrets. Of the others:
_EXACT = frozenset(
    name.casefold()
    for names in (
        "__MACOSX Icon\r desktop.ini Thumbs.db ehthumbs.db ehthumbs_vista.db $RECYCLE.BIN",
        "__pycache__ node_modules",
    )
    for name in names.split(" ")
)
_SHAPED = re.compile(
    r"""\..*
    | .+~ | .+\.sw[j-px] | \#.+\# | .+\.(?:bak|orig)  # editors and merges: the text before, and while it is changed
    | ~\$.+ | .+\.(?:tmp|part)  # Word; what is half written or half fetched
    | .+\.(?:iml|code-workspace|py[co])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# For the reader of a repository; beside class.toml only.
_AT_TOP = re.compile(r"(?:readme|licen[sc]e|copying|changelog|contributing)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
# A unit's folder may have such a name too: Python's environments are known by the file in them.
_ENVIRONMENT = re.compile(r"((?:.*/)?(?:virtual|v)?env)/pyvenv\.cfg", re.IGNORECASE | re.DOTALL)


def environments(paths: Iterable[str]) -> frozenset[str]:
    """The folders among `paths`, of files, that are Python's virtual environments: passed over too."""
    return frozenset(found[1] for path in paths if (found := _ENVIRONMENT.fullmatch(path)))


def is_ignored(path: str, made: Container[str] = ()) -> bool:
    """Whether the last part of `path` is passed over, with all that lies in it. `made` are `environments`."""
    folder, _slash, name = path.rpartition("/")
    return is_left_over(name) or path in made or (not folder and _AT_TOP.fullmatch(name) is not None)


def lies_in_left_over(path: str, made: Container[str] = ()) -> bool:
    """Whether some part of `path` is passed over anywhere."""
    return any(map(is_left_over, path.split("/"))) or any(upper in made for upper in beginnings(path))


def is_left_over(name: str) -> bool:
    """Whether a file or folder of this name is passed over wherever it lies."""
    return name.casefold() in _EXACT or _SHAPED.fullmatch(name) is not None
