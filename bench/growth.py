"""`make bench-growth`: launches in a Slipway with a million launch records and 200,000 people of one LMS, and in one
that is as good as empty. `python -m bench.growth --help` says what may be chosen.
"""

import argparse
import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.launches import describe, measure, say
from bench.lms.course import FIRST_NEW, Person
from bench.lms.key_server import key_server
from bench.load.timing import visit_once
from bench.machine import cores
from bench.machine.checkouts import of_folder
from bench.machine.postgres import Postgres, bring_postgresql, postgres
from bench.report.measured import Measured, Round, idle_ms, latency_ms, whole_cpu
from bench.report.readme import write_into_readme
from bench.report.tables import circumstances, table
from bench.targets.slipway import Installation, installed, serving, targets_of
from bench.targets.target import Target
from tools.set_up import ROOT

MOST = 1.2  # times the p95 of an empty database
SEED = Person(FIRST_NEW - 50)


@dataclass(frozen=True)
class Made:
    """What the making of the rows told."""

    database: str
    seconds: float
    bytes_of_a_launch: int


def main() -> None:
    """Make the rows, measure, and print the table."""
    options = chosen()
    made: list[Made] = []
    with ExitStack() as stack:
        lms = stack.enter_context(key_server())
        targets: list[Target] = []
        for database in options.databases.split(","):
            held = stack.enter_context(_databases(database))
            say(f"Making {options.launches} launch records of {options.people} people on {database} …")
            for state, on in zip(("empty", "grown"), held, strict=True):
                targets += stack.enter_context(_slipway(options, f"{state}-{database}", lms, on, made))
        stack.enter_context(cores.on(cores.GENERATOR))
        run = measure(sorted(targets, key=lambda target: target.name.partition("-")[2]), options)
    text = report(run, describe(options), made)
    print(text)
    if options.write:
        write_into_readme("growth", text)


def chosen() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the Slipway that is measured")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which")
    parser.add_argument("--launches", type=int, default=1_000_000, help="launch records")
    parser.add_argument("--people", type=int, default=200_000, help="people of the LMS")
    parser.add_argument("--rounds", type=int, default=5, help="how often each has its turn")
    parser.add_argument("--seconds", type=float, default=8, help="how long a turn is")
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    parser.set_defaults(students=500, each=24, idle=40, new=False, probes=False)
    return parser.parse_args()


@contextmanager
def _databases(database: str) -> Iterator[Sequence[Postgres | None]]:
    """Two of them: None for SQLite's file."""
    if database == "sqlite":
        yield None, None
        return
    bring_postgresql()
    with postgres() as one, postgres() as other:
        yield one, other


@contextmanager
def _slipway(
    options: argparse.Namespace, name: str, lms: str, database: Postgres | None, made: list[Made]
) -> Iterator[Sequence[Target]]:
    with installed(of_folder(options.checkout, "ours"), lms=lms, database=database) as installation:
        if name.startswith("grown"):
            made.append(_grow(installation, name, options))
        with serving(installation) as program:
            yield targets_of(installation, name, [program, *([database.program] if database else [])])


def _grow(installation: Installation, name: str, options: argparse.Namespace) -> Made:
    """One launch by each version of LTI, and many rows like those that it has left."""
    with serving(installation) as program:
        for target in targets_of(installation, name, [program]):
            asyncio.run(visit_once(target, iter([SEED]), steps=target.steps))
    numbers = [str(options.launches), str(options.people), str(options.students)]
    told = json.loads(installation.run("bench.rows.growth", *numbers))
    return Made(database=name.partition("-")[2], **told)


def report(run: Measured, what: str, made: Sequence[Made]) -> str:
    """The table."""
    rows = [_row(run, name) for name in run.rounds if name.startswith("grown")]
    head = ("target", "p50 ms empty", "grown", "p95 ms empty", "grown", "CPU ms empty", "grown", "idle p95 ratio")
    told = [f"On {each.database}: made in {each.seconds:.0f} s; a launch record takes {each.bytes_of_a_launch} bytes "
            "with its indexes." for each in made]  # fmt: skip
    return "\n\n".join([circumstances(what, run), *told, table((*head, "p95 ratio", "holds"), rows)]) + "\n"


def _row(run: Measured, grown: str) -> Sequence[str]:
    empty = grown.replace("grown", "empty")

    def both(of: Callable[[Round], float]) -> Sequence[str]:
        return [f"{run.spread(name, of).median:.1f}" for name in (empty, grown)]

    p50, p95 = partial(latency_ms, part=0.5), partial(latency_ms, part=0.95)
    ratio = run.ratio(grown, empty, p95)
    idle = f"{run.ratio(grown, empty, partial(idle_ms, part=0.95)):.2f}"
    name = grown.removeprefix("grown-")
    holds = "yes" if ratio.median <= MOST else "NO"
    return [name, *both(p50), *both(p95), *both(whole_cpu), idle, f"{ratio:.2f}", holds]


if __name__ == "__main__":
    main()
