"""What every page of the practice LMS carries, and where a visitor goes who has not said who they are."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from practice_lms.identity import NobodyYetError

GetResponse = Callable[[HttpRequest], HttpResponse]

# Tools live on other origins: frames, pictures and launch forms go there. Its own pages are framed by itself only
# (the page that a tool's answer comes back to stands in a dialog of the editor).
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' http: https: data:; frame-src http: https:; form-action http: https:; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def page_headers(get_response: GetResponse) -> GetResponse:
    """Middleware: content security policy, and no page from a cache (signed forms and identities change)."""

    def answer(request: HttpRequest) -> HttpResponse:
        _ = request.body  # read to its end: after a refusal that left it unread, the server drops the connection
        response = get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Cache-Control", "no-store")
        return response

    return answer


class AskWhoYouAre:
    """Middleware: sends a visitor who is nobody yet to the page where people are chosen."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """GetResponse NobodyYetError by a redirect; leave all else alone."""
        if isinstance(exception, NobodyYetError):
            return HttpResponseRedirect("/login?" + urlencode({"next": request.get_full_path()}))
        return None
