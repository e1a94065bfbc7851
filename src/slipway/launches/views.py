"""The addresses that LMSs call: those of LTI 1.1, and login and redirect URI of LTI 1.3.

Exempt from CSRF: a form proves itself by its signature, an id_token by its own, its state and the browser, and a login
changes nothing here.
"""

from functools import partial
from http import HTTPMethod
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from slipway.launches.doors import into_course, into_link, into_picker, into_unit
from slipway.launches.entrance import Way, enter
from slipway.launches.oidc_login import attributed
from slipway.launches.oidc_views import launch_by, login_by
from slipway.launches.refuse import turn_away_unverified
from slipway.launches.sent import Kind, read_sent
from slipway.launches.signed_form import message_of, receive
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1.form import SignedForm
from slipway.web.refusals import refusal_page
from slipway.web.sound import reads_by_itself


@csrf_exempt
@reads_by_itself
def any_link(request: HttpRequest) -> HttpResponse:
    """`/lti`: any key; the unit is the one that the link was bound to."""
    return _answered(request, Kind.FORM, "link", into_link)


@csrf_exempt
@reads_by_itself
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """`/lti/units/<unit id>`: a unit's LTI URL."""
    return _answered(request, Kind.FORM, "unit", partial(into_unit, unit_id=unit_id))


@csrf_exempt
@reads_by_itself
def course(request: HttpRequest) -> HttpResponse:
    """`/lti/course`: the course's navigation."""
    return _answered(request, Kind.FORM, "course", into_course)


@csrf_exempt
@reads_by_itself
def select(request: HttpRequest) -> HttpResponse:
    """`/lti/select`: the picker; it takes requests for a selection only, in their newer and their older form."""
    return _answered(request, Kind.FORM, "select", into_picker)


@csrf_exempt
@reads_by_itself
def login(request: HttpRequest, registration_id: UUID | None = None) -> HttpResponse:
    """`/lti/1p3/login` for every LMS, `/lti/1p3/login/<registration>` for one."""
    return _answered(request, Kind.LOGIN, "link", into_link, registration_id)


@csrf_exempt
@reads_by_itself
def launch(request: HttpRequest) -> HttpResponse:
    """`/lti/1p3/launch`: the id_token comes in, or the LMS's error; or a page asks the LMS's storage first."""
    return _answered(request, Kind.ANSWER, "link", into_link)


def _answered(
    request: HttpRequest, usual: Kind, door: str, way: Way, registration_id: UUID | None = None
) -> HttpResponse:
    """Answer what came by what it is. `door` and `way` are a signed form's."""
    is_post = request.method == HTTPMethod.POST
    try:
        sent = read_sent(request, usual) if is_post or request.method == HTTPMethod.GET else None
    except Refused as reason:
        if not is_post and usual is not Kind.LOGIN:
            return _not_allowed(request, usual)
        named = {Kind.FORM: door, Kind.LOGIN: "login", Kind.ANSWER: "launch"}[usual]
        return turn_away_unverified(request, attributed(reason, registration_id), door=named)
    if sent and sent.kind is Kind.LOGIN:
        return login_by(request, sent.values, registration_id)
    if sent is None or not is_post:
        return _not_allowed(request, usual)
    return launch_by(request, sent.values) if sent.kind is Kind.ANSWER else _by_form(request, sent.form, door, way)


def _by_form(request: HttpRequest, form: SignedForm, door: str, way: Way) -> HttpResponse:
    try:
        arrival = receive(request, form, door)
    except Refused as reason:
        return turn_away_unverified(request, reason, door=door)
    return enter(request, arrival, lambda: message_of(arrival, form), way)


def _not_allowed(request: HttpRequest, usual: Kind) -> HttpResponse:
    response = refusal_page(request, Refused(Refusal.METHOD_NOT_ALLOWED, "Not one of the methods that LMSs use."))
    response["Allow"] = "GET, POST" if usual is Kind.LOGIN else "POST"
    return response
