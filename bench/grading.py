"""What grading costs, and what it takes from those who wait for pages: `python -m bench.grading --help`.

Nothing else should run meanwhile.
"""

import argparse
import asyncio
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

import httpx

from bench.grades import guests
from bench.grades.course import ADD, PROGRAM, write_class
from bench.grades.students import Student, until_graded
from bench.launches import say
from bench.lms.course import FIRST_NEW, Person
from bench.lms.key_server import key_server
from bench.load.timing import closed_loop, one_at_a_time, visit_once
from bench.machine import cores
from bench.machine.checkouts import of_folder
from bench.report.measured import percentile
from bench.report.readme import write_into_readme
from bench.report.tables import machine, table
from bench.targets.slipway import Installation, installed, serving, targets_of
from bench.targets.target import Target
from tests import asking
from tests.processes import Program, running
from tools.set_up import ROOT

DRAINED, OF_TWO_GUESTS, IDLE_TURNS, LAUNCHES, SECONDS = 60, 16, 10, 150, 8.0
PLAIN, ORACLES, UNIT_TESTS = range(3)  # units of the class
NUMBERS = count(1000)  # each student is another


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.grading", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args()
    say("Guests of the sandbox …")
    rows = rows_of_guests(guests.measured())
    with tempfile.TemporaryDirectory() as folder, key_server() as lms:
        write_class(Path(folder) / "class")
        with installed(of_folder(ROOT, "ours"), lms=lms, class_folder=Path(folder) / "class") as made:
            rows += rows_of_server(made)
    text = f"{machine()}\n\n" + table(("grading", "measured", "wanted"), rows)
    print(text)
    if options.write:
        write_into_readme("grading", text)


def rows_of_guests(seen: guests.Guests) -> list[list[str]]:
    """What one guest takes."""
    return [
        ["a guest starts, from its snapshot", f"{seen.start:.2f} s", ""],
        ["a guest starts, without one", f"{seen.plain_start:.2f} s", ""],
        ["a submission of 12 contexts in a guest", f"{seen.whole:.2f} s, {seen.cpu:.2f} s of CPU", ""],
        ["memory of a guest", f"{seen.memory} MB", "≤ 250 MB"],
        ["memory of a guest whose program takes all it gets", f"{seen.most_memory} MB", "≤ 450 MB"],
    ]


@dataclass(frozen=True)
class Server:
    """A Slipway that serves with a worker beside it."""

    made: Installation
    client: httpx.Client
    launched: Target

    def students(self, how_many: int, unit: int) -> list[Student]:
        """New ones in a unit, which wait for nothing yet."""
        address = self.made.units()[unit]["launch_url"]
        program = ADD if unit == UNIT_TESTS else PROGRAM
        return [Student(self.client, address, next(NUMBERS), program) for _ in range(how_many)]

    def drain(self, how_many: int, unit: int) -> float:
        """Hand so many in and wait for the last result. Returns how many were graded in a second."""
        students = self.students(how_many, unit)
        began = time.perf_counter()
        until_graded([(student, student.hand_in()) for student in students], every=0.1)
        return how_many / (time.perf_counter() - began)


def rows_of_server(made: Installation) -> list[list[str]]:
    """What students wait for, and what a busy worker takes from people who open pages."""
    with serving(made) as program, asking.client(f"http://localhost:{made.port}") as client:
        server = Server(made, client, targets_of(made, "sqlite", [program])[0])
        with working(made):
            server.drain(4, PLAIN)  # the worker has imported everything
            rows = rows_of_waiting(server)
            rows += rows_beside(server)
    return rows


def rows_of_waiting(server: Server) -> list[list[str]]:
    """From a submission to its result, and submissions a second."""
    say("Submissions …")
    (student,) = server.students(1, PLAIN)
    waits = sorted(student.waits() for _ in range(IDLE_TURNS))
    plain, *two = [server.drain(DRAINED, PLAIN), *(server.drain(OF_TWO_GUESTS, unit) for unit in (ORACLES, UNIT_TESTS))]
    return [
        ["handed in until the page knows the result", f"p50 {median(waits):.1f} s, most {waits[-1]:.1f} s", "≤ 2 s"],
        ["submissions a second, input and expressions", f"{plain:.1f}", "≥ 4.5"],
        ["submissions a second, with oracles", f"{two[0]:.1f}", "≥ 1"],
        ["submissions a second, of twelve unittests", f"{two[1]:.1f}", "≥ 1"],
    ]


def rows_beside(server: Server) -> list[list[str]]:
    """Launches while nothing is graded, and while submissions are."""
    say("Launches beside the worker …")
    known = [Person(FIRST_NEW + 500 + n) for n in range(40)]
    target = server.launched
    with cores.on(cores.GENERATOR):
        asyncio.run(visit_once(target, iter(known), steps=target.steps))

    def p95() -> float:
        return percentile(asyncio.run(one_at_a_time(target, _around(known), launches=LAUNCHES)), 0.95) * 1000

    def rate() -> float:
        return asyncio.run(closed_loop(target, _around(known), seconds=SECONDS, steps=target.steps)).rate

    (idle, busy), (idle_rate, busy_rate) = (_idle_and_busy(server, each) for each in (p95, rate))
    return [
        ["p95 of a launch, nothing to grade", f"{idle:.0f} ms", ""],
        [f"p95 of a launch while {DRAINED} are graded", f"{busy:.0f} ms, {busy / idle:.1f} times", ""],
        ["launches a second, nothing to grade", f"{idle_rate:.0f}", ""],
        [f"launches a second while {DRAINED} are graded", f"{busy_rate:.0f}, {busy_rate / idle_rate:.0%}", ""],
    ]


def _idle_and_busy(server: Server, measure: Callable[[], float]) -> Sequence[float]:
    idle = measure()
    students = server.students(DRAINED, PLAIN)
    handed_in = [(student, student.hand_in()) for student in students]
    waiting = threading.Thread(target=until_graded, args=(handed_in,), kwargs={"every": 1.0})
    busy = measure()
    waiting.start()
    waiting.join()
    return idle, busy


def _around(people: Sequence[Person]) -> Iterator[Person]:
    while True:
        yield from people


@contextmanager
def working(made: Installation) -> Iterator[Program]:
    """A worker, as it comes, on all cores."""
    command = [str(made.checkout.slipway), "worker"]
    with running(command, environment=made.environment, log=made.data / "worker.log") as program:
        yield program


if __name__ == "__main__":
    main()
