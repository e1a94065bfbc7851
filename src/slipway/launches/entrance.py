"""From a verified launch to the page that it leads to, whichever version of LTI it came by."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from slipway.classes.models import LaunchSession
from slipway.launches.arrival import Arrival
from slipway.launches.doors import Admission, SeenAndRefusedError, into_picker
from slipway.launches.enter import let_in
from slipway.launches.hand_over import hand_over
from slipway.launches.refuse import turn_away
from slipway.launches.sight import Sight
from slipway.launches.way_back import way_back
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refused
from slipway.web.headers import allow_opener
from slipway.web.languages import speak

Way = Callable[[Arrival, LaunchMessage], Admission]
Reading = Callable[[], LaunchMessage]  # raises Refused


def enter(request: HttpRequest, arrival: Arrival, reading: Reading, way: Way) -> HttpResponse:
    """Read what the launch says and let it in by `way`, or turn it away; its nonce is used up by both."""
    speak(arrival.language)
    message: LaunchMessage | None = None
    sight: Sight | None = None
    try:
        message = reading()
        if message.selection:  # an LMS with one address for all (Moodle) sends its requests to any of them
            arrival, way = replace(arrival, door="select"), into_picker
        admission = way(arrival, message)
        token = let_in(arrival, admission.sight, admission.entry, admission.purpose)
        if arrival.waiting_frame and admission.purpose.kind is LaunchSession.Kind.PICKER:
            return hand_over(request, arrival, token)
        return see_other(f"/l/{arrival.launch_id}/{admission.what}#{token}")
    except SeenAndRefusedError as seen:
        sight, reason = seen.sight, seen.reason
    except Refused as refused:
        reason = refused
    return turn_away(request, arrival, sight, reason, way_back=way_back(arrival.lms, message))


def see_other(location: str) -> HttpResponse:
    """303: the browser goes on by GET, and the token stays in the fragment, which no server and no log sees."""
    response = HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})
    allow_opener(response)  # an LMS's popup stays its popup, over redirects too
    return response
