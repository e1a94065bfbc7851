"""Receipts of what was handed in: read, and downloaded, by its student and by teachers of the class; both doors."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.receipts.models import IssuedReceipt
from slipway.receipts.plain_words import receipt_in_words
from slipway.receipts.public_keys import believed_signature
from slipway.receipts.published import receipt_keys_url
from slipway.receipts.receipt_file import receipt_file
from slipway.receipts.signing import unverified_claims
from slipway.sessions.access import role_in
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Submission
from slipway.web.languages import translated
from slipway.workspaces.framing import page_context, trail

MOST_RECEIPTS = 100  # of a page


def my_receipts(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """The visitor's own receipts in a unit, the newest submission first."""
    unit = get_object_or_404(Unit.objects.select_related("classroom"), pk=unit_id)
    if role_in(visitor, unit.classroom_id) is None:
        raise Http404
    rows = IssuedReceipt.objects.filter(submission__unit=unit, submission__user=visitor.user)
    return _page(request, visitor, unit, rows.order_by("-submission__number", "-number")[:MOST_RECEIPTS])


def receipts_of(request: HttpRequest, visitor: Visitor, submission_id: UUID) -> HttpResponse:
    """The receipts of one submission, the newest first, for a teacher or the one who handed it in."""
    found = get_object_or_404(Submission.objects.select_related("unit__classroom"), pk=submission_id)
    _may_see(visitor, found)
    rows = IssuedReceipt.objects.filter(submission=found).order_by("-number")[:MOST_RECEIPTS]
    return _page(request, visitor, found.unit, rows)


def receipt(_request: HttpRequest, visitor: Visitor, receipt_id: UUID) -> HttpResponse:
    """A receipt as the file that `slipway verify-receipt` reads."""
    row = get_object_or_404(IssuedReceipt.objects.select_related("submission__unit__classroom"), pk=receipt_id)
    _may_see(visitor, row.submission)
    organization_id = row.submission.unit.classroom.organization_id
    signed = believed_signature(row, organization_id)
    answer = HttpResponse(receipt_file(signed, keys=receipt_keys_url(organization_id)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(row)}"'
    return answer


def _may_see(visitor: Visitor, submission: Submission) -> None:
    """Raises Http404 but for teachers of the class, and for the student whose work it is."""
    role = role_in(visitor, submission.unit.classroom_id)
    is_own = role is not None and submission.user_id == visitor.user.pk
    if not is_own and role is not ClassRole.TEACHER:
        raise Http404


def _page(request: HttpRequest, visitor: Visitor, unit: Unit, rows: Iterable[IssuedReceipt]) -> HttpResponse:
    context = {
        "trail": trail(visitor, unit.classroom, _("Receipts")),
        "unit": unit,
        "keys": receipt_keys_url(unit.classroom.organization_id),
        "receipts": [_told(row) for row in rows],
    }
    return render(request, "workspaces/receipts.html", page_context(visitor, unit.classroom) | context)


def _told(row: IssuedReceipt) -> dict[str, object]:
    claims = unverified_claims(row.signed)
    return {
        "id": row.pk,
        "claims": claims,
        "said": [translated(sentence) for sentence in receipt_in_words(claims)],
        "name": _file_name(row),
    }


def _file_name(row: IssuedReceipt) -> str:
    return f"receipt-{str(row.submission_id)[:8]}-{row.number}.json"
