"""Requests that no browser would send: to every address, by everybody, with all that can be wrong in them.

A request is made by its seed alone, `2/117`, and by the world that it is sent to, so that one can be sent again.
"""

# ruff: noqa: E501  # tables of what can be wrong

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus, urlencode
from uuid import UUID

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.launches.load.random_launches import ODD
from tests.walls.routes import ROUTES, Route

FORM = "application/x-www-form-urlencoded"
LONGEST_QUERY = 60_000  # servers take no longer address
METHODS = ("GET",) * 8 + ("POST",) * 9 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "Ü")
ODD_IDS = (
    "", "0", "-1", "..", "%00", "%ff", "%2e%2e%2f", "x" * 300, "%F0%9F%98%80", "None", "{}", "'", "%25", "a b", "%ED%A0%80",
    "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "9" * 200, "a:b", ";x=1", "%0d%0a",
)  # fmt: skip
VALUES = (
    *ODD,
    "9" * 19, "9" * 5000, "-" + "9" * 19, "1e400", "NaN", "inf", "0x10", "1.5", "\uff11", "\u00b2", "9999-12-31",
    "0001-01-01", "10000-01-01", "2026-02-30", "9999-12-31T23:59:59.999999+23:59", "2026-11-30T25:61", "-0001-01-01",
    "\ud800", "a\ud800b", "\udfff", "http://[", "//[::1", "http://]", "http://a\u2100b", "\u2028", "x" * 70_000, "\r\n",
    "[]", "{}", '{"a": "\\ud800"}', '"\\u0000"', "[" * 3000, "null", "true", "1 2 3", "\t", "on", "1", "u1",
    "00000000-0000-0000-0000-000000000000", "a@b.example", "a@\u00fc.example", "@", "a@b", "https://lms.example.edu",
    "https://user:pw@h:0/", "http://[::ffff:127.0.0.1]/", "https://xn--\uff0e/", "https://" + "a." * 200 + "b/", "ftp://x",
)  # fmt: skip
NAMES = (
    "next", "page", "q", "way", "back", "person", "lms", "course", "outcome", "code", "since", "until", "role", "kind",
    "csrfmiddlewaretoken", "login", "password", "email", "name", "title", "slug", "archive", "images", "file", "guide",
    "points", "available_from", "available_from_0", "due_at", "order", "unit", "module", "units", "family", "grace",
    "origin", "address", "issuer", "client_id", "auth_url", "token_url", "jwks_url", "deployment_id", "deployments",
    "openid_configuration", "registration_token", "state", "id_token", "iss", "login_hint", "target_link_uri", "cancel",
    "choose", "identity", "instead_of", "token", "language", "links_open", "lms_url", "description", "published", "a", "",
    "action_add", "action_remove", "action_primary", "action_send", "otp_code", "\u00fc", "a[b]", "__proto__", "x" * 3000,
)  # fmt: skip
TYPES = (
    FORM, FORM, FORM, MULTIPART_CONTENT, MULTIPART_CONTENT, "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\xe9", "multipart/form-data; boundary=" + "x" * 300, "multipart/mixed; boundary=x",
    "application/json", "text/plain", "", ";", "\xff", "application/x-www-form-urlencoded;", "a/b; c*=xx''%ff",
    f"{FORM}; charset=utf-16", f"{FORM}; charset=idna", f"{FORM}; charset=zlib", f"{FORM}; charset=none such",
    f"{FORM}; charset=utf-8", f"{MULTIPART_CONTENT}; charset=utf-7", f"{MULTIPART_CONTENT}; charset=punycode",
)  # fmt: skip
PARTS = (
    b"", b"--", b"--x", b"--x--", b"\r\n", b"\0", b"\xff\xfe", b"%", b"%zz", b"a=1&" * 1200, b"&" * 500, b"=" * 500, b"{}",
    b"[" * 5000, b'{"a":', b'"\\ud800"', f"--{BOUNDARY}--".encode(), f"--{BOUNDARY}\r\n\r\n\r\n--{BOUNDARY}--".encode(),
    f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n".encode(),
    f"--{BOUNDARY}\r\nContent-Disposition: form-data; name*=xx''%ff\r\n\r\n1\r\n--{BOUNDARY}--\r\n".encode(),
    f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n"
    f"--{BOUNDARY}--\r\n".encode(),
    f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=archive; filename=\"\0.zip\"\r\n\r\nPK\r\n--{BOUNDARY}--".encode(),
    b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "HTTP_ACCEPT_LANGUAGE": ("de", "es-419,en;q=0.5", "x" * 600, "de;q=9" * 200, "*", "\xff", "-" * 600, "de-" * 300),
    "HTTP_SEC_FETCH_DEST": ("iframe", "document", "frame", "\xff"),
    "HTTP_HX_REQUEST": ("true",),
    "HTTP_HX_CURRENT_URL": ("http://[", "%"),
    "HTTP_ORIGIN": ("null", "http://[", "https://evil.example", "http://localhost:8000", "\xff"),
    "HTTP_REFERER": ("http://[", "http://localhost:8000/", "", "\xff", "https://evil.example/" + "x" * 5000),
    "HTTP_HOST": ("evil.example", "[", "", "localhost:99999", "a b", "\xff"),
    "HTTP_X_FORWARDED_FOR": ("unknown", "1.2.3.4, ::1", "," * 500, "\xff"),
    "HTTP_X_FORWARDED_PROTO": ("https", "x"),
    "REMOTE_ADDR": ("2001:db8::1", "", "unix:", "fe80::1%eth0"),
    "HTTP_IF_NONE_MATCH": ('"x"', "*", "\xff", '"' * 100),
    "HTTP_IF_MODIFIED_SINCE": ("Mon, 01 Jan 0001 00:00:00 GMT", "x", "Sun, 06 Nov 99994 08:49:37 GMT"),
    "HTTP_RANGE": ("bytes=0-0", "bytes=-1", "bytes=9-1", "bytes=" + "0-0," * 500, "x"),
    "HTTP_ACCEPT": ("application/json", "\xff", "*/*"),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "br", "\xff"),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_X_CSRFTOKEN": ("a" * 32, "a" * 64, "\xff", ""),
    "CONTENT_LENGTH": ("0", "1", "-1", "99999999999999999999", "x", "", "\xb2", "1.5"),
}
COOKIES = (
    "slipway_session=x", "slipway_session=" + "a" * 32, 'slipway_session="\\000\\000\\000\\000\\000\\000\\000\\000"',
    "slipway_csrf=" + "a" * 32, "slipway_csrf=" + "a" * 64, "slipway_csrf=\xff", 'slipway_csrf="\\000"', "=;;=", "\xff\xfe=\x01",
    "django_language=" + "de-" * 300, "messages=x", "sessionid=x", "x=" + "y" * 8000, "slipway_session", ";" * 500,
)  # fmt: skip
BEARERS = ("x", "", "\xff", "Bearer", "a b c", "\u00fc".encode().decode("latin-1"), "x" * 9000, "%00", "\0")


class Lazily(dict[str, Mapping[str, object]]):
    """What is made for a route when it is first asked for."""

    def __init__(self, make: Callable[[str], Mapping[str, object]]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, route: str) -> Mapping[str, object]:
        made = self[route] = self.make(route)
        return made


@dataclass(frozen=True)
class Scenery:
    """What requests are made of: what addresses name and forms say, by route, and what each person brings."""

    good: Mapping[str, Mapping[str, object]]
    others: Mapping[str, Mapping[str, object]]
    forms: Mapping[str, Mapping[str, object]]
    cookies: Mapping[str, str]
    bearers: Mapping[str, tuple[UUID, str]]


@dataclass(frozen=True)
class RandomRequest:
    """A request as WSGI has it; `checks_csrf` is whether its form's token counts."""

    seed: str
    who: str
    environ: Mapping[str, str]
    body: bytes
    checks_csrf: bool

    def __str__(self) -> str:
        told = {name: text if len(text) < 300 else f"{text[:300]}…" for name, text in self.environ.items()}
        return f"request {self.seed} by {self.who}: {told} {self.body[:1000]!r}"


def random_request(seed: str, scenery: Scenery) -> RandomRequest:
    """The request of that seed."""
    draw = Random(seed)
    route = draw.choice(list(ROUTES.values()))
    by_bearer = route.by_bearer and draw.random() < 0.9
    who = draw.choice(list(scenery.bearers if by_bearer else scenery.cookies))
    method = draw.choice(METHODS)
    content_type, body = _body(draw, scenery.forms[route.name])
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": _path(draw, route, scenery, who if by_bearer else ""),
        "QUERY_STRING": _query(draw),
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        **_cookie(draw, scenery.cookies.get(who, "")),
        **_authorization(draw, scenery.bearers.get(who)),
    }
    for name in draw.sample(list(HEADERS), draw.choice((0, 0, 1, 2))):
        environ[name] = draw.choice(HEADERS[name])
    return RandomRequest(seed, who, environ, body, checks_csrf=draw.random() < 0.2)


def _path(draw: Random, route: Route, scenery: Scenery, bearer: str) -> str:
    """As WSGI has it: percent-decoded, each byte as a letter of Latin-1."""
    told = dict(scenery.good[route.name])
    for name in route.names:
        if draw.random() < 0.08 and name in scenery.others[route.name]:
            told[name] = scenery.others[route.name][name]
    if bearer:
        told["launch_id"] = scenery.bearers[bearer][0]
    path = route.path(told)
    if draw.random() < 0.12:
        steps = path.split("/")
        steps[draw.randrange(len(steps))] = draw.choice(ODD_IDS)
        path = "/".join(steps)
    if draw.random() < 0.04:
        path = draw.choice((path + "/", path.rstrip("/"), "/" + path, path.upper(), "*", "", path + "?x", path * 20))
    return _decoded(path)


def _decoded(path: str) -> str:
    raw = bytearray()
    parts = path.split("%")
    raw += parts[0].encode()
    for part in parts[1:]:
        try:
            raw += bytes.fromhex(part[:2]) + part[2:].encode()
        except ValueError:
            raw += b"%" + part.encode()
    return raw.decode("latin-1")


def _query(draw: Random) -> str:
    if draw.random() < 0.6:
        return ""
    pairs = [(draw.choice(NAMES), draw.choice(VALUES)) for _ in range(draw.choice((1, 1, 2, 3)))]
    if draw.random() < 0.1:
        pairs *= 600
    query = urlencode(pairs, errors="surrogatepass")[:LONGEST_QUERY]
    if draw.random() < 0.1:
        place = draw.randrange(len(query) + 1)
        query = (
            query[:place]
            + draw.choice(("%", "%00", "%ff", "%c3", "\xff", "&&", "=", "#", ";", "%ED%A0%80"))
            + query[place:]
        )
    return query


def _body(draw: Random, form: Mapping[str, object]) -> tuple[str, bytes]:
    fields: dict[str, Any] = dict(form)
    for name in list(fields):
        if draw.random() < 0.2:
            fields[name] = draw.choice(VALUES)
        if draw.random() < 0.05:
            del fields[name]
    for _ in range(draw.choice((0, 0, 1, 2))):
        fields[draw.choice(NAMES)] = draw.choice(VALUES)
    has_file = any(hasattr(value, "read") for value in fields.values())
    if draw.random() < 0.35 or has_file:
        content_type, body = MULTIPART_CONTENT, _multipart(draw, fields)
    else:
        texts = {name: str(value) for name, value in fields.items()}
        content_type, body = (
            FORM,
            urlencode(texts, errors="surrogatepass", quote_via=draw.choice((quote, quote_plus))).encode(),
        )
    if draw.random() < 0.12:
        content_type = draw.choice(TYPES)
    return content_type, _broken(draw, body) if draw.random() < 0.15 else body


def _multipart(draw: Random, fields: Mapping[str, Any]) -> bytes:
    held = {name: value if hasattr(value, "read") else _held(str(value)) for name, value in fields.items()}
    if draw.random() < 0.2:
        held[draw.choice(("archive", "images", "file", "guide"))] = _Upload(
            draw.choice(PARTS), draw.choice(ODD_IDS) + ".png"
        )
    return bytes(encode_multipart(BOUNDARY, held))


def _held(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


class _Upload:
    """A file of a form."""

    content_type = "image/png"

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name

    def read(self) -> bytes:
        return self.content


def _broken(draw: Random, body: bytes) -> bytes:
    place = draw.randrange(len(body) + 1)
    return draw.choice((
        body[:place],
        body[:place] + draw.choice(PARTS) + body[place:],
        body[:place] + draw.randbytes(8) + body[place + 8 :],
        draw.choice(PARTS),
        draw.randbytes(200),
        body * 3,
    ))  # fmt: skip


def _cookie(draw: Random, own: str) -> dict[str, str]:
    if draw.random() < 0.06:
        own = "; ".join(filter(None, draw.sample((own, draw.choice(COOKIES), draw.choice(COOKIES)), 3)))
    return {"HTTP_COOKIE": own} if own else {}


def _authorization(draw: Random, bearer: tuple[UUID, str] | None) -> dict[str, str]:
    if draw.random() < 0.05:
        return {"HTTP_AUTHORIZATION": draw.choice(("Bearer ", "Basic ", "")) + draw.choice(BEARERS)}
    return {"HTTP_AUTHORIZATION": f"Bearer {bearer[1]}"} if bearer and bearer[1] else {}
