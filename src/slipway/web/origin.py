"""One public address: what the operator set, whatever a request or a proxy says of its host."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from slipway.web_address import WebAddress, read_address


class PublicOrigin:
    """Middleware that gives every request the scheme and host of `SLIPWAY_PUBLIC_URL`.

    Signatures, mailed links and the CSRF origin check all hang on the host. nginx's stock fastcgi_params
    drop the port from it, and a stranger may send any, so the Host header is never believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.public = public_address()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["HTTP_HOST"] = self.public.authority
        request.META["wsgi.url_scheme"] = self.public.scheme
        if hasattr(request, "environ"):
            request.environ["wsgi.url_scheme"] = self.public.scheme  # WSGIRequest reads its own copy
        return self.get_response(request)


def public_address() -> WebAddress:
    """Where browsers and LMSs reach this Slipway."""
    address = read_address(settings.PUBLIC_URL)
    assert address is not None  # `site.environment` has read it
    return address


def absolute(path: str) -> str:
    """`path` as an absolute URL of this Slipway."""
    return f"{settings.PUBLIC_URL}{path}"
