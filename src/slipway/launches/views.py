"""The addresses that LMSs post LTI 1.1 launches to. Exempt from CSRF: a launch proves itself by its signature."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from slipway.launches.doors import into_course, into_link, into_picker, into_unit
from slipway.launches.entrance import Way, enter
from slipway.launches.refuse import turn_away_unverified
from slipway.launches.signed_form import message_of, receive
from slipway.lms.refusals import refusal_page
from slipway.lti.refusal import Refusal, Refused
from slipway.web.sound import reads_by_itself


@csrf_exempt
@reads_by_itself
def any_link(request: HttpRequest) -> HttpResponse:
    """`/lti`: any key; the unit is the one that the link was bound to."""
    return _launch(request, "link", into_link)


@csrf_exempt
@reads_by_itself
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """`/lti/units/<unit id>`: a unit's LTI URL."""
    return _launch(request, "unit", lambda arrival, message: into_unit(arrival, message, unit_id))


@csrf_exempt
@reads_by_itself
def course(request: HttpRequest) -> HttpResponse:
    """`/lti/course`: the course's navigation."""
    return _launch(request, "course", into_course)


@csrf_exempt
@reads_by_itself
def select(request: HttpRequest) -> HttpResponse:
    """`/lti/select`: the picker; it takes requests for a selection only, in their newer and their older form."""
    return _launch(request, "select", into_picker)


def _launch(request: HttpRequest, door: str, way: Way) -> HttpResponse:
    if request.method != "POST":
        response = refusal_page(request, Refused(Refusal.METHOD_NOT_ALLOWED, "Not a POST."))
        response["Allow"] = "POST"
        return response
    try:
        arrival, form = receive(request, door)
    except Refused as reason:
        return turn_away_unverified(request, reason, door=door)
    return enter(request, arrival, lambda: message_of(arrival, form), way)
