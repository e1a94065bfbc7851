"""A Slipway whose class has many units and students, and one of its pages as a target."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from bench.lms.course import FIRST_NEW, Person
from bench.load.timing import visit_once
from bench.machine.checkouts import of_folder
from bench.machine.postgres import postgres
from bench.targets.slipway import installed, serving, targets_of
from bench.targets.target import Target

SEED, TEACHER = Person(FIRST_NEW - 50), Person(FIRST_NEW - 51, role="Instructor")


@contextmanager
def filled(checkout: Path, database: str, *, lms: str, units: int, students: int = 0) -> Iterator[Target]:
    """It, running, for the length of the block: the target of LTI 1.1."""
    with (
        postgres() if database == "postgresql" else nullcontext(None) as on,
        installed(of_folder(checkout, "ours"), lms=lms, database=on) as made,
    ):
        with serving(made) as program:
            (by_form, _) = targets_of(made, database, [program])
            asyncio.run(visit_once(by_form, iter([SEED]), steps=by_form.steps))
        made.run("bench.rows.content", str(units), str(students))
        with serving(made) as program:
            yield replace(by_form, programs=[program, *([on.program] if on else [])])


def page_of(target: Target, path: str, mark: bytes) -> Target:
    """The same Slipway, launched at another address."""
    return replace(target, links=[f"http://localhost:{target.port}{path}"], marks=[mark])
