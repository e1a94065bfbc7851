"""A rehearsal whose worker is killed in the middle: `python -m tests.regrading.drill`

* `ask COUNT` makes a unit with so many graded submissions, changes its tests, and asks for a rehearsal; from then on
  the database's table `written` has the row of each write of a row, by a trigger: in the writer's own transaction, so
  that a worker which is killed leaves both or neither;
* `work` is a worker of regrades, with leases of two seconds;
* `rows` prints how the regrade and its rows stand, as JSON.
"""

import json
import signal
import sys
from datetime import timedelta
from decimal import Decimal

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from slipway.jobs.worker import Worker  # noqa: E402
from slipway.regrading.asking import rehearse  # noqa: E402
from slipway.regrading.models import Regrade, RegradeRow  # noqa: E402
from slipway.regrading.rehearsal import REGRADE  # noqa: E402
from slipway.submissions.models import Submission  # noqa: E402
from tests import factories  # noqa: E402
from tests.submissions.exercise import RIGHT, exercise_unit  # noqa: E402

TRACE = f"""
CREATE TRIGGER traced AFTER UPDATE ON {RegradeRow._meta.db_table}
BEGIN INSERT INTO written VALUES (new.id); END
"""


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
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (row)")
        cursor.execute(TRACE)


def work() -> None:
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
