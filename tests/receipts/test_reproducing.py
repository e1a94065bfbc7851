"""A receipt is reproduced from the files that were kept, in a real sandbox; and what differs is said."""

from dataclasses import replace
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from slipway.receipts.models import IssuedReceipt, ReceiptKey
from slipway.receipts.receipt_file import receipt_file
from slipway.receipts.reproducing import Reproduced, Reproduction, compared, reproduce
from slipway.receipts.signing import ReceiptRefusedError, sign_receipt
from slipway.sandbox.sandbox import GuestWork
from slipway.submissions.models import Submission
from slipway.submissions.running import Graded
from slipway.suites.judge.kept import result_from_json
from slipway.suites.observed import SeenContext
from slipway.suites.scoring import Score
from tests.receipts.graded import kept_result, newest_receipt
from tests.receipts.stated import CLAIMS, claims, key
from tests.submissions.exercise import HALF_RIGHT, SUITE, exercise_unit, put_files
from tests.submissions.test_grading import graded

on_a_database = pytest.mark.django_db(transaction=True)


class MayNotRun:
    """For what must be refused before anything runs."""

    def run(self, _work: GuestWork) -> tuple[SeenContext, ...]:
        raise AssertionError


def file_of(submission: Submission) -> bytes:
    return receipt_file(newest_receipt(submission).signed, keys="")


def english(found: Reproduced) -> str:
    return "\n".join(sentence.english for sentence in found.said)


def by_command(path: Path) -> tuple[int, str]:
    """The status and what was said."""
    told = StringIO()
    try:
        call_command("reproduce", str(path), stdout=told)
    except SystemExit as ended:
        return int(str(ended.code)), told.getvalue()
    return 0, told.getvalue()


@on_a_database
@pytest.mark.sandbox
def test_the_same_again_until_the_tests_change(tmp_path: Path) -> None:
    made = graded(exercise_unit(), HALF_RIGHT)
    path = tmp_path / "receipt.json"
    path.write_bytes(file_of(made))
    assert by_command(path) == (0, "The result is the same.\n")
    put_files(made.unit, {"tests/tests.yaml": SUITE.replace("return: 0", "return: 1")})
    status, told = by_command(path)
    assert status == 4
    assert "graded by other ones" in told
    assert "Tests “Examples”, test 2 of context 1: then passed, now failed." in told
    assert IssuedReceipt.objects.count() == 1  # nothing was written


@on_a_database
@pytest.mark.sandbox
def test_what_is_kept_must_be_what_was_handed_in() -> None:
    made = graded(exercise_unit(), HALF_RIGHT)
    file = file_of(made)
    Submission.objects.filter(pk=made.pk).update(files={"shapes.py": "def area(w, h): ...", "more.py": ""})
    found = reproduce(file, MayNotRun())
    assert found.came_to is Reproduction.DIFFERS
    assert "“shapes.py” that is kept is not the one" in english(found)
    assert "“more.py”" in english(found)
    key_of_ours = ReceiptKey.objects.get()
    ReceiptKey.objects.update(withdrawn_at=made.graded_at)
    with pytest.raises(ReceiptRefusedError, match="No organization here has signed it"):
        reproduce(file, MayNotRun())
    ReceiptKey.objects.filter(pk=key_of_ours.pk).update(withdrawn_at=None)
    made.delete()
    with pytest.raises(ReceiptRefusedError, match="not kept here any more"):
        reproduce(file, MayNotRun())


@on_a_database
@pytest.mark.parametrize("octets", [b"", b"{}", receipt_file(sign_receipt(CLAIMS, key()), keys="")])
def test_receipts_of_others_are_refused(octets: bytes) -> None:
    with pytest.raises(ReceiptRefusedError):
        reproduce(octets, MayNotRun())


TESTS, INTERPRETER = CLAIMS.tests, CLAIMS.interpreter
OUTCOMES = [[["passed"], ["failed"]], [["passed"]]]


def result(*values: int, earned: Fraction | None = Fraction(1, 2)) -> Graded:
    score = None if earned is None else Score(tabs=(), earned=earned, is_full=earned == 1)
    return Graded(result=result_from_json(kept_result(*values)), shows={}, score=score, is_program=True)


@pytest.mark.parametrize(
    ("now", "others", "came_to", "words"),
    [
        (result(12, 12, 7777), {}, Reproduction.EQUAL, "The result is the same."),
        (result(12, 12, 7777), {"interpreter": "Pyodide 400"}, Reproduction.EQUAL, "then Pyodide 314, now Pyodide 400"),
        (result(12, 12, 7777), {"tests": "d" * 64}, Reproduction.OTHER_TESTS, "The result is the same."),
        (result(12, 0, 7777), {}, Reproduction.DIFFERS, "“Examples”, test 1 of context 2: then failed, now passed."),
        (result(12, 12, 7), {}, Reproduction.DIFFERS, "“More”, test 1 of context 1: then passed, now failed."),
        (result(12, 12, 7777, earned=Fraction(1)), {}, Reproduction.DIFFERS, "The score was 0.500000, now it is 1."),
        (result(12, 12, 7777, earned=None), {}, Reproduction.DIFFERS, "no score"),
    ],
)
def test_what_is_said(now: Graded, others: dict[str, Any], came_to: Reproduction, words: str) -> None:
    stated = claims(tabs=(*CLAIMS.tabs, replace(CLAIMS.tabs[0], tab="More")))
    found = compared(stated, OUTCOMES, now, **{"tests": TESTS, "interpreter": INTERPRETER, **others})
    assert found.came_to is came_to
    assert words in english(found)
