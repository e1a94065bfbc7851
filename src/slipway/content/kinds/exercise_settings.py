"""The table `[exercise]` of `unit.toml` as one value: what students hand in, how it is tested, what that is worth."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from slipway.suites.scoring import Credit, TabPoints
from slipway.suites.shown import Show

PROGRAMMING_LANGUAGES = ("python",)
MOST_SECONDS = 120
MOST_ATTEMPTS = 1_000
MOST_SHARE = 1_000


class CountsWhich(StrEnum):
    """Which submission of a student counts."""

    BEST = "best"
    LATEST = "latest"


class CompletedBy(StrEnum):
    """What completes an exercise for a student."""

    FULL_POINTS = "full-points"  # a submission that was graded with all points
    STUDENT = "student"  # they say so, whatever they have handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTab:
    """What is said of one tab of the suite, by its name. `share`: how many parts of the unit's points it is worth, None
    where nobody said; `time_limit` is in seconds, None: that of the whole."""

    tab: str
    share: int | None = None
    credit: Credit = Credit.ALL
    show: Show = Show.ALL
    time_limit: int | None = None

    @property
    def points(self) -> TabPoints:
        """What is said of its points."""
        return TabPoints(tab=self.tab, share=self.share, credit=self.credit)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSettings:
    """How an exercise is handed in and tested.

    `file` is what students hand in, a module at the top of their work; `tests` the suite's path in the unit, below
    `tests/`, or that of Python files with unittest classes, several by a `*`; `time_limit` seconds for all of it;
    `attempts` None for as many as they like. `late_per_day` and `late_most` are what lateness takes, in percent, 0 to
    100; None: as the class has it. `tabs` are those of which something is said, in the order of `unit.toml`.
    """

    language: str = PROGRAMMING_LANGUAGES[0]
    file: str = "submission.py"
    tests: str = "tests/tests.yaml"
    time_limit: int = 10
    attempts: int | None = None
    counts: CountsWhich = CountsWhich.BEST
    completed: CompletedBy = CompletedBy.FULL_POINTS
    late_per_day: Decimal | None = None
    late_most: Decimal | None = None
    tabs: tuple[ExerciseTab, ...] = ()

    @property
    def module(self) -> str:
        """The name by which tests import what was handed in."""
        return self.file.removesuffix(".py")

    @property
    def has_unit_tests(self) -> bool:
        """Whether its tests are a teacher's own unittest classes, and not a suite."""
        return self.tests.endswith(".py")

    def unit_test_files(self, paths: Iterable[str]) -> list[str]:
        """Which of these paths in the unit `tests` names, in order."""
        pattern = re.compile("[^/]*".join(map(re.escape, self.tests.split("*"))))
        return sorted(path for path in paths if pattern.fullmatch(path))

    @property
    def tests_folder(self) -> str:
        """The folder of the suite, in which its oracles lie: a path in the unit."""
        return self.tests.rpartition("/")[0]

    @property
    def points_of_tabs(self) -> list[TabPoints]:
        """What is said of the tabs' points, as scores are made by (`suites.scoring`)."""
        return [tab.points for tab in self.tabs]

    @property
    def shows(self) -> dict[str, Show]:
        """How much of a tab students see, by its name (`suites.shown`)."""
        return {tab.tab: tab.show for tab in self.tabs}

    @property
    def graded_by(self) -> "ExerciseSettings":
        """The same without what no result hangs on: attempts, what counts, what completes it, what lateness takes, what
        is shown.
        """
        tabs = tuple(replace(tab, show=Show.ALL) for tab in self.tabs)
        beside = {name: getattr(_DEFAULT, name) for name in _NO_PART_OF_RESULTS}
        return replace(self, tabs=tabs, **beside)

    def version_with(self, hashes: Mapping[str, str]) -> str:
        """The SHA-256 of what results hang on: of these settings, and of files by their own SHA-256, by path."""
        # `completed` came later: without it, what was graded before keeps its version.
        said = {name: value for name, value in self.graded_by.to_json().items() if name != "completed"}
        whole = hashlib.sha256(repr(said).encode())
        for path in sorted(hashes):
            whole.update(f"\0{path}\0{hashes[path]}".encode())
        return whole.hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As rows keep it."""
        percents = {name: None if (value := getattr(self, name)) is None else str(value) for name in _PERCENTS}
        return asdict(self) | percents

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_json` gave; what another release kept besides is left out."""
        said = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        tabs = tuple(_tab_from_json(each) for each in said.pop("tabs", ()))
        percents = {name: None if said.get(name) is None else Decimal(said[name]) for name in _PERCENTS}
        choices = {name: kind(said.get(name, getattr(_DEFAULT, name))) for name, kind in _CHOICES.items()}
        return cls(**{**said, **percents, **choices, "tabs": tabs})


_PERCENTS = ("late_per_day", "late_most")
_CHOICES: Mapping[str, type[StrEnum]] = {"counts": CountsWhich, "completed": CompletedBy}
_NO_PART_OF_RESULTS = ("attempts", "counts", "completed", *_PERCENTS)
_DEFAULT = ExerciseSettings()


def _tab_from_json(kept: Mapping[str, Any]) -> ExerciseTab:
    said = {each.name: kept[each.name] for each in fields(ExerciseTab) if each.name in kept}
    made = ExerciseTab(**said)
    return replace(made, credit=Credit(made.credit), show=Show(made.show))
