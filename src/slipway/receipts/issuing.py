"""A receipt for each grade: written in the grade's own transaction, or neither is."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from uuid import uuid4

from django.utils import timezone

from slipway.people.models import shown_name
from slipway.receipts.claims import HandedFile, NamedId, ReceiptClaims, TabCount
from slipway.receipts.models import IssuedReceipt
from slipway.receipts.public_keys import key_for
from slipway.receipts.signing import sign_receipt
from slipway.submissions.models import Submission
from slipway.suites.judge.kept import result_from_json
from slipway.suites.judge.result import SuiteResult
from slipway.suites.judge.unreadable import UnreadableResultError


def issue_receipt(graded: Submission) -> None:
    """Write the next receipt of a submission whose score came to be or has changed, in the transaction that writes it.

    Older receipts stay as they are; the new one says which it follows. One of a result that cannot be read any more
    states its score alone: a grade does not wait for that. Signing takes about a millisecond.
    """
    related = ("unit__classroom__organization", "user")
    submission = Submission.objects.select_related(*related).get(pk=graded.pk)
    if submission.score is None or submission.kept_score is None or submission.graded_at is None:
        return
    last = IssuedReceipt.objects.filter(submission=submission).order_by("-number").only("pk", "number").first()
    result = _readable(submission.result)
    claims = _claims(submission, result, last)
    key = key_for(submission.unit.classroom.organization_id)
    IssuedReceipt.objects.create(
        pk=claims.id,
        submission=submission,
        number=claims.number,
        kid=key.kid,
        signed=sign_receipt(claims, key),
        outcomes=outcomes_of(result),
        issued_at=claims.issued_at,
    )


def _readable(kept: object) -> SuiteResult:
    """The result; without any tabs where this release cannot read it."""
    try:
        return result_from_json(kept)
    except UnreadableResultError:
        return SuiteResult(tabs=())


def handed_files(submission: Submission) -> tuple[HandedFile, ...]:
    """What was handed in, by path, as a receipt states it."""
    return tuple(_handed_file(path, content) for path, content in sorted(submission.files.items()))


def outcomes_of(result: SuiteResult) -> list[list[list[str]]]:
    """The verdict of each case, by tab and context."""
    return [[[case.outcome.value for case in context.cases] for context in tab.contexts] for tab in result.tabs]


def tab_counts(result: SuiteResult) -> Iterator[TabCount]:
    """What of each tab passed, as the result says it.

    Nothing of it is hidden by `show`: of each case a student may know whether it passed.
    """
    for tab in result.tabs:
        yield TabCount(tab=tab.name, passed=tab.passed, checked=len(tab.cases))


def _claims(submission: Submission, result: SuiteResult, last: IssuedReceipt | None) -> ReceiptClaims:
    unit, user = submission.unit, submission.user
    organization = unit.classroom.organization
    assert submission.score is not None
    assert submission.kept_score is not None
    assert submission.graded_at is not None
    return ReceiptClaims(
        id=uuid4(),
        number=last.number + 1 if last else 1,
        follows=last.pk if last else None,
        issued_at=timezone.now(),
        organization=NamedId(id=organization.pk, name=organization.name),
        classroom=NamedId(id=unit.classroom.pk, name=unit.classroom.title),
        unit=NamedId(id=unit.pk, name=unit.title),
        student=NamedId(id=user.pk, name=shown_name(user, organization.pk)),
        submission=submission.pk,
        submission_number=submission.number,
        files=handed_files(submission),
        received_at=submission.received_at,
        written_at=submission.written_at,
        counts_at=submission.counts_at,
        graded_at=submission.graded_at,
        tests=submission.tests_version,
        interpreter=submission.interpreter,
        slipway=version("slipway"),
        score=submission.score,
        kept_score=submission.kept_score,
        tabs=tuple(tab_counts(result)),
    )


def _handed_file(path: str, content: str) -> HandedFile:
    octets = content.encode()
    return HandedFile(path=path, sha256=hashlib.sha256(octets).hexdigest(), size=len(octets))
