"""Step 5 of a launch: the answer to the browser. Also the pages by which LTI 1.3 goes on before there is a launch."""

from typing import TypeVar
from uuid import UUID

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from slipway.classes.models import LaunchSession
from slipway.launches.decision import Denial, Grant
from slipway.launches.verify import browser_binding
from slipway.launches.verify.id_token import StorageQuestion
from slipway.launches.verify.login import Login
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lti.refusal import Refused
from slipway.sessions.landing import landing_page
from slipway.sessions.visitor import Landing
from slipway.web.headers import allow_opener, frame_policy
from slipway.web.refusals import TEACHERS_ASKED, refusal_page
from slipway.web_address import origin_of

Response = TypeVar("Response", bound=HttpResponseBase)
log = structlog.get_logger("slipway.launches")
# What the window opened out of a frame begins its own login with: the same, and none of it is used up.
LOGIN_FIELDS = frozenset({
    "iss", "login_hint", "target_link_uri", "lti_message_hint", "client_id", "deployment_id", "lti_deployment_id",
})  # fmt: skip


def respond_to_grant(request: HttpRequest, launch: VerifiedLaunch, grant: Grant, token: str) -> HttpResponseBase:
    """The page that the launch leads to."""
    if launch.waiting_frame and grant.destination.kind is LaunchSession.Kind.PICKER:
        response: HttpResponseBase = _hand_over(request, launch, token)
    else:
        landing = Landing(
            launch_id=launch.launch_id,
            path=f"/l/{launch.launch_id}/{grant.destination.path}",
            token=token,
            door=launch.door,
            posted_from=launch.origin,
        )
        response = landing_page(request, landing)
    allow_opener(response)  # an LMS's popup stays its popup, over redirects too
    return _end_login(response, launch)


def respond_to_denial(
    request: HttpRequest, launch: VerifiedLaunch, denial: Denial, record_id: UUID | None
) -> HttpResponse:
    """The page of the refusal, with a way back to the LMS where it is known."""
    code, cause = denial.refusal, denial.cause
    log.info("launch-refused", code=code.value, cause=cause.english, door=launch.door, launch=str(record_id))
    explanation = TEACHERS_ASKED if denial.asks_teachers else None
    page = refusal_page(request, Refused(code, cause), record_id, explanation=explanation, way_back=launch.return_url)
    return _end_login(page, launch)


def respond_to_login(request: HttpRequest, login: Login) -> HttpResponse:
    """On to the LMS; in a frame by a page whose script finds out first how this frame can keep the secret."""
    framed = browser_binding.asks_in_frame(request.headers.get("Sec-Fetch-Dest", ""))
    response = _page_in_frame(request, login) if framed else HttpResponse(status=302, headers={"Location": login.url})
    response["Set-Cookie"] = browser_binding.login_cookie(login.secret, public_url=settings.PUBLIC_URL, framed=framed)
    # The window that the page in a frame opens is led on to the LMS, and browsers apply form-action to that too.
    frame_policy(response, ancestors="*", form_action="any")
    return response


def ask_storage(request: HttpRequest, question: StorageQuestion) -> HttpResponse:
    """A page whose script asks the LMS's storage for the login's secret, and posts the launch again."""
    response = render(request, "launches/bound.html", {"question": question})
    frame_policy(response, ancestors=question.ancestors)
    return response


def _end_login(response: Response, launch: VerifiedLaunch) -> Response:
    if launch.end_of_cookie:
        response["Set-Cookie"] = launch.end_of_cookie
    return response


def _hand_over(request: HttpRequest, launch: VerifiedLaunch, token: str) -> HttpResponse:
    """A page whose script gives the picker's address to the frame that opened this window, or goes on alone.

    An LMS asks for a choice in a frame, and some (Moodle) take the answer only from there: their page that receives it
    speaks to the page around it. Where that frame keeps no cookies, LTI 1.3 signs in in a window that the frame opens;
    then the frame shows the picker and sends its answer, and the window closes.

    The window speaks to its opener alone, and only to a page of our origin: browsers see to that. It shows the secret
    that the frame made for this one window, so that no other frame of ours takes it. A stranger's page that begins such
    a login hears nothing; one that frames our page gets a picker that browsers show to the LMS alone
    (`frame-ancestors`). Nobody may frame this page, for it holds the launch's token.
    """
    picker = f"/l/{launch.launch_id}/picker"
    context = {
        "secret": launch.waiting_frame,
        "picker": f"{picker}#{token}",
        "alone": f"{picker}/alone#{token}",
        "lms": launch.lms.name,
    }
    return render(request, "launches/hand_over.html", context)


def _page_in_frame(request: HttpRequest, login: Login) -> HttpResponse:
    context = {
        "login": login,
        "probe": browser_binding.probe_name(settings.PUBLIC_URL),
        "storage_origin": origin_of(login.registration.auth_url),
        "fields": [(name, text) for name, text in login.values.items() if name in LOGIN_FIELDS],
    }
    return render(request, "launches/login.html", context)
