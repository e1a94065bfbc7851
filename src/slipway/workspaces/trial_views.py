"""A teacher's trial of an exercise, as its page's script hands it in and hears what became of it: JSON, both doors."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.sessions.visitor import Visitor
from slipway.submissions.trying import try_out
from slipway.workspaces.trial_data import trial_data
from slipway.workspaces.work_requests import SentWork
from slipway.workspaces.work_views import with_work_of


@with_work_of(ClassRole.TEACHER)
def try_exercise(visitor: Visitor, unit: Unit, sent: SentWork) -> HttpResponse:
    """Have it graded, whatever the dates and though it is a draft. It counts for nobody."""
    trial = try_out(user=visitor.user, unit=unit, files=sent.files)
    return JsonResponse({"number": trial.number, "state": trial.state}, status=HTTPStatus.CREATED)


def trial(request: HttpRequest, visitor: Visitor, unit_id: UUID, number: int) -> HttpResponse:
    """What became of the visitor's own trial of that number; 404 once a newer one has taken its place."""
    found = trial_data(visitor, unit_id, number)
    if found is None:
        raise Http404
    return JsonResponse(found)
