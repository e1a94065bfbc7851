"""The addresses that LMSs post to. Exempt from CSRF: a launch proves itself by its signature."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from slipway.launches.arrival import Arrival, check_ids, receive
from slipway.launches.doors import (
    Admission,
    SeenAndRefusedError,
    into_course,
    into_link,
    into_older_picker,
    into_picker,
    into_unit,
)
from slipway.launches.enter import let_in
from slipway.launches.refuse import turn_away, turn_away_unverified
from slipway.lms.refusals import refusal_page
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1.launch import read_launch

Way = Callable[[Arrival, LaunchMessage], Admission]


@csrf_exempt
def any_link(request: HttpRequest) -> HttpResponse:
    """`/lti`: any key; the unit is the one that the link was bound to."""
    return _launch(request, "link", into_link)


@csrf_exempt
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """`/lti/units/<unit id>`: a unit's LTI URL."""
    return _launch(request, "unit", lambda arrival, message: into_unit(arrival, message, unit_id))


@csrf_exempt
def course(request: HttpRequest) -> HttpResponse:
    """`/lti/course`: the course's navigation."""
    return _launch(request, "course", into_course)


@csrf_exempt
def select(request: HttpRequest) -> HttpResponse:
    """`/lti/select`: the picker; it takes requests for a selection only, in their newer and their older form."""
    return _launch(request, "select", into_older_picker)


def _launch(request: HttpRequest, door: str, way: Way) -> HttpResponse:
    if request.method != "POST":
        response = refusal_page(request, Refused(Refusal.METHOD_NOT_ALLOWED, "Not a POST."))
        response["Allow"] = "POST"
        return response
    try:
        arrival = receive(request, door)
    except Refused as reason:
        return turn_away_unverified(request, reason, door=door)
    return _enter(request, arrival, way)


def _enter(request: HttpRequest, arrival: Arrival, way: Way) -> HttpResponse:
    try:
        message = _read(arrival)
        if message.selection:  # an LMS with one address for all (Moodle) posts its requests to any of them
            arrival, way = replace(arrival, door="select"), _into_picker
        admission = way(arrival, message)
        token = let_in(arrival, admission.sight, admission.entry, admission.purpose)
        return see_other(f"/l/{arrival.launch_id}/{admission.what}#{token}")
    except SeenAndRefusedError as refused:
        return turn_away(request, arrival, refused.sight, refused.reason)
    except Refused as reason:
        return turn_away(request, arrival, None, reason)


def _read(arrival: Arrival) -> LaunchMessage:
    if arrival.key.is_disabled:
        raise Refused(Refusal.CREDENTIAL_DISABLED, "The consumer key, or its LMS, is disabled.")
    message = read_launch(arrival.form)
    check_ids(message)
    return message


def _into_picker(arrival: Arrival, message: LaunchMessage) -> Admission:
    assert message.selection is not None
    return into_picker(arrival, message, message.selection)


def see_other(location: str) -> HttpResponse:
    """303: the browser goes on by GET, and the token stays in the fragment, which no server and no log sees."""
    return HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})
