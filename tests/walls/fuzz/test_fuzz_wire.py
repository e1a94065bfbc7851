"""Requests as bytes, to running servers: what no client would send, and what only PostgreSQL refuses.

In part by an owner who is signed in. The seed of a failing one is printed; it is the same in each run, but for ids.
"""

# ruff: noqa: E501  # tables of what can be wrong

import http.client
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from random import Random
from urllib.parse import quote_from_bytes, urlsplit
from uuid import UUID, uuid4

import pytest

from tests.launches.owner import Owner, owner_of
from tests.launches.school import school
from tests.servers import Slipway
from tests.walls.fuzz.random_requests import Lazily, RandomRequest, Scenery, random_request
from tests.walls.routes import ROUTES

pytestmark = [pytest.mark.http]

LONGEST = 2.0  # seconds
HEAD_PARTS = (
    b"", b"\0", b"\xff", b"\r", b"\n", b"\r\n", b" ", b"\t", b":", b"HTTP/9.9", b"HTTP/1.0", b"%", b"%00", b"\x1b[31m",
    b"\r\nContent-Length: 5", b"\r\nTransfer-Encoding: chunked", b"\r\nX_Forwarded_For: ::1", b"\r\nHost: evil.example",
    b"\r\nExpect: 100-continue", b"\r\nUpgrade: websocket", b"\r\nConnection: keep-alive, x", b"\r\n folded", b"x" * 9000,
    b"\r\nContent-Encoding: gzip", b"\r\nCookie: slipway_session=\xff", b"\r\nContent-Type: a/b; c*=xx''%ff",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A running server, and what requests to it are made of."""

    server: Slipway
    scenery: Scenery
    owner: Owner


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A school on each database, with its owner signed in."""
    server: Slipway = request.getfixturevalue("live" if request.param == "sqlite" else "live_pg")
    acme = school(server, tmp_path_factory.mktemp("classes"))
    with owner_of(acme) as owner:
        cookie = "; ".join(f"{name}={value}" for name, value in owner.browser.cookies.items())
        key_page = owner.key_page().split("/")
        loops = UUID(acme.unit("python", "loops"))
        of_unit = server.query("SELECT classroom_id FROM classes_unit WHERE id = %s", [loops])[0]
        known: dict[str, object] = {
            "organization_id": key_page[2], "key_id": key_page[-1], "purpose": "dashboard", "unit_id": loops,
            "classroom_id": UUID(str(of_unit["classroom_id"])), "signed": "x", "token": "x", "uidb36": "x", "key": key_page[-1],
        }  # fmt: skip
        named = Lazily(
            lambda route: {name: known.get(name, 1 if name == "number" else uuid4()) for name in ROUTES[route].names}
        )
        token = {"csrfmiddlewaretoken": owner.browser.cookies["slipway_csrf"]}
        forms = Lazily(lambda _route: {**token, **FIELDS})
        scenery = Scenery(
            good=named,
            others=named,
            forms=forms,
            cookies={"owner": cookie, "nobody": ""},
            bearers={"none": (uuid4(), "x")},
        )
        yield Target(server, scenery, owner)


FIELDS: dict[str, object] = {
    "name": "Renamed", "title": "Renamed", "email": "new@acme.example", "role": "teacher", "points": "10", "guide": "# Hello",
    "family": "moodle", "way": "1.3", "address": "http://127.0.0.1:1", "grace": "7", "slug": "", "unit": "x", "language": "de",
    "origin": "https://moodle.example.edu", "description": "A\nB", "lms_url": "https://canvas.example.edu/courses/77",
}  # fmt: skip


AT_LENGTH = pytest.param(range(60, 1_060), marks=[pytest.mark.long, pytest.mark.timeout(900)])


@pytest.mark.parametrize("numbers", [range(60), AT_LENGTH], ids=["shortly", "at length"])
def test_no_bytes_bring_an_error(target: Target, numbers: range) -> None:
    for number in numbers:
        held_against(f"wire/{number}", target)


def held_against(seed: str, target: Target) -> None:
    """Send it: it is answered, or the server closes the connection of somebody who speaks no HTTP."""
    request = random_request(seed, target.scenery)
    if "logout" in request.environ["PATH_INFO"]:
        return  # the owner stays signed in
    raw = as_bytes(request, host=urlsplit(target.server.url).netloc)
    began = time.perf_counter()
    status = status_of(raw, target.server)
    seconds = time.perf_counter() - began
    assert status < HTTPStatus.INTERNAL_SERVER_ERROR, f"{request}\n{raw[:3000]!r}"
    if seconds > LONGEST:
        began = time.perf_counter()
        status_of(raw, target.server)
        assert time.perf_counter() - began <= LONGEST, str(request)


def as_bytes(request: RandomRequest, *, host: str) -> bytes:
    """The request as it goes over the wire, often with something in its head that does not belong there."""
    draw = Random(f"{request.seed} on the wire")
    environ = {"HTTP_HOST": host, **request.environ}
    path = quote_from_bytes(environ["PATH_INFO"].encode("latin-1"), safe="/;:@") or "/"
    query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
    lines = [f"{environ['REQUEST_METHOD']} {path}{query} HTTP/1.1", "Connection: close"]
    lines += [f"{name.removeprefix('HTTP_').replace('_', '-').title()}: {text}" for name, text in environ.items()
              if name.startswith("HTTP_") or name in {"CONTENT_TYPE", "CONTENT_LENGTH"}]  # fmt: skip
    head = "\r\n".join(lines).encode("latin-1", "replace")
    if draw.random() < 0.25:
        place = draw.randrange(len(head))
        head = head[:place] + draw.choice(HEAD_PARTS) + head[place:]
    return head + b"\r\n\r\n" + request.body


def status_of(raw: bytes, server: Slipway) -> int:
    """The status of the answer; 400 where the server says nothing but closes, 408 where it waits for more."""
    there = urlsplit(server.url)
    assert there.hostname
    with socket.create_connection((there.hostname, there.port or 80), timeout=5) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)  # nothing more comes
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            answer.read()
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        except (http.client.HTTPException, OSError):
            return HTTPStatus.BAD_REQUEST
        return answer.status
