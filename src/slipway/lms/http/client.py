"""The one way in which Slipway calls an LMS: guarded, bounded in time and size, without cookies, proxies or memory.

Every address that comes from outside (key sets, token endpoints, configurations) is called through here only.
"""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urljoin

import certifi
import httpcore
from django.conf import settings

from slipway.lms.http.few_at_once import presses
from slipway.lms.http.network import Deadline, GuardedNetwork, UnreachableError
from slipway.lms.http.safe_address import BadUrlError, address_to_call
from slipway.web_address import WebAddress
from slipway.words import Text, text

CALL_SECONDS = 8.0  # for everything: name, connection, redirects, the last byte
MOST_BYTES = 1_000_000
MOST_REDIRECTS = 3
PRESS_SECONDS = 10.0  # for all calls of one press of a button
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """What came back. Header names are in lower case; `url` is the one that answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


_all_together: ContextVar[Deadline | None] = ContextVar("all_together", default=None)


@contextmanager
def a_press() -> Iterator[None]:
    """All calls of the block end within ten seconds, and few such blocks run at once. Raises TooManyError."""
    with presses.one():
        token = _all_together.set(Deadline(PRESS_SECONDS))
        try:
            yield
        finally:
            _all_together.reset(token)


def get(url: str, *, headers: Mapping[str, str] | None = None, seconds: float = CALL_SECONDS) -> HttpAnswer:
    """GET `url`, over up to three redirects, each guarded like the first. Raises UnreachableError.

    `Authorization` goes to the first origin only, and https never goes on as http.
    """
    deadline = _deadline(seconds)
    sent, target = dict(headers or {}), _target(url)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask("GET", target, sent, b"", deadline)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        following = _redirected(answer)
        if target.scheme == "https" and following.scheme == "http":
            raise UnreachableError(text("It redirects from https to http."))
        if following.origin != target.origin:
            sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
        target = following
    raise UnreachableError(text("It redirects too often."))


def post(url: str, *, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> HttpAnswer:
    """POST `body`; a redirect is an answer like another. Raises UnreachableError."""
    sent = {**(headers or {}), "Content-Type": content_type}
    return _ask("POST", _target(url), sent, body, _deadline(CALL_SECONDS))


def post_form(url: str, form: Mapping[str, str]) -> HttpAnswer:
    """POST a form. Raises UnreachableError."""
    return post(url, body=urlencode(form).encode(), content_type="application/x-www-form-urlencoded")


def _deadline(seconds: float) -> Deadline:
    together = _all_together.get()
    try:
        return Deadline(seconds if together is None else together.left(seconds))
    except httpcore.TimeoutException as fault:
        raise UnreachableError(_PROBLEMS[httpcore.TimeoutException]) from fault


def _redirected(answer: HttpAnswer) -> WebAddress:
    try:
        return _target(urljoin(answer.url, answer.headers["location"]))
    except ValueError as fault:
        raise UnreachableError(text("It redirects to what is no address.")) from fault


def _target(url: str) -> WebAddress:
    try:
        return address_to_call(url)
    except BadUrlError as fault:
        raise UnreachableError(fault.problem) from fault


def _ask(method: str, target: WebAddress, headers: Mapping[str, str], body: bytes, deadline: Deadline) -> HttpAnswer:
    network = GuardedNetwork(scheme=target.scheme, allow_private=bool(settings.ALLOW_PRIVATE_LMS), deadline=deadline)
    sent = list(_headers(method, target, headers, body))
    try:
        # A connection for each request: the guard looks every time, and nothing is left open between two calls.
        with (
            httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=network, max_connections=1) as pool,
            pool.stream(method, _url(target), headers=sent, content=body) as response,
        ):
            return _read(response, target)
    except tuple(_PROBLEMS) as fault:
        raise UnreachableError(next(words for kind, words in _PROBLEMS.items() if isinstance(fault, kind))) from fault


def _read(response: httpcore.Response, target: WebAddress) -> HttpAnswer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if headers.get("content-encoding", "identity") != "identity":
        raise UnreachableError(text("It sends a compressed answer, though it was asked not to."))
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise UnreachableError(text("Its answer is larger than 1 MB."))
    url = f"{target.origin}{target.request_target}"
    return HttpAnswer(status=response.status, headers=headers, body=bytes(body), url=url)


def _headers(method: str, target: WebAddress, headers: Mapping[str, str], body: bytes) -> Iterator[tuple[bytes, bytes]]:
    own = {"Host": target.authority, "User-Agent": "Slipway", "Accept-Encoding": "identity", "Connection": "close"}
    length = {"Content-Length": str(len(body))} if method == "POST" else {}
    for name, value in {"Accept": "application/json", **headers, **own, **length}.items():
        yield name.encode("ascii"), value.encode("latin-1")


def _url(target: WebAddress) -> httpcore.URL:
    scheme, host, path = (text.encode() for text in (target.scheme, target.host, target.request_target))
    return httpcore.URL(scheme=scheme, host=host, port=target.port_called, target=path)


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates that this machine trusts (a school's own authority among them), and those of Mozilla's list."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


_PROBLEMS: dict[type[Exception], Text] = {
    httpcore.TimeoutException: text("It did not answer in time."),
    httpcore.ConnectError: text("It can't be connected to."),
    httpcore.NetworkError: text("It ended the connection."),  # after its subclass ConnectError: the first match counts
    httpcore.ProtocolError: text("It does not speak HTTP."),
}
