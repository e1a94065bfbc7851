"""`make bench`: what launches cost, side by side. `python -m bench.launches --help` says what may be chosen."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.lms.course import FIRST_NEW, Person, newcomers, returning
from bench.lms.key_server import key_server
from bench.load.probes import let_in_although
from bench.load.timing import closed_loop, one_at_a_time, step_by_step, visit_once
from bench.machine import cores
from bench.machine.checkouts import Checkout, of_folder
from bench.machine.programs import FailedError
from bench.report.measured import Measured, Round
from bench.report.readme import write_into_readme
from bench.report.tables import report
from bench.targets.services import Service, services
from bench.targets.target import Step, Target
from tools.set_up import ROOT

QUICK = {"rounds": 5, "seconds": 0.8, "students": 60, "each": 24, "idle": 0}
WHOLE = {"rounds": 5, "seconds": 6.0, "students": 2000, "each": 120, "idle": 50}


def main() -> None:
    """Measure, and print the tables."""
    options = chosen()
    chosen_services = wanted(services(lambda: ours(options.checkout)), options.targets)
    with ExitStack() as stack:
        lms = stack.enter_context(key_server())
        targets: list[Target] = []
        left_out = []
        for service in chosen_services:
            say(f"Starting {', '.join(service.names)} …")
            try:
                targets += stack.enter_context(service.start(lms))
            except FailedError as reason:
                if not service.is_a_peer:
                    raise
                left_out.append(f"Left out, for it could not be set up: {', '.join(service.names)}. {reason}")
        targets = in_turn([target for target in targets if is_wanted(target.name, options.targets)])
        stack.enter_context(cores.on(cores.GENERATOR))
        run = measure(targets, options)
    text = report(run, " ".join([describe(options), *left_out]))
    print(text)
    if options.write:
        write_into_readme("launches", text)


def chosen() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.launches", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="Slipway alone, in under two minutes")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the Slipway that is measured as `ours`")
    parser.add_argument("--targets", default="", help="words, with commas between: targets whose names hold one")
    parser.add_argument("--rounds", type=int, help="how often each target has its turn")
    parser.add_argument("--seconds", type=float, help="how long a turn is")
    parser.add_argument("--students", type=int, help="how many people launch")
    parser.add_argument("--each", type=int, help="launches of which each step is timed apart, in each turn")
    parser.add_argument("--idle", type=int, help="launches of one user at a time, in each turn")
    parser.add_argument("--new", action="store_true", help="every launch is of somebody who was never here before")
    parser.add_argument("--no-probes", dest="probes", action="store_false", help="do not probe the targets first")
    parser.add_argument("--write", action="store_true", help="write the tables into bench/README.md")
    options = parser.parse_args()
    for name, value in (QUICK if options.quick else WHOLE).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    if options.quick and not options.targets:
        options.targets = "sqlite,postgresql"
    return options


def describe(options: argparse.Namespace) -> str:
    """How a run was made, in words."""
    people = "never seen before" if options.new else f"of {options.students} who had been there before"
    apart = "tool and databases on one core, the generator on another" if cores.APART else "all on one core"
    return (
        f"{options.rounds} interleaved rounds of {options.seconds:g} s, 8 at a time, people {people}, {apart}; "
        "medians, with the least and most of the rounds."
    )


def ours(folder: Path) -> Checkout:
    """The checkout that is measured."""
    return of_folder(folder, "ours")


def is_wanted(name: str, words: str) -> bool:
    """Whether a target was asked for."""
    return not words or any(word in name for word in words.split(","))


def in_turn(targets: Sequence[Target]) -> list[Target]:
    """Targets in an order in which those that are compared have their turns one after another."""
    kinds = list(dict.fromkeys(target.name.partition("-")[2] for target in targets))
    return sorted(targets, key=lambda target: kinds.index(target.name.partition("-")[2]))


def wanted(every: Sequence[Service], words: str) -> list[Service]:
    """The services that have a target which was asked for."""
    found = [service for service in every if any(is_wanted(name, words) for name in service.names)]
    if not found:
        sys.exit(f"No target is called so. There are: {', '.join(name for each in every for name in each.names)}")
    return found


def measure(targets: Sequence[Target], options: argparse.Namespace) -> Measured:
    """Probe and warm up each target, then let them take turns; every second round in the other direction."""
    run = Measured(rounds={target.name: [] for target in targets})
    for target in targets:
        say(f"Probing and warming up {target.name} …")
        asyncio.run(prepare(target, run, options))
    for number in range(options.rounds):
        say(f"Round {number + 1} of {options.rounds} …")
        for target in targets if number % 2 == 0 else reversed(targets):
            run.rounds[target.name].append(asyncio.run(one_round(target, options)))
    return run


async def prepare(target: Target, run: Measured, options: argparse.Namespace) -> None:
    """Probe a target, and let everybody be there once."""
    if options.probes and target.door:
        run.probes[target.name] = await let_in_although(target, (Person(FIRST_NEW - 1 - n) for n in range(20)))
    await visit_once(target, map(Person, range(options.students)), steps=target.door)
    await visit_once(target, map(Person, range(16)), steps=target.steps)


async def one_round(target: Target, options: argparse.Namespace) -> Round:
    """One turn of a target."""
    whole = await closed_loop(target, people(options), seconds=options.seconds, steps=target.steps)
    by_step = await step_by_step(target, everybody(options), launches=min(options.each, options.students))
    if not options.idle:
        return Round(whole=whole, steps=by_step)
    idle = await one_at_a_time(target, people(options), launches=options.idle)
    door = None
    if Step.SHELL in target.steps:
        door = await closed_loop(target, people(options), seconds=options.seconds / 2, steps=target.door)
    return Round(whole=whole, steps=by_step, door=door, idle=idle)


def people(options: argparse.Namespace) -> Iterator[Person]:
    """Who launches."""
    return newcomers() if options.new else returning(options.students)


def everybody(options: argparse.Namespace) -> Iterator[Person]:
    """The same, nobody twice."""
    return newcomers() if options.new else map(Person, range(options.students))


def say(what: str) -> None:
    """Tell whoever waits."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
