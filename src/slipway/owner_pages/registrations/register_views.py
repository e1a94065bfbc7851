"""`/lti/1p3/register/<token>`: the page that an LMS opens, in a frame or a tab, to have Slipway register with it.

It needs no cookie and no sign-in: whoever has the link may use it, for the one host that the owner named. Opening the
page changes nothing; its button does.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from slipway.lms.http.client import a_press
from slipway.lms.http.few_at_once import TooManyError
from slipway.lms.models import RegistrationLink
from slipway.lms.registrations.links import find_link
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import sound
from slipway.owner_pages.one_lms.arrivals import has_worked
from slipway.owner_pages.registrations.dynamic import OpenedLink, read_invitation, register_by
from slipway.web.headers import frame_policy
from slipway.web.languages import translated
from slipway.words import text


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, token: str) -> HttpResponse:
    """Say what will happen, or do it."""
    link = find_link(token)
    if link is None:
        over = text("The link was used, or its hour is over, or it was not copied whole.")
        return _failed(request, Refused(Refusal.REGISTRATION, over), status=404)
    sent = request.POST if request.method == "POST" else request.GET
    invitation = read_invitation({name: sent.get(name, "") for name in sent})
    if invitation is None or not sound(invitation.openid_configuration):
        unopened = text("This link is to be opened by your LMS: paste it there, where it asks for a registration URL.")
        return _failed(request, Refused(Refusal.REGISTRATION, unopened))
    if request.method == "POST":
        return _registered(request, link, invitation)
    return _page(request, "owner_pages/register.html", {"link": link, "invitation": invitation})


def _registered(request: HttpRequest, link: RegistrationLink, invitation: OpenedLink) -> HttpResponse:
    try:
        with a_press():
            outcome = register_by(link, invitation)
    except TooManyError:
        busy = text("Slipway is waiting for other LMSs just now. Nothing was changed: try again in a few seconds.")
        return _failed(request, Refused(Refusal.REGISTRATION, busy), status=503, again=invitation)
    except Refused as reason:
        return _failed(request, reason, again=invitation)
    context = {
        "link": link,
        "outcome": outcome,
        "kind": kind_by_code(link.family),
        "works": has_worked(outcome.registration),
        "problems": [translated(each) for each in outcome.problems],
    }
    return _page(request, "owner_pages/registered.html", context)


def _failed(
    request: HttpRequest, reason: Refused, *, status: int = 400, again: OpenedLink | None = None
) -> HttpResponse:
    context: dict[str, object] = {"why": translated(reason.cause), "invitation": again, "code": reason.refusal.value}
    response = _page(request, "owner_pages/register_failed.html", context)
    response.status_code = status
    response["X-Refusal-Code"] = reason.refusal.value
    return response


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    frame_policy(response, ancestors="*")
    return response
