"""What LTI 1.3 sends, at whichever address it came: a login initiation, and the id_token that ends it."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from slipway.launches import binding, id_token
from slipway.launches.entrance import enter
from slipway.launches.hand_over import waiting_frame
from slipway.launches.oidc_login import Login, SeveralRegistrationsError, attributed, begin_login
from slipway.launches.reading import lead, message_of
from slipway.launches.refuse import turn_away_unverified
from slipway.lms.course_ref import origin_of
from slipway.lti.refusal import Refused
from slipway.lti.v1p3.login import read_login
from slipway.web.headers import frame_policy
from slipway.web.refusals import OWN_LOGIN_URL

# What the window opened out of a frame begins its own login with: the same, and none of it is used up.
LOGIN_FIELDS = frozenset({
    "iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id", "deployment_id", "lti_deployment_id",
})  # fmt: skip


def login_by(request: HttpRequest, values: Mapping[str, str], registration_id: UUID | None) -> HttpResponse:
    """Answer a login initiation: on to the LMS. `registration_id` is that of the login URL, None for the shared one."""
    try:
        begun = begin_login(read_login(values), registration_id, waiting_frame=waiting_frame(values))
    except Refused as reason:
        said = OWN_LOGIN_URL if isinstance(reason, SeveralRegistrationsError) else None
        return turn_away_unverified(request, attributed(reason, registration_id), door="login", said=said)
    framed = binding.asks_in_frame(request.headers.get("Sec-Fetch-Dest", ""))
    response = _page_in_frame(request, begun, values) if framed else _onward(begun)
    response["Set-Cookie"] = binding.cookie(begun.keepsake, public_url=settings.PUBLIC_URL, framed=framed)
    # The window that the page in a frame opens is led on to the LMS, and browsers apply form-action to that too.
    frame_policy(response, ancestors="*", form_action="any")
    return response


def launch_by(request: HttpRequest, values: Mapping[str, str]) -> HttpResponse:
    """Let an id_token in, or say what the LMS says instead; or the page that asks the LMS's storage first."""
    try:
        received = id_token.receive(request, values)
    except id_token.AskStorageError as ask:
        return _page_for_storage(request, ask)
    except Refused as reason:
        return turn_away_unverified(request, reason, door="launch")
    response = enter(request, received.arrival, partial(message_of, received), partial(lead, received.target))
    if received.end_of_cookie:
        response["Set-Cookie"] = received.end_of_cookie
    return response


def _onward(begun: Login) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": begun.url})


def _page_in_frame(request: HttpRequest, begun: Login, values: Mapping[str, str]) -> HttpResponse:
    """A page whose script finds out how this frame can keep the secret, and only then goes on."""
    context = {
        "login": begun,
        "probe": binding.probe(settings.PUBLIC_URL),
        "storage_origin": origin_of(begun.registration.auth_url),
        "fields": [(name, text) for name, text in values.items() if name in LOGIN_FIELDS],
    }
    return render(request, "launches/login.html", context)


def _page_for_storage(request: HttpRequest, ask: id_token.AskStorageError) -> HttpResponse:
    response = render(request, "launches/bound.html", {"ask": ask})
    frame_policy(response, ancestors=ask.ancestors)
    return response
