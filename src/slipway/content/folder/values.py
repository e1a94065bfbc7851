"""What a class folder says, as frozen values, and what can be wrong with one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from slipway.words import said

MOST_FAULTS = 100  # that are told at once


@dataclass(frozen=True)
class FolderFile:
    """A file of a unit. `path` is relative to the unit's folder, with `/`. `content_type` is told from the content:
    image/png, image/jpeg, image/gif, image/webp, text/plain (it is UTF-8) or application/octet-stream."""

    path: str
    content: bytes
    content_type: str

    @cached_property
    def sha256(self) -> str:
        """The key that the content is kept by."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class FolderUnit:
    """A unit. `slug` is its folder's name, `was` the slug that it had before (None: it was not renamed).

    `points` is 0 to 10000 with at most two decimal places; times are UTC; `guide` is Markdown with `\\n` line ends;
    `guide_html` is what it was laid out to, `guide_work` what that cost (None: laid out by an earlier release).
    """

    slug: str
    title: str
    was: str | None
    points: Decimal
    published: bool
    available_from: datetime | None
    due_at: datetime | None
    until_at: datetime | None
    guide: str
    guide_html: str = field(compare=False, repr=False)
    guide_work: int | None = field(compare=False)
    files: tuple[FolderFile, ...]


@dataclass(frozen=True, slots=True)
class FolderModule:
    """A module with its units in order. `was` is the slug that it had before."""

    slug: str
    title: str
    was: str | None
    units: tuple[FolderUnit, ...]


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """A class with its modules in order. `ignored` names what lay in the folder and was passed over (`.git`)."""

    title: str
    description: str
    modules: tuple[FolderModule, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: `path` is relative to the class folder, `line` counts from 1 (0: the whole file)."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """As a compiler would print it: `loops/unit.toml:3: points must be …`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class FolderRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The folder was not read. `faults` holds what was found, by file and line, a hundred at most; `str()` prints one
    a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        found = sorted(set(faults))
        more = [Fault(".", 0, said("has more faults; mend these first"))] if len(found) > MOST_FAULTS else []
        self.faults: list[Fault] = found[:MOST_FAULTS] + more
        super().__init__("\n".join(str(fault) for fault in self.faults))
