"""Names in a class folder: those that the format gives, and those that not every system can keep."""

import unicodedata
from collections.abc import Iterable

from slipway.content.faults import Fault
from slipway.content.folder.limits import MAX_PATH
from slipway.content.letters import composed
from slipway.words import Text, text

CLASS_FILE = "class.toml"
UNIT_FILE = "unit.toml"
GUIDE_FILE = "guide.md"


def beginnings(path: str) -> list[str]:
    """The folders that `path` lies in, the outermost first, and `path` itself."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def name_fault(path: str) -> Text | None:
    """What is wrong with the last part of `path`, or with its length."""
    name = path.rpartition("/")[2]
    if printable(name) != name or "\\" in name or name != name.strip():
        return text("has a name with characters that other systems cannot keep; rename it")
    if len(path) > MAX_PATH:
        return text("has a path longer than %(most)d characters", most=MAX_PATH)
    return None


def clash_faults(paths: Iterable[str]) -> list[Fault]:
    """Every path that another one, or a folder of another one, is written like, but for case: systems that
    do not tell them apart keep one of the two."""
    spelled: dict[str, str] = {}
    faults: list[Fault] = []
    for path in sorted(paths):
        for written in beginnings(path):
            first = spelled.setdefault(same_name(written), written)
            if first != written:
                fault = text("differs only by case from %(other)r; rename one", other=printable(first))
                faults.append(Fault(printable(written), 0, fault))
                break
    return faults


def same_name(path: str) -> str:
    """Equal for paths that some system takes for one."""
    return composed(composed(path).casefold())


def printable(name: str) -> str:
    """`name` without control characters, direction marks and bytes that are no UTF-8."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(char)[0] == "C" else char for char in name)
