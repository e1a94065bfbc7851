"""The tests of rows and of single attempts once more, on the database of the environment: a process has one.

`python -m tests.jobs.everywhere` prints the names of those that held, as JSON. Nothing that they write stays.
"""

import inspect
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import django

django.setup()

from django.db import transaction  # noqa: E402

from slipway.jobs.models import Job  # noqa: E402
from tests.jobs import test_perform, test_rows  # noqa: E402
from tests.jobs.asked import registered  # noqa: E402


def main() -> list[str]:
    """Run them all. The first that fails ends it, with its traceback."""
    held = []
    for name, test in claims():
        with registered(form=3) if test.__module__ == test_rows.__name__ else nullcontext(), transaction.atomic():
            Job.objects.all().delete()
            test()
            transaction.set_rollback(True)
        held.append(name)
    return held


def claims() -> Iterator[tuple[str, Callable[[], None]]]:
    """The tests that need nothing but a database."""
    for module in (test_rows, test_perform):
        for name, test in vars(module).items():
            if name.startswith("test_") and not inspect.signature(test).parameters:
                yield name, test


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
