"""The home of a class of 500 students and 100 units, all begun, for its teacher and for a student: how long it takes.

`python -m bench.class_page --help`
"""

import argparse
import asyncio
from pathlib import Path
from statistics import median

from bench.launches import say
from bench.lms.key_server import key_server
from bench.load.pages import time_page
from bench.machine import cores
from bench.report.measured import percentile
from bench.report.readme import write_into_readme
from bench.report.tables import machine, table
from bench.targets.filled import SEED, TEACHER, filled, page_of
from tools.set_up import ROOT

UNITS, STUDENTS, MOST = 100, 500, 150.0


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.class_page", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the Slipway that is measured")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which")
    parser.add_argument("--turns", type=int, default=30, help="how often the page is asked for")
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args()
    rows = [row for database in options.databases.split(",") for row in measured(options, database)]
    head = f"class home, {STUDENTS} students, {UNITS} units"
    text = f"{machine()}\n\n" + table((head, "p50 ms", "p95 ms", "CPU ms", "KB", f"p50 at most {MOST:.0f}"), rows)
    print(text)
    if options.write:
        write_into_readme("class page", text)


def measured(options: argparse.Namespace, database: str) -> list[list[str]]:
    """The rows of a database."""
    say(f"Making a class of {STUDENTS} students and {UNITS} units on {database} …")
    with (
        key_server() as lms,
        filled(options.checkout, database, lms=lms, units=UNITS, students=STUDENTS) as target,
        cores.on(cores.GENERATOR),
    ):
        page, rows = page_of(target, "/lti/course", b"Unit"), []
        for who, person in (("teacher", TEACHER), ("student", SEED)):
            times = asyncio.run(time_page(page, person, {}, turns=options.turns))
            p50, p95 = median(times.milliseconds), percentile(times.milliseconds, 0.95)
            holds = "yes" if p50 <= MOST else "NO"
            figures = [f"{p50:.1f}", f"{p95:.1f}", f"{times.cpu_ms:.1f}", f"{times.kilobytes:.0f}"]
            rows.append([f"{database}, {who}", *figures, holds])
    return rows


if __name__ == "__main__":
    main()
