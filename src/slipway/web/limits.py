"""How much a request may carry, and that a refusal leaves none of it in the pipe."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.shortcuts import render

# The largest form is a class folder's archive (53 MB). Django bounds fields and memory, but puts files of any size on
# disk, and reads a form to look for its CSRF token before anybody asks who sent it.
LARGEST = 56_000_000  # bytes
_DRAINED, _PIECE = 1_000_000, 65_536  # bytes


class BoundedBodies:
    """Middleware: a request that says it is larger than any form of ours is refused unread.

    What does not say its length has none: WSGI reads no further than `Content-Length`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:20]) > LARGEST:
            return render(request, "web/errors/413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        response = self.get_response(request)
        _drain(request)
        return response


def _drain(request: HttpRequest) -> None:
    """Read what a refusal left unread, up to a bound.

    A server that answers before the body is in closes the connection without saying so (hyper does); the next
    request on it, often a reverse proxy's for somebody else, would be lost.
    """
    try:
        for _ in range(_DRAINED // _PIECE):
            if not request.read(_PIECE):
                return
    except UnreadablePostError:
        return  # the sender is gone
