"""A launch that is let in is answered by the page it leads to, standing in its shell: no second request, no third."""

from dataclasses import replace

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from slipway.lms.frames import launch_ancestors
from slipway.sessions.doors import page_of_launch, shell_policy
from slipway.sessions.visitor import Landing, Visitor, visitor_of_token

log = structlog.get_logger("slipway.sessions")


def landing_page(request: HttpRequest, landing: Landing) -> HttpResponseBase:
    """The page as the bearer of the launch's token would fetch it, with the shell around it.

    A redirect to the shell, with the token in the fragment, which no server and no log sees, where there is no such
    page to show at once: the shell says then what it finds.
    """
    visitor = visitor_of_token(landing.token, landing.launch_id)
    if visitor is not None and visitor.session is not None:
        page = _page(request, replace(visitor, landing=landing))
        if page is not None and page.status_code == 200 and not page.streaming:
            ancestors = launch_ancestors(visitor.session.lms, landing.posted_from, landing.launch_id)
            shell_policy(page, ancestors=ancestors, door=landing.door)
            return page
    location = f"{landing.path}#{landing.token}"
    return HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})


def _page(request: HttpRequest, visitor: Visitor) -> HttpResponseBase | None:
    """Whatever goes wrong here, the launch is written down, and its shell asks for the page again."""
    assert visitor.landing is not None
    try:
        view, named = page_of_launch(visitor.landing.path)
        return view(_asked_by_get(request, visitor.landing.path), visitor, **named)
    except Http404:  # it has gone in between
        return None
    except Exception:
        log.exception("landing-failed", path=visitor.landing.path)
        return None


def _asked_by_get(request: HttpRequest, path: str) -> HttpRequest:
    """The request by which the page is fetched otherwise: none of the launch's form is in it."""
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", path, path
    left_out = ("CONTENT_", "wsgi.", "QUERY_STRING", "HTTP_COOKIE")
    asked.META = {name: value for name, value in request.META.items() if not name.startswith(left_out)}
    asked.META |= {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
    return asked
