"""Three ways of timing launches: many at once, many at once but step by step, one at a time."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from bench.lms.course import Person
from bench.lms.forms import signed_form
from bench.load.connection import Connection
from bench.load.launch import Launch, RefusedError
from bench.machine import cpu
from bench.targets.target import Step, Target

AT_ONCE = 8
MOST_FAILED = 0.1  # of the launches that were let in
PAUSE = 0.02  # seconds between launches of one at a time


@dataclass(frozen=True, slots=True)
class Cell:
    """What was measured of launches that ran at once."""

    launches: int
    seconds: float
    cpu_ms: float  # of each launch: tool, PostgreSQL and Redis
    generator: float  # share of a core that the generator used
    others: float  # cores that other programs of the machine used meanwhile
    latencies: Sequence[float]  # seconds, sorted
    failed: int = 0  # launches beside those, honest ones that the tool refused

    @property
    def rate(self) -> float:
        """Launches a second."""
        return self.launches / self.seconds


class Meter:
    """Processor time since it was made."""

    def __init__(self, target: Target) -> None:
        self._pids = target.pids
        self._began, self._mine = time.perf_counter(), time.process_time()
        self._used = cpu.used(self._pids)

    def cell(self, launches: int, latencies: Sequence[float] = ()) -> Cell:
        """What was used for so many launches."""
        seconds, mine, now = time.perf_counter() - self._began, time.process_time() - self._mine, cpu.used(self._pids)
        programs = now.programs - self._used.programs
        others = now.everybody - self._used.everybody - programs - mine
        return Cell(
            launches=launches,
            seconds=seconds,
            cpu_ms=1000 * programs / max(launches, 1),
            generator=mine / seconds,
            others=max(0.0, others / seconds),
            latencies=sorted(latencies),
        )


async def closed_loop(target: Target, people: Iterator[Person], *, seconds: float, steps: Sequence[Step]) -> Cell:
    """Launch as fast as the tool answers, AT_ONCE at a time, for so long; launches that have begun are finished."""
    next_launch = _signed_ahead(target, people, most=int(seconds * 2500))
    latencies: list[float] = []
    failed: list[str] = []
    async with _connections(target, AT_ONCE) as connections:
        meter = Meter(target)
        ends = time.perf_counter() + seconds

        async def browser(connection: Connection) -> None:
            while (began := time.perf_counter()) < ends:
                launch = next_launch()
                try:
                    for step in steps:
                        await launch.take(step, connection)
                except RefusedError as reason:
                    failed.append(str(reason))
                else:
                    latencies.append(time.perf_counter() - began)

        await asyncio.gather(*map(browser, connections))
        if len(failed) > MOST_FAILED * len(latencies):
            raise RefusedError(failed[0])
        return replace(meter.cell(len(latencies), latencies), failed=len(failed))


async def step_by_step(target: Target, people: Iterator[Person], *, launches: int) -> dict[Step, Cell]:
    """Take each step of so many launches, AT_ONCE at a time, before the next step of any: what each costs."""
    next_launch = _signed_ahead(target, people, most=launches)
    begun = [next_launch() for _ in range(launches)]
    cells = {}
    async with _connections(target, AT_ONCE) as connections:
        for step in target.steps:
            meter = Meter(target)
            waiting = iter(begun)

            async def browser(connection: Connection, step: Step = step, waiting: Iterator[Launch] = waiting) -> None:
                for launch in waiting:
                    await launch.take(step, connection)

            await asyncio.gather(*map(browser, connections))
            cells[step] = meter.cell(launches)
    return cells


async def one_at_a_time(target: Target, people: Iterator[Person], *, launches: int) -> list[float]:
    """Seconds from a launch's post until its page stands, of one user after another on an idle tool. Sorted."""
    taken = []
    async with _connections(target, 1) as (connection,):
        for _ in range(launches):
            launch = Launch(target, next(people))
            if target.is_token:
                await launch.take(Step.LOGIN, connection)
            body = launch.posted() if target.door else b""
            began = time.perf_counter()
            if target.door:
                launch.led_on(await launch.post(connection, body))
            for step in target.inside:
                await launch.take(step, connection)
            taken.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)
    return sorted(taken)


async def visit_once(target: Target, people: Iterator[Person], *, steps: Sequence[Step]) -> None:
    """Launch each person once, AT_ONCE at a time."""
    async with _connections(target, AT_ONCE) as connections:

        async def browser(connection: Connection) -> None:
            for person in people:
                launch = Launch(target, person)
                for step in steps:
                    await launch.take(step, connection)

        await asyncio.gather(*map(browser, connections))


def _signed_ahead(target: Target, people: Iterator[Person], *, most: int) -> Callable[[], Launch]:
    """A function that gives the next launch; forms of LTI 1.1 are signed now, as far as `most` reaches."""
    if target.is_token or not target.door:
        return lambda: Launch(target, next(people))
    links = target.links
    chosen = (next(people) for _ in range(most))
    ready = [(person, signed_form(links[person.number % len(links)], person)) for person in chosen]
    waiting = iter(ready)

    def next_launch() -> Launch:
        person, form = next(waiting, (None, b""))
        return Launch(target, person or next(people), form=form)

    return next_launch


@asynccontextmanager
async def _connections(target: Target, number: int) -> AsyncIterator[Sequence[Connection]]:
    opened = [Connection(target.port) for _ in range(number)]
    try:
        yield opened
    finally:
        for connection in opened:
            connection.close()
