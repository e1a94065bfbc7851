"""The table `[exercise]` of `unit.toml` as one value: what students hand in, how it is tested, what that is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

LANGUAGES = ("python",)
MOST_SECONDS = 120
MOST_ATTEMPTS = 1_000
MOST_SHARE = 1_000
MOST_TABS = 20


class CountsWhich(StrEnum):
    """Which submission of a student counts."""

    BEST = "best"
    LATEST = "latest"


class Credit(StrEnum):
    """What a tab is worth that passes in part."""

    ALL = "all"  # nothing: every case passes, or none counts
    CASES = "cases"  # as much of its share as cases pass


class Show(StrEnum):
    """What a student sees of a tab's cases."""

    ALL = "all"
    VERDICT = "verdict"  # passed or not: no input, no expected text, no output, no message
    AFTER_DUE = "after-due"  # the verdict until the unit is due, all from then on


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseTab:
    """What is said of one tab of the suite, by its name. `share`: how many parts of the unit's points it is worth, None
    where nobody said; `time_limit` is in seconds, None: that of the whole."""

    tab: str
    share: int | None = None
    credit: Credit = Credit.ALL
    show: Show = Show.ALL
    time_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseSettings:
    """How an exercise is handed in and tested.

    `file` is what students hand in, a module at the top of their work; `tests` the suite's path in the unit, below
    `tests/`; `time_limit` seconds for all of it; `attempts` None for as many as they like. `tabs` are those of which
    something is said, in the order of `unit.toml`.
    """

    language: str = LANGUAGES[0]
    file: str = "submission.py"
    tests: str = "tests/tests.yaml"
    time_limit: int = 10
    attempts: int | None = None
    counts: CountsWhich = CountsWhich.BEST
    tabs: tuple[ExerciseTab, ...] = ()

    @property
    def module(self) -> str:
        """The name by which tests import what was handed in."""
        return self.file.removesuffix(".py")

    @property
    def tests_folder(self) -> str:
        """The folder of the suite, in which its oracles lie: a path in the unit."""
        return self.tests.rpartition("/")[0]

    def of_tab(self, name: str) -> ExerciseTab:
        """What holds for the tab of that name, with its share: where nobody said one, that is 1, or 0 as soon as any
        tab has one."""
        said = next((each for each in self.tabs if each.tab == name), ExerciseTab(tab=name))
        if said.share is not None:
            return said
        return replace(said, share=0 if self.says_shares else 1)

    @property
    def says_shares(self) -> bool:
        """Whether any tab was given a share."""
        return any(each.share is not None for each in self.tabs)

    def counts_any(self, names: Iterable[str]) -> bool:
        """Whether one of the suite's tabs, by name, is worth anything."""
        return any(self.of_tab(name).share for name in names)

    def to_json(self) -> dict[str, Any]:
        """As rows keep it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_json` gave; what another release kept besides is left out."""
        said = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        tabs = tuple(_tab_from_json(each) for each in said.pop("tabs", ()))
        return cls(**{**said, "counts": CountsWhich(said.get("counts", CountsWhich.BEST)), "tabs": tabs})


def _tab_from_json(kept: Mapping[str, Any]) -> ExerciseTab:
    said = {each.name: kept[each.name] for each in fields(ExerciseTab) if each.name in kept}
    made = ExerciseTab(**said)
    return replace(made, credit=Credit(made.credit), show=Show(made.show))
