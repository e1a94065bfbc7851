"""What a run has measured: a list of rounds for each target, and medians over them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load.timing import Cell
from bench.targets.target import Step


@dataclass(frozen=True, kw_only=True)
class Round:
    """What one round has measured of one target."""

    whole: Cell
    steps: Mapping[Step, Cell]
    door: Cell | None = None  # login and post alone
    idle: Sequence[float] = ()  # seconds from post to page of one user at a time, sorted


@dataclass
class Measured:
    """All rounds of a run, by target, in the order in which targets were named; what the probes found."""

    rounds: dict[str, list[Round]] = field(default_factory=dict)
    probes: dict[str, Sequence[str]] = field(default_factory=dict)

    def spread(self, target: str, of: Callable[[Round], float]) -> "Spread":
        """A figure of a target over its rounds."""
        return Spread([of(each) for each in self.rounds[target]])

    def ratio(self, target: str, other: str, of: Callable[[Round], float]) -> "Spread":
        """A figure of a target as a part of another's, within each round."""
        pairs = zip(self.rounds[target], self.rounds[other], strict=True)
        return Spread([of(one) / of(two) for one, two in pairs])


@dataclass(frozen=True)
class Spread:
    """The same figure of several rounds."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    def __format__(self, spec: str) -> str:
        """The median, with least and most behind it where there are several rounds."""
        if len(self.values) == 1:
            return format(self.median, spec)
        return f"{self.median:{spec}} ({min(self.values):{spec}}-{max(self.values):{spec}})"


def percentile(ordered: Sequence[float], part: float) -> float:
    """The value that this part of sorted values is below."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def whole_cpu(each: Round) -> float:
    """CPU ms of a whole launch."""
    return each.whole.cpu_ms


def whole_rate(each: Round) -> float:
    """Whole launches a second."""
    return each.whole.rate


def latency_ms(each: Round, part: float) -> float:
    """A percentile of whole launches at once, in ms."""
    return 1000 * percentile(each.whole.latencies, part)


def idle_ms(each: Round, part: float) -> float:
    """A percentile of one user at a time, in ms."""
    return 1000 * percentile(each.idle, part)


def failed(each: Round) -> float:
    """Honest launches that were refused, in a hundred that were let in."""
    return 100 * each.whole.failed / max(each.whole.launches, 1)


def step_cpu(step: Step) -> Callable[[Round], float]:
    """CPU ms of one step."""
    return lambda each: each.steps[step].cpu_ms


def door_rate(each: Round) -> float:
    """Launches a second until the redirect; the whole where a page answers the post."""
    return (each.door or each.whole).rate


def door_cpu(each: Round) -> float:
    """CPU ms until the redirect."""
    return (each.door or each.whole).cpu_ms
