"""A run as tables in Markdown."""

import os
import platform
import time
from collections.abc import Sequence
from functools import partial
from statistics import median

from bench.machine import cpu
from bench.report.bounds import BOUNDS
from bench.report.measured import (
    Measured,
    door_cpu,
    door_rate,
    failed,
    idle_ms,
    latency_ms,
    step_cpu,
    whole_cpu,
    whole_rate,
)
from bench.targets.target import Step


def report(run: Measured, what: str) -> str:
    """The whole report; `what` says how it was run."""
    parts = [circumstances(what, run), launches(run), steps(run), doors(run), ratios(run)]
    return "\n\n".join(part for part in parts if part) + "\n"


def machine() -> str:
    """When and where."""
    when = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    return f"{when} UTC, {os.cpu_count()} cores of {cpu.model()}, Python {platform.python_version()}."


def circumstances(what: str, run: Measured) -> str:
    """Machine, date, and how busy everybody was."""
    rounds = [each for several in run.rounds.values() for each in several]
    busiest = max(each.whole.generator for each in rounds)
    others = [each.whole.others for each in rounds]
    return (
        f"{machine()} {what} "
        f"The generator used {busiest:.0%} of its core at most. Other programs of the machine used "
        f"{median(others):.2f} cores (median; {max(others):.2f} at most): above 0.1 the figures below are noise."
    )


def launches(run: Measured) -> str:
    """Whole launches, until the page stands."""
    head = (
        "target",
        "launches/s",
        "p50 ms",
        "p95 ms",
        "CPU ms",
        "idle p50 ms",
        "idle p95 ms",
        "failed %",
        "let in although",
    )
    rows = []
    for name, rounds in run.rounds.items():
        spread = partial(run.spread, name)
        idle = [f"{spread(partial(idle_ms, part=part)):.1f}" if rounds[0].idle else "" for part in (0.5, 0.95)]
        p50, p95 = (f"{spread(partial(latency_ms, part=part)):.0f}" for part in (0.5, 0.95))
        rate, used = f"{spread(whole_rate):.0f}", f"{spread(whole_cpu):.1f}"
        rows.append((name, rate, p50, p95, used, *idle, f"{spread(failed).median:.1f}", probes(run, name)))
    return table(head, rows)


def probes(run: Measured, name: str) -> str:
    """What a target let in although it should not have."""
    return ", ".join(run.probes[name]) or "nothing" if name in run.probes else "not probed"


def steps(run: Measured) -> str:
    """CPU ms of each kind of request."""
    rows = []
    for name, rounds in run.rounds.items():
        cells = [f"{run.spread(name, step_cpu(step)):.1f}" if step in rounds[0].steps else "" for step in Step]
        rows.append((name, *cells))
    return table(("CPU ms", *Step), rows)


def doors(run: Measured) -> str:
    """Launches until the redirect."""
    rows = [
        (name, f"{run.spread(name, door_rate):.0f}", f"{run.spread(name, door_cpu):.1f}")
        for name, rounds in run.rounds.items()
        if rounds[0].door
    ]
    return table(("the door alone", "launches/s", "CPU ms"), rows) if rows else ""


def ratios(run: Measured) -> str:
    """Ratios within rounds and times, beside what they are to be."""
    rows = [
        (bound.name, f"{bound.found(run):.2f}", bound.wanted, bound.holds(run))
        for bound in BOUNDS
        if bound.is_measured(run)
    ]
    return table(("figure", "found", "wanted", "holds"), rows) if rows else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
