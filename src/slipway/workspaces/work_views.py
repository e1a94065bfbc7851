"""The work in an exercise, as its page's script saves it, hands it in and hears what became of it: JSON, both doors."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.sessions.visitor import Visitor
from slipway.submissions.grading import ask_for_grade
from slipway.submissions.handing_in import Handed, NotTakenError, submit
from slipway.submissions.models import KeptVersion
from slipway.submissions.rules import HandIn
from slipway.submissions.saving import Saved, keep_version, save, start_over
from slipway.submissions.starter import starter_files
from slipway.workspaces import progress
from slipway.workspaces.check_data import check_data
from slipway.workspaces.entry import entry_or_404
from slipway.workspaces.opening import Opening
from slipway.workspaces.work_data import submission_data, versions_data
from slipway.workspaces.work_requests import SentWork, WorkRefusedError, read_work

WorkView = Callable[[Visitor, Unit, SentWork], HttpResponse]
TwoDoorView = Callable[[HttpRequest, Visitor, UUID], HttpResponse]

NOT_TAKEN = {
    HandIn.NOT_YET: gettext_lazy("This unit is not open yet, so nothing was handed in. Your work is saved."),
    HandIn.CLOSED: gettext_lazy("The time for this unit is over, so nothing was handed in. Your work is saved."),
    HandIn.USED_UP: gettext_lazy("You have no attempt left, so nothing was handed in. Your work is saved."),
}


def with_work_of(role: ClassRole) -> Callable[[WorkView], TwoDoorView]:
    """POST only: somebody of that role in an exercise that is open to them, and the work that the request holds."""

    def decorated(view: WorkView) -> TwoDoorView:
        @wraps(view)
        def answered(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
            if request.method != "POST":
                return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "POST"})
            try:
                unit = _exercise(visitor, unit_id, role)
                return view(visitor, unit, read_work(request))
            except WorkRefusedError as refused:
                return refused.answer

        return answered

    return decorated


at_work = with_work_of(ClassRole.STUDENT)


@at_work
def save_work(visitor: Visitor, unit: Unit, sent: SentWork) -> HttpResponse:
    """Save what the editor holds; 409 with the other text where another tab has saved meanwhile."""
    progress.start(user=visitor.user, unit=unit)
    return _saved(save(unit=unit, user=visitor.user, files=sent.files, base=sent.base))


@at_work
def start_again(visitor: Visitor, unit: Unit, _sent: SentWork) -> HttpResponse:
    """Back to the starter. What was there is kept as a version."""
    starter = starter_files(unit)
    saved = start_over(unit=unit, user=visitor.user, starter=starter)
    return JsonResponse({"version": saved.version, "files": starter})


@at_work
def note_run(visitor: Visitor, unit: Unit, sent: SentWork) -> HttpResponse:
    """Keep as a version what was run in the browser, or what another tab's text replaces."""
    why = KeptVersion.Why.OTHER_TAB if sent.is_other else KeptVersion.Why.RUN
    keep_version(unit=unit, user=visitor.user, files=sent.files, why=why)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@at_work
def hand_in_work(visitor: Visitor, unit: Unit, sent: SentWork) -> HttpResponse:
    """Hand in, and ask for the grade in the same transaction."""
    assert unit.exercise is not None
    progress.start(user=visitor.user, unit=unit)
    handed = Handed(files=sent.files, at=timezone.now(), written_at=sent.written_at)
    try:
        made = submit(unit=unit, user=visitor.user, handed=handed, allowed=unit.exercise.attempts, then=ask_for_grade)
    except NotTakenError as refused:
        return JsonResponse({"message": str(NOT_TAKEN[refused.why])}, status=HTTPStatus.CONFLICT)
    return JsonResponse({"number": made.number, "state": made.state}, status=HTTPStatus.CREATED)


def submission(request: HttpRequest, visitor: Visitor, unit_id: UUID, number: int) -> HttpResponse:
    """What became of a submission of the visitor's own: asked again and again, by one statement."""
    found = submission_data(visitor, unit_id, number)
    if found is None:
        raise Http404
    return JsonResponse(found)


def versions(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """The visitor's own work in the unit as it was: what was run, replaced and handed in, the newest first."""
    unit = _exercise(visitor, unit_id, ClassRole.STUDENT)
    return JsonResponse({"versions": versions_data(visitor.user, unit)})


def tests_to_check(_request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """The tests that the visitor's browser may run by *Check*; null where there are none."""
    entry = entry_or_404(visitor, unit_id)
    if entry.unit.exercise is None or entry.opening is not Opening.OPEN:
        raise Http404
    return JsonResponse(check_data(visitor.user, entry.unit, is_student=entry.role is ClassRole.STUDENT))


def _saved(saved: Saved) -> JsonResponse:
    if saved.other is None:
        return JsonResponse({"version": saved.version})
    beside = {"version": saved.version, "other": {"files": dict(saved.other)}}
    return JsonResponse(beside, status=HTTPStatus.CONFLICT)


def _exercise(visitor: Visitor, unit_id: UUID, role: ClassRole) -> Unit:
    """The exercise, open to a visitor of that role. Raises Http404; WorkRefusedError where it is closed to them."""
    entry = entry_or_404(visitor, unit_id)
    if entry.unit.exercise is None or entry.role is not role:
        raise Http404
    if entry.opening is not Opening.OPEN:
        raise WorkRefusedError(_("This unit is not open to you now. Copy your text before you leave this page."))
    return entry.unit
