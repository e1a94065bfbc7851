"""The two doors of a page: `launched` (under /l/<launch id>/, by bearer) and `signed_in` (by session).

A two-door view takes (request, visitor, **kwargs) and never asks how its visitor came.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.db.models import UUIDField
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from slipway.lms.frames import FrameAncestors, frame_ancestors
from slipway.lms.models import LaunchRecord
from slipway.lti.refusal import Refusal, Refused
from slipway.sessions.visitor import visitor_of_session, visitor_of_token
from slipway.statements.given import Given
from slipway.statements.select import Select
from slipway.web.headers import frame_policy
from slipway.web.languages import speak
from slipway.web.payloads import UnreadablePayloadError
from slipway.web.refusals import refusal_page

TwoDoorView = Callable[..., HttpResponseBase]
ViewDecorator = Callable[[TwoDoorView], TwoDoorView]
SCHEME = "Bearer "
_PAGE = "page_of_launch"  # the name by which a door tells the view behind it
_LAUNCH_ID = "launch-id"  # stands in the shell for the launch's
_LAUNCH = Select(
    lambda: (
        LaunchRecord.objects.filter(pk=Given("launch_id", UUIDField()))
        .select_related("lms")
        .only("let_in", "door", "origin", "language", "lms__family", "lms__origins")
        .order_by()
    )
)


def launched(view: TwoDoorView) -> TwoDoorView:
    """The door of a launch: a bearer of this launch sees the page, a GET without any gets the shell.

    Cookies are ignored, so there is nothing for a forged request to ride on: exempt from CSRF.
    """

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, launch_id: UUID, **kwargs: object) -> HttpResponseBase:
        header = request.headers.get("Authorization", "")
        if not header and request.method in {"GET", "HEAD"}:
            return shell(request, launch_id)
        visitor = visitor_of_token(header.removeprefix(SCHEME).strip(), launch_id)
        if visitor is not None:
            speak(visitor.language)
            with suppress(UnreadablePayloadError):  # a newer release began the session
                return _private(view(request, visitor, **kwargs))
        return refusal_page(request, Refused(Refusal.SESSION_OVER, "no living session for this bearer"))

    setattr(door, _PAGE, view)
    return door


def page_of_launch(path: str) -> tuple[TwoDoorView, dict[str, object]]:
    """The view behind the door of a launch at `path`, and what its address says to it."""
    found = resolve(path)
    return getattr(found.func, _PAGE), {name: value for name, value in found.kwargs.items() if name != "launch_id"}


def signed_in(view: TwoDoorView) -> TwoDoorView:
    """Slipway's own door: an account, or a visit that a launch's code began; else the sign-in page."""

    @wraps(view)
    def door(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
        visitor = visitor_of_session(request)
        if visitor is None:
            return redirect_to_login(request.get_full_path())
        return _private(view(request, visitor, **kwargs))

    return door


def shell(request: HttpRequest, launch_id: UUID) -> HttpResponse:
    """The small page that moves the token out of the address and fetches the real one by bearer."""
    launch = _LAUNCH.first(launch_id=launch_id)
    speak(launch.language if launch else "")
    response = HttpResponse(_shell_page(get_language() or "").replace(_LAUNCH_ID, str(launch_id)))
    shell_policy(response, ancestors=frame_ancestors(launch), door=launch.door if launch else "")
    patch_vary_headers(response, ["Authorization"])
    return response


def shell_policy(response: HttpResponseBase, *, ancestors: FrameAncestors, door: str) -> None:
    """What browsers may do with a launch's pages: they all stand in the document that is first shown.

    The picker's answer goes home by a form, and browsers apply form-action to the LMS's own redirects too.
    """
    frame_policy(response, ancestors=ancestors, form_action="any" if door == "select" else "self")


@cache
def _shell_page(_language: str) -> str:
    """The shell in the language that is spoken now, for any launch: it holds nothing else that changes."""
    return render_to_string("web/shell.html", {"launch_id": _LAUNCH_ID})


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response
