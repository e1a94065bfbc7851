"""What a class folder says, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from slipway.content.faults import Fault
from slipway.content.unit import UnitContent


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderUnit(UnitContent):
    """A unit. `slug` is its folder's name, `was` the slug that it had before (None: it was not renamed). `warnings`
    were found when it was read."""

    slug: str
    was: str | None
    files: tuple[FolderFile, ...]
    warnings: tuple[Fault, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class FolderModule:
    """A module with its units in order. `was` is the slug that it had before."""

    slug: str
    title: str
    was: str | None
    units: tuple[FolderUnit, ...]


@dataclass(frozen=True, slots=True)
class ClassFolder:
    """A class with its modules in order. `ignored` names what lay in the folder and was passed over (`.git`).

    `late_per_day`, `late_most` (percent) and `sealed_time_counts` are what `models.Classroom` has.
    """

    title: str
    description: str
    modules: tuple[FolderModule, ...]
    ignored: tuple[str, ...]
    late_per_day: Decimal = Decimal(0)
    late_most: Decimal = Decimal(100)
    sealed_time_counts: bool = False

    @property
    def warnings(self) -> Iterator[Fault]:
        """What is seldom meant so, by file and line: the class was read all the same."""
        return (warning for module in self.modules for unit in module.units for warning in unit.warnings)
