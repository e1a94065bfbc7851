"""What ratios are wanted (issue 11, *Must hold*), each taken within rounds."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.machine.checkouts import BASELINE
from bench.report.measured import Measured, Round, Spread, door_rate, whole_cpu, whole_rate


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A figure of one target as a part of another's."""

    what: str
    one: str
    other: str
    of: Callable[[Round], float]
    least: float | None = None
    most: float | None = None

    @property
    def wanted(self) -> str:
        """In words."""
        return f"at least {self.least}" if self.least is not None else f"at most {self.most}"

    def is_measured(self, run: Measured) -> bool:
        """Whether the run had both."""
        return self.one in run.rounds and self.other in run.rounds

    def found(self, run: Measured) -> Spread:
        """The ratios of the rounds."""
        return run.ratio(self.one, self.other, self.of)

    def holds(self, run: Measured) -> bool:
        """Whether the median is as wanted."""
        middle = self.found(run).median
        return middle >= self.least if self.least is not None else middle <= (self.most or 0)


def _cheaper(database: str, version: str, most: float) -> Bound:
    one, other = f"ours-{database}-{version}", f"{BASELINE}-{database}-{version}"
    return Bound(what=f"CPU ms, {one} / {other}", one=one, other=other, of=whole_cpu, most=most)


def _faster(one: str, other: str, least: float) -> Bound:
    return Bound(what=f"launches/s, {one} / {other}", one=one, other=other, of=whole_rate, least=least)


def _door(one: str, other: str, least: float) -> Bound:
    return Bound(what=f"launches/s of the door, {one} / {other}", one=one, other=other, of=door_rate, least=least)


BOUNDS = (
    _cheaper("sqlite", "1p1", 0.35),
    _cheaper("sqlite", "1p3", 0.35),
    _cheaper("postgresql", "1p1", 0.4),
    _cheaper("postgresql", "1p3", 0.4),
    _faster("ours-sqlite-1p3", "pylti1p3", 1.0),
    _faster("ours-postgresql-1p3", "pylti1p3", 0.7),
    _faster("ours-sqlite-1p1", "flask-lti", 0.35),
    _door("ours-sqlite-1p3", "pylti1p3", 2.0),
)
