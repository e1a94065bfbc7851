"""A rehearsal whose worker is killed in the middle: `python -m tests.regrading.drill`

* `ask COUNT` makes a unit with so many graded submissions, changes its tests, and asks for a rehearsal;
* `work` is a worker of regrades, with leases of two seconds; `written` in the data folder has a line for each row that
  it writes: its process and the row;
* `rows` prints how the regrade and its rows stand, as JSON.
"""

import json
import os
import signal
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

from slipway.jobs.worker import Worker  # noqa: E402
from slipway.regrading import rehearsal  # noqa: E402
from slipway.regrading.asking import rehearse  # noqa: E402
from slipway.regrading.models import Regrade, RegradeRow  # noqa: E402
from slipway.regrading.rehearsal import REGRADE  # noqa: E402
from slipway.regrading.rows import write_rehearsed  # noqa: E402
from slipway.submissions.lateness import Lateness  # noqa: E402
from slipway.submissions.models import Submission  # noqa: E402
from slipway.submissions.running import Graded  # noqa: E402
from tests import factories  # noqa: E402
from tests.submissions.exercise import RIGHT, exercise_unit  # noqa: E402

WRITTEN = Path(os.environ["SLIPWAY_DATA"]) / "written"


def ask(number: int) -> None:
    unit = exercise_unit()
    for each in range(number):
        made = Submission.objects.create(
            unit=unit, user=factories.account(f"s{each}@acme.example"), number=1, files={"shapes.py": RIGHT},
            counts_at=timezone.now(), state="graded", score=Decimal("0.5"), kept_score=Decimal("0.5"),
            tests_version="older",
        )  # fmt: skip
        assert made.pk
    rehearse(actor=factories.account("teacher@acme.example"), unit=unit)


def noted(row: RegradeRow, graded: Graded, lateness: Lateness) -> None:
    """Write the row, and note that this process did."""
    write_rehearsed(row, graded, lateness)
    with WRITTEN.open("a") as file:
        file.write(f"{os.getpid()} {row.pk}\n")


def work() -> None:
    setattr(rehearsal, "write_rehearsed", noted)  # noqa: B010 - it does what it does, and leaves a trace
    worker = Worker([REGRADE], at_once=2, lease=timedelta(seconds=2))
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    sys.exit(0 if worker.run() else 1)


def rows() -> None:
    regrade = Regrade.objects.get()
    states = [[row.state, str(row.old_score), str(row.new_score)] for row in regrade.rows.all()]
    untouched = Submission.objects.filter(score=Decimal("0.5"), tests_version="older").count()
    json.dump({"state": regrade.state, "rows": states, "untouched": untouched}, sys.stdout)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["ask", number]:
            ask(int(number))
        case ["work"]:
            work()
        case ["rows"]:
            rows()
