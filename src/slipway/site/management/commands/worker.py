"""`slipway worker`: does jobs, such as grading, until it is told to stop."""

import os
import signal
import sys
import threading
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import CommandError
from django.db import connections

from slipway.jobs.kinds import JobKind, UnknownJobKindError, job_kind, job_kinds
from slipway.jobs.worker import Worker
from slipway.site.management.numbers import at_least_one
from slipway.site.management.on_database import DatabaseCommand
from slipway.site.serving import default_workers

# What the worker leaves to others on the machine: people who wait for a page come first. (Guests leave them all:
# slipway.sandbox.guest_process.) Linux shares processors among sessions first, then among the programs of one.
POLITENESS = 10
SESSION = Path("/proc/self/autogroup")


class Command(DatabaseCommand):
    help = (
        "Do what is left for later, such as grading, until SIGTERM or Ctrl-C: what runs then may end within 8 seconds, "
        "and the rest is left for another worker. Several workers may run, on several machines too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        of_kind = "do jobs of this kind alone (may be given several times)"
        parser.add_argument("--kind", action="append", metavar="KIND", help=of_kind)
        at_once, cores = "how many jobs at once (%(default)s)", default_workers()
        parser.add_argument("--at-once", type=at_least_one, default=cores, metavar="N", help=at_once)
        parser.add_argument("--beside", type=int, metavar="PID", help=SUPPRESS)  # end with the program that started it

    def handle(self, *args: Any, **options: Any) -> None:
        step_back()
        kinds = chosen_kinds(options["kind"] or [])
        connections.close_all()
        worker = Worker(kinds, at_once=options["at_once"])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        if options["beside"] is not None:
            threading.Thread(target=_stop_with, args=(options["beside"], worker), daemon=True).start()
        self.stdout.write(f"Slipway: worker for {', '.join(kind.code for kind in kinds) or 'no kind of jobs'}")
        self.stdout.flush()
        if not worker.run():
            sys.exit(1)


def step_back() -> None:
    """Be polite, and so be this session, unless it is a person's at a terminal; where Linux knows of it at all."""
    os.nice(POLITENESS)
    if not os.isatty(0):
        with suppress(OSError):
            SESSION.write_text(str(POLITENESS))


def chosen_kinds(codes: Sequence[str]) -> list[JobKind]:
    """The kinds of these codes; all, where there is none. Raises CommandError."""
    try:
        return [job_kind(code) for code in codes] or list(job_kinds().values())
    except UnknownJobKindError as unknown:
        message = f"There are no jobs of the kind {unknown}. Kinds: {', '.join(sorted(job_kinds())) or 'none'}."
        raise CommandError(message) from unknown


def _stop_with(parent: int, worker: Worker) -> None:
    """Stop when the process that started this one is no more, however it ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    worker.stop()
