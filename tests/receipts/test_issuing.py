"""Receipts are written with the grade, follow each other, and stay verifiable whatever becomes of the key."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.lms.key_sets import tool_keys
from slipway.lms.key_sets.rotate_tool_keys import replace_leaked_keys, rotate_tool_key
from slipway.lms.models import OrganizationKey
from slipway.receipts.claims import ReceiptClaims
from slipway.receipts.issuing import issue_receipt
from slipway.receipts.models import IssuedReceipt, ReceiptKey
from slipway.receipts.public_keys import believed_signature, key_for, receipt_keys_json
from slipway.receipts.receipt_file import receipt_file
from slipway.receipts.signing import ReceiptRefusedError, read_public_keys, verify_receipt
from slipway.submissions.models import Submission
from tests import factories
from tests.receipts.graded import graded_submission, kept_result, kept_result_with_a_silent_case, newest_receipt

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_keys_of_other_tests() -> None:
    tool_keys._held.clear()


@pytest.fixture
def submission() -> Submission:
    return graded_submission(factories.classroom_with_units().unit("u1"), factories.account(name="Ada"))


def stated(row: IssuedReceipt) -> ReceiptClaims:
    organization_id = row.submission.unit.classroom.organization_id
    keys = read_public_keys(receipt_keys_json(organization_id))
    return verify_receipt(believed_signature(row, organization_id), keys)


def test_what_a_receipt_states(submission: Submission) -> None:
    claims = stated(newest_receipt(submission))
    organization = submission.unit.classroom.organization
    assert (claims.student.id, claims.student.name) == (submission.user_id, "Ada")
    assert (claims.organization.id, claims.unit.name) == (organization.pk, submission.unit.title)
    assert [(file.path, file.size) for file in claims.files] == [("notes.txt", 8), ("shapes.py", 39)]
    assert (claims.score, claims.kept_score) == (Decimal("0.5"), Decimal("0.4"))
    assert [(tab.tab, tab.passed, tab.checked) for tab in claims.tabs] == [("Examples", 1, 2), ("Secret corner", 1, 1)]
    assert (claims.submission, claims.submission_number, claims.number) == (submission.pk, 1, 1)
    assert (claims.tests, claims.counts_at) == ("a" * 64, submission.counts_at)


def test_it_counts_what_the_result_counts(submission: Submission) -> None:
    result = kept_result_with_a_silent_case()
    Submission.objects.filter(pk=submission.pk).update(score=1, kept_score=1, result=result)
    issue_receipt(submission)
    (tab,) = stated(newest_receipt(submission)).tabs
    assert (tab.passed, tab.checked) == (2, 2)


def test_nothing_of_the_tests_or_of_the_text_is_in_it(submission: Submission) -> None:
    row = newest_receipt(submission)
    told = receipt_file(row.signed, keys="")
    for secret in (b"7777", b"area", "größer".encode()):
        assert secret not in told


def test_graded_anew_another_receipt_follows(submission: Submission) -> None:
    first = newest_receipt(submission)
    Submission.objects.filter(pk=submission.pk).update(score=1, kept_score=1, result=kept_result(12, 0, 7777))
    issue_receipt(submission)
    second = newest_receipt(submission)
    assert IssuedReceipt.objects.count() == 2
    assert (stated(second).number, stated(second).follows, stated(second).score) == (2, first.pk, Decimal(1))
    assert (stated(first).number, stated(first).follows, stated(first).score) == (1, None, Decimal("0.5"))


def test_what_has_no_score_has_no_receipt(submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(score=None, kept_score=None, state="failed")
    issue_receipt(submission)
    assert IssuedReceipt.objects.count() == 1


def test_long_after_its_key_was_replaced_a_receipt_is_verified(submission: Submission) -> None:
    whose = submission.unit.classroom.organization_id
    first = newest_receipt(submission)
    past = timezone.now() - timedelta(days=90)
    rotate_tool_key(actor=None, whose=whose)
    OrganizationKey.objects.filter(number=1).update(active_from=past, retired_at=past)
    OrganizationKey.objects.filter(number=2).update(active_from=past)
    rotate_tool_key(actor=None, whose=whose)  # deletes the first
    tool_keys._held.clear()
    assert not OrganizationKey.objects.filter(kid=first.kid).exists()
    issue_receipt(submission)
    second = newest_receipt(submission)
    assert second.kid != first.kid
    assert stated(first).number == 1
    assert stated(second).number == 2


def test_what_a_leaked_key_signed_is_not_believed_and_is_signed_anew(submission: Submission) -> None:
    whose = submission.unit.classroom.organization_id
    row = newest_receipt(submission)
    before = stated(row)
    replace_leaked_keys(actor=None, whose=whose)
    keys = read_public_keys(receipt_keys_json(whose))
    with pytest.raises(ReceiptRefusedError, match="not among the public keys"):
        verify_receipt(row.signed, keys)
    assert stated(row) == before
    assert ReceiptKey.objects.filter(withdrawn_at=None).count() == 1


def test_the_key_that_signs_anew_is_published_whatever_it_signed_before(submission: Submission) -> None:
    whose = submission.unit.classroom.organization_id
    row = newest_receipt(submission)
    replace_leaked_keys(actor=None, whose=whose)
    rotate_tool_key(actor=None, whose=whose)
    OrganizationKey.objects.update(active_from=timezone.now())
    signed = believed_signature(row, whose)
    assert verify_receipt(signed, read_public_keys(receipt_keys_json(whose))).id == row.pk


def test_a_result_that_cannot_be_read_keeps_nobody_from_a_grade(submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(score=1, kept_score=1, result={"form": 0})
    issue_receipt(submission)
    row = newest_receipt(submission)
    assert (row.number, row.outcomes, stated(row).score, stated(row).tabs) == (2, [], Decimal(1), ())


def test_a_key_that_leaked_elsewhere_takes_nothing_from_others(submission: Submission) -> None:
    replace_leaked_keys(actor=None, whose=factories.organization().pk)
    assert stated(newest_receipt(submission)).number == 1
    assert ReceiptKey.objects.count() == 1


def test_writing_one_takes_few_statements(submission: Submission) -> None:
    key_for(submission.unit.classroom.organization_id)
    with CaptureQueriesContext(connection) as seen:
        issue_receipt(submission)
    assert len(seen) == 4, [each["sql"] for each in seen]  # the submission, the last receipt, the key, the insert
