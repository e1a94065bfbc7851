"""Every target that there is, by name, and how it is made to run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from bench.machine.checkouts import BASELINE, Checkout, of_commit
from bench.machine.postgres import bring_postgresql, postgres
from bench.targets.slipway import installed, serving, targets_of
from bench.targets.target import Target


@dataclass(frozen=True)
class Service:
    """A program that is one target or several. `start` takes the address of the LMS."""

    names: Sequence[str]
    start: Callable[[str], AbstractContextManager[Sequence[Target]]]


def services(ours: Callable[[], Checkout]) -> list[Service]:
    """All of them; `ours` is the checkout that is measured."""
    states = {"ours": ours, BASELINE: of_commit}
    return [
        Service(
            names=[f"{state}-{database}-{version}" for version in ("1p1", "1p3")],
            start=partial(start, checkout, f"{state}-{database}"),
        )
        for database, start in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql))
        for state, checkout in states.items()
    ]


@contextmanager
def _on_sqlite(checkout: Callable[[], Checkout], name: str, lms: str) -> Iterator[Sequence[Target]]:
    with installed(checkout(), lms=lms) as made, serving(made) as program:
        yield targets_of(made, name, [program])


@contextmanager
def _on_postgresql(checkout: Callable[[], Checkout], name: str, lms: str) -> Iterator[Sequence[Target]]:
    bring_postgresql()
    with postgres() as database, installed(checkout(), lms=lms, database=database) as made, serving(made) as program:
        yield targets_of(made, name, [program, database.program])
