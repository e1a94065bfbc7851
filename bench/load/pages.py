"""How long one launched page takes on an idle server, asked for again and again by the bearer of one launch."""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from bench.lms.course import Person
from bench.lms.forms import signed_form
from bench.load.connection import Connection
from bench.load.launch import Launch
from bench.load.timing import Meter
from bench.targets.target import Step, Target


@dataclass(frozen=True, slots=True)
class PageTimes:
    """What a page took, over and over."""

    milliseconds: list[float]  # sorted
    cpu_ms: float
    kilobytes: float


async def time_page(target: Target, person: Person, fields: Mapping[str, str], *, turns: int) -> PageTimes:
    """Launch once, with more fields than every launch has, and ask for the page. The first time does not count."""
    launch = Launch(target, person, form=signed_form(target.links[0], person, more=fields))
    taken, size = [], 0
    with closing(Connection(target.port)) as connection:
        await launch.take(Step.POST, connection)
        await launch.take(Step.PAGE, connection)
        meter = Meter(target)
        for _ in range(turns):
            began = time.perf_counter()
            size = await launch.take(Step.PAGE, connection)
            taken.append(1000 * (time.perf_counter() - began))
        return PageTimes(sorted(taken), meter.cell(turns).cpu_ms, size / 1000)
