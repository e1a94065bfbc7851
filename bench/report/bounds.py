"""What figures are wanted (issue 11, *Must hold*): ratios, each taken within rounds, and a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bench.machine.checkouts import BASELINE
from bench.report.measured import Measured, Round, Spread, door_rate, idle_ms, whole_cpu, whole_rate


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A figure of one target, as a part of another's where one is named. Without `least` and `most` it is only said."""

    what: str
    one: str
    of: Callable[[Round], float]
    other: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def name(self) -> str:
        """What is compared."""
        return f"{self.what}, {self.one}{f' / {self.other}' if self.other else ''}"

    @property
    def wanted(self) -> str:
        """In words."""
        if self.least is not None:
            return f"at least {self.least}"
        return f"at most {self.most}" if self.most is not None else ""

    def is_measured(self, run: Measured) -> bool:
        """Whether the run had it."""
        has_all = {self.one, self.other or self.one} <= run.rounds.keys()
        return has_all and all(self.of(each) for each in run.rounds[self.one])

    def found(self, run: Measured) -> Spread:
        """The figures of the rounds."""
        return run.ratio(self.one, self.other, self.of) if self.other else run.spread(self.one, self.of)

    def holds(self, run: Measured) -> str:
        """Whether the median is as wanted."""
        middle = self.found(run).median
        if self.least is None and self.most is None:
            return ""
        good = middle >= self.least if self.least is not None else middle <= (self.most or 0)
        return "yes" if good else "NO"


def _cheaper(database: str, version: str, most: float) -> Bound:
    one, other = f"ours-{database}-{version}", f"{BASELINE}-{database}-{version}"
    return Bound(what="CPU ms", one=one, other=other, of=whole_cpu, most=most)


_faster = partial(Bound, what="launches/s", of=whole_rate)
_door = partial(Bound, what="launches/s of the door", of=door_rate)
_idle = partial(Bound, what="ms from POST to page, idle, p50", of=partial(idle_ms, part=0.5))

BOUNDS = (
    _cheaper("sqlite", "1p1", 0.35),
    _cheaper("sqlite", "1p3", 0.35),
    _cheaper("postgresql", "1p1", 0.4),
    _cheaper("postgresql", "1p3", 0.4),
    _faster(one="ours-sqlite-1p3", other="pylti1p3", least=1.0),
    _faster(one="ours-postgresql-1p3", other="pylti1p3", least=0.7),
    _faster(one="ours-sqlite-1p1", other="flask-lti", least=0.35),
    _faster(one="ours-sqlite-1p3", other="ltijs"),
    _faster(one="ours-sqlite-1p3", other="django-lti"),
    _door(one="ours-sqlite-1p3", other="pylti1p3", least=2.0),
    _door(one="ours-postgresql-1p3", other="pylti1p3"),
    _door(one="ours-sqlite-1p1", other="flask-lti"),
    _idle(one="ours-sqlite-1p1", most=8.0),
    _idle(one="ours-sqlite-1p3", most=8.0),
    _idle(one="bare-view"),
)
