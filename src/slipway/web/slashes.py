"""Addresses that LMSs call work with a slash at their end too."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from slipway.web.middleware import Middleware

UNDER = "/lti/"


class TrailingSlashes(Middleware):
    """A slash at the end of an address under `/lti` makes no difference.

    Administrators type it, and LMSs add it. A redirect would lose what was posted; and `request.path` stays as it was
    sent, for LTI 1.1 signs it so.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.endswith("/") and request.path_info.startswith(UNDER):
            request.path_info = request.path_info.rstrip("/")
        return self.get_response(request)
