"""How much a request may carry, and what is said of one whose body was not taken."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from slipway.web.middleware import Middleware

# The largest form is a class folder's archive (53 MB). Django bounds fields and memory, but puts files of any size on
# disk, and reads a form to look for its CSRF token before anybody asks who sent it.
MOST_BODY_BYTES = 56_000_000  # bytes
# The web server says by this key of the WSGI environment that it did not take the body: the status of the answer.
REFUSED = "slipway.body_refused"


class BoundedBodies(Middleware):
    """A request that says it is larger than any form of ours is refused unread, as is one whose body the
    web server has given up.

    What does not say its length has none: WSGI reads no further than `Content-Length`. What a refusal leaves unread is
    the web server's business: ours has the whole body before Django sees the request (`slipway.site.front`).
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = _refused(request)
        if refused is not None:
            return render(request, f"web/errors/{refused:d}.html", status=refused)
        return self.get_response(request)


def _refused(request: HttpRequest) -> HTTPStatus | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length[:20]) > MOST_BODY_BYTES:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    refused: HTTPStatus | None = request.META.get(REFUSED)
    return refused
