"""A graded submission and its receipt, straight in the database: the result is judged, nothing is run."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.receipts.issuing import issue_receipt
from slipway.receipts.models import IssuedReceipt
from slipway.submissions.models import Submission
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_to_json
from slipway.suites.observed import SeenCase, SeenContext
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.value import NOTHING, Value, ValueType

SUITE = b"""
- tab: Examples
  testcases:
    - expression: area(3, 4)
      return: 12
    - expression: area(0, 4)
      return: 0
- tab: Secret corner
  testcases:
    - expression: area(7777, 1)
      return: 7777
"""


def kept_result(*values: int) -> dict[str, object]:
    """The result of a program that returned these in the three cases of SUITE."""
    suite = read_suite(SUITE, file="tests/tests.yaml").suite
    assert suite
    seen = [SeenContext(cases=(SeenCase(value=Value(ValueType.INTEGER, value)),), exit_code=0) for value in values]
    return result_to_json(judge_suite(suite, [seen[:2], seen[2:]]))


def kept_result_with_a_silent_case() -> dict[str, object]:
    """The result of a right program under two cases, of which the first checks nothing by itself."""
    suite = read_suite(
        b"- tab: Examples\n  testcases:\n  - expression: area(0, 1)\n  - {expression: 'area(1, 3)', return: 3}\n"
    )
    assert suite.suite
    seen = [SeenContext(cases=(SeenCase(value=value),)) for value in (NOTHING, Value(ValueType.INTEGER, 3))]
    return result_to_json(judge_suite(suite.suite, [seen]))


def graded_submission(unit: Unit, user: User, *, number: int = 1, **columns: Any) -> Submission:
    """A submission that half passed, with its receipt; `columns` stand in the place of its own."""
    now = timezone.now()
    given: dict[str, Any] = {
        "files": {"shapes.py": "def area(width, height):\n    return 12\n", "notes.txt": "größer"},
        "counts_at": now,
        "state": Submission.State.GRADED,
        "result": kept_result(12, 12, 7777),
        "score": Decimal("0.5"),
        "kept_score": Decimal("0.4"),
        "tests_version": "a" * 64,
        "interpreter": "Pyodide 0",
        "graded_at": now,
    }
    made = Submission.objects.create(unit=unit, user=user, number=number, **(given | columns))
    issue_receipt(made)
    return made


def newest_receipt(of: Submission) -> IssuedReceipt:
    """The receipt that no other follows."""
    found = IssuedReceipt.objects.filter(submission=of).order_by("-number").first()
    assert found
    return found
