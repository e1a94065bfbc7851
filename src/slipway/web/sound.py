"""Whether a request can be read at all: found out once, when it is made, before anybody reads it.

What cannot be read is its sender's fault and is answered with 400, before a view stumbles over it. So no exception has
to be caught by its type far from here, and an error of Slipway's own stays one.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponseBase, QueryDict, UnreadablePostError, parse_cookie
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from slipway.web.middleware import Middleware, View
from slipway.web_address import read_address

LEADS_ON = "next"  # allauth's and Django's parameter: the address that comes after this page
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_FORM = "multipart/form-data"
_NO_TEXT = "\ufffd".encode()
_BOUNDARY = re.compile("[ -~]{0,200}[!-~]")  # as Django's parser takes them


class SoundRequest(WSGIRequest):
    """A request as the server makes it. `fault` is what makes it unreadable, '' for nothing; `has_path` is whether its
    path is a text at all.

    Django stumbles over some headers while it makes the request, where nobody can answer, and reads a broken form again
    while it answers that the form is broken.
    """

    fault: str
    has_path: bool
    _post: QueryDict

    def __init__(self, environ: dict[str, Any]) -> None:
        self.has_path = _is_path(environ.get("PATH_INFO", ""))  # Django writes another one there
        try:
            super().__init__({**environ})
            self.fault = _fault_of_type(self.content_type or "", self.content_params or {})
        except ValueError:  # a parameter in an encoding that nobody knows
            super().__init__({**environ, "CONTENT_TYPE": ""})
            self.fault = "the content type cannot be read"
        self.fault = self.fault or _fault_of_query(environ.get("QUERY_STRING", ""))
        if self.fault:
            self._leave_unread()

    @property
    def encoding(self) -> None:
        """All is UTF-8, whatever a header says."""
        return None

    @encoding.setter
    def encoding(self, _name: str) -> None:
        """Django gives it the header's, and takes query and form apart for that."""

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802 - Django's name
        """The cookies that can be ours: a quoted one may hold NUL, which PostgreSQL has no room for."""
        told = parse_cookie(self.META.get("HTTP_COOKIE", "").encode("latin-1", "replace").decode("utf-8", "replace"))
        return {name: text for name, text in told.items() if "\0" not in name + text}

    def _load_post_and_files(self) -> None:
        """Django calls it when the form is first asked for. Raises BadRequest, and is not asked twice."""
        try:
            super()._load_post_and_files()
            fault = _fault_of_next(self._post.getlist(LEADS_ON))
        except (MultiPartParserError, UnreadablePostError, LookupError, ValueError) as unreadable:
            fault = str(unreadable) or type(unreadable).__name__
        except Exception:
            self._leave_unread()
            raise
        if fault:
            self._leave_unread()
            message = f"the form cannot be read: {fault}"
            raise BadRequest(message)

    def _leave_unread(self) -> None:
        """Give an empty form to whoever asks for it."""
        self._post, self._files = QueryDict(), MultiValueDict[str, Any]()


class SoundHandler(WSGIHandler):
    """Django's WSGI application, for sound requests."""

    request_class = SoundRequest


class SoundRequests(Middleware):
    """A request that cannot be read is answered with 400, whoever is asked.

    But for views that read their request by themselves (`reads_by_itself`).
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not getattr(request, "has_path", True):
            return unreadable(request)
        response = self.get_response(request)
        if getattr(request, "fault", "") and request.resolver_match is None:  # nobody was asked
            return unreadable(request)
        return response

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponseBase | None:
        """Django calls it when the view is known."""
        if getattr(request, "fault", "") and not getattr(view, "reads_by_itself", False):
            return unreadable(request)
        return None


def reads_by_itself(view: View) -> View:
    """A view that takes query and body as they came, and says itself what is wrong with them."""
    view.reads_by_itself = True  # type: ignore[attr-defined]
    return view


def unreadable(request: HttpRequest) -> HttpResponseBase:
    """The page for what cannot be read."""
    return render(request, "web/errors/400.html", status=400)


def _is_path(path: str) -> bool:
    """`path` as WSGI has it: bytes, each as a letter of Latin-1.

    Granian decodes it before we see it, and writes U+FFFD where that fails.
    """
    raw = path.encode("latin-1", "replace")
    return b"\0" not in raw and _NO_TEXT not in raw and _is_utf_8(raw)


def _fault_of_type(content_type: str, parameters: dict[str, str]) -> str:
    if parameters.get("charset", "utf-8").strip("'\" ").lower() not in _UTF_8:
        return "the charset is not UTF-8"
    if content_type == _FORM and not _BOUNDARY.fullmatch(parameters.get("boundary", "")):
        return "the form has no boundary"
    return ""


def _fault_of_query(query: str) -> str:
    if not query:
        return ""
    if not _is_utf_8(unquote_to_bytes(query.encode("latin-1", "replace"))):
        return "the query is not in UTF-8"
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    if query.count("&") >= most:
        return f"the query has more than {most} fields"
    if "\0" in unquote(query):
        return "the query holds NUL"
    return _fault_of_next(text for name, text in parse_qsl(query, keep_blank_values=True) if name == LEADS_ON)


def _fault_of_next(addresses: Iterable[str]) -> str:
    # Not read are `http://[`, and hosts whose letters stand for signs of a URL.
    return "the next page is no address" if None in map(read_address, addresses) else ""


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
