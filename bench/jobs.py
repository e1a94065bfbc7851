"""How many jobs that do nothing are done in a second, by one worker and by four: `python -m bench.jobs --help`.

Jobs and workers are those of the drill (`tests/jobs/drill.py`). Nothing else should run meanwhile.
"""

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.launches import say
from bench.machine.postgres import postgres
from bench.report.readme import write_into_readme
from bench.report.tables import machine, table
from tests.servers import slipway_command
from tests.surroundings import slipway_environment

JOBS, FLEETS = 500, (1, 4)
QUIET = subprocess.DEVNULL
DRILL = (sys.executable, "-m", "tests.jobs.drill")


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.jobs", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into bench/README.md")
    options = parser.parse_args()
    rows = [row for product in ("sqlite", "postgresql") for row in measured(product)]
    text = f"{machine()}\n\n" + table(("jobs that do nothing", "jobs a second"), rows)
    print(text)
    if options.write:
        write_into_readme("jobs", text)


def measured(product: str) -> list[list[str]]:
    """A row for each number of workers."""
    say(f"Jobs on {product} …")
    with database(product) as environment:
        return [[f"{product}, workers: {workers}", f"{rate(environment, workers):.0f}"] for workers in FLEETS]


@contextmanager
def database(product: str) -> Iterator[Mapping[str, str]]:
    """A migrated database, by the environment of programs that use it."""
    with ExitStack() as kept:
        folder = Path(tempfile.mkdtemp(prefix="bench-jobs-"))
        kept.callback(shutil.rmtree, folder, ignore_errors=True)
        environment = slipway_environment(data=folder, DJANGO_SETTINGS_MODULE="slipway.site.settings")
        if product == "postgresql":
            environment["DATABASE_URL"] = kept.enter_context(postgres()).url
        slipway_command("migrate", environment=environment)
        yield environment


def rate(environment: Mapping[str, str], workers: int) -> float:
    """Jobs a second, from the first that is begun until all are done."""
    subprocess.run([*DRILL, "ask", str(JOBS)], env=dict(environment), check=True)
    begun = Path(environment["SLIPWAY_DATA"]) / "begun"  # a line for each attempt
    fleet = [
        subprocess.Popen(
            [*DRILL, "work", "1", "0"], env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(workers)
    ]
    try:
        while not begun.exists():
            time.sleep(0.01)
        began = time.time()
        subprocess.run(
            [*DRILL, "wait"], env=dict(environment), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        return JOBS / (begun.stat().st_mtime - began)
    finally:
        for each in fleet:
            each.send_signal(signal.SIGTERM)
        for each in fleet:
            each.wait()


if __name__ == "__main__":
    main()
