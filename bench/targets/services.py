"""Every target that there is, by name, and how it is made to run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

from bench.machine.checkouts import BASELINE, Checkout, of_commit
from bench.machine.postgres import bring_postgresql, postgres
from bench.targets.peers import bare_view, django_lti, flask_lti, ltijs, pylti1p3
from bench.targets.slipway import installed, serving, targets_of
from bench.targets.target import Target

_PEERS = {
    "bare-view": bare_view,
    "pylti1p3": pylti1p3,
    "django-lti": django_lti,
    "flask-lti": flask_lti,
    "ltijs": ltijs,
}


@dataclass(frozen=True)
class Service:
    """A program that is one target or several. `start` takes the address of the LMS."""

    names: Sequence[str]
    start: Callable[[str], AbstractContextManager[Sequence[Target]]]
    is_a_peer: bool = False  # others are measured without it, where it cannot be set up


def services(ours: Callable[[], Checkout]) -> list[Service]:
    """All of them; `ours` is the checkout that is measured."""
    states = {"ours": ours, BASELINE: of_commit}
    slipways = [
        Service(
            names=[f"{state}-{database}-{version}" for version in ("1p1", "1p3")],
            start=partial(start, checkout, f"{state}-{database}"),
        )
        for database, start in (("sqlite", _on_sqlite), ("postgresql", _on_postgresql))
        for state, checkout in states.items()
    ]
    return slipways + [Service(names=[name], start=start, is_a_peer=True) for name, start in _PEERS.items()]


@contextmanager
def _on_sqlite(checkout: Callable[[], Checkout], name: str, lms: str) -> Iterator[Sequence[Target]]:
    with installed(checkout(), lms=lms) as made, serving(made) as program:
        yield targets_of(made, name, [program])


@contextmanager
def _on_postgresql(checkout: Callable[[], Checkout], name: str, lms: str) -> Iterator[Sequence[Target]]:
    bring_postgresql()
    with postgres() as database, installed(checkout(), lms=lms, database=database) as made, serving(made) as program:
        yield targets_of(made, name, [program, database.program])
