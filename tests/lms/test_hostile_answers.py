"""What an LMS may send instead of an answer: nothing of it is more than a fault that is told."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Thread

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slipway.lms.http.client import get, post_form
from slipway.lms.http.network import UnreachableError
from tests.factories import account, organization
from tests.lms.platforms import Said, fake_platform
from tests.lms.registered import registered
from tests.often import at_most, often
from tests.orgs.browsers import browser_of

pytestmark = pytest.mark.http

LOCATIONS = [
    "http://[", "http://[::1", "//[", "http://]", "http://[::1]]/", "http://a:b", "http://a:99999", "http://a:-1",
    "http:", "http:///", "//", "?", "#", "", " ", "\t", "javascript:alert(1)", "file:///etc/passwd", "http://\xff/",
    "/\xff", "http://a@b/", "http://a b/", "http://%5B/", "/%", "\\\\a",
    "http://xn--\u00fc/".encode().decode("latin-1"), "http://.", "http://" + "a" * 5000, "/" * 2000, "http://[v1.a]/",
    "http://[fe80::1%25lo]/", "HTTP://[", "data:,", "http://\u2100/".encode().decode("latin-1"),
]  # fmt: skip
ANSWERS = [
    b"",
    b"\r\n",
    b"\x00" * 100,
    b"HTTP/1.1\r\n\r\n",
    b"HTTP/1.1 OK\r\n\r\n",
    b"HTTP/1.1 99999 OK\r\n\r\n",
    b"HTTP/1.1 000 \r\n\r\n",
    b"HTTP/9.9 200 OK\r\n\r\n",
    b"ICY 200 OK\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01",
    b"HTTP/1.1 200 \xff\xfe\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nzz",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nzz",
    b"HTTP/1.1 200 OK\r\n: a\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nA\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nA: \x00\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"A: " + b"a" * 200_000 + b"\r\n\r\n",
    b"HTTP/1.1 101 Switching\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
    b"HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
]
BODIES = [
    b"",
    b"null",
    b"[]",
    b"1",
    b'"a"',
    b"{}",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"NaN",
    b"1" * 6000,
    b'{"keys": [' + b"1" * 5000 + b"]}",
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b'{"keys": null}',
    b'{"keys": [{"kid": "\\ud800", "kty": "RSA"}]}',
    b'{"keys": [{"kid": "\\u0000", "kty": "RSA", "n": "a", "e": "!"}]}',
    b'{"keys": [{"kid": "' + b"a" * 9000 + b'", "kty": "RSA", "n": 1}]}',
    b'{"error": "\\ud800\\u0000"}',
    b'{"error": ["a"]}',
    b'{"access_token": "\\ud800", "token_type": "bearer", "scope": "\\ud800"}',
    b'{"access_token": 1, "expires_in": 1e400}',
    b'{"access_token": "a", "token_type": "bearer", "expires_in": 1e400}',
    b'{"access_token": "a", "token_type": "bearer", "expires_in": 1' + b"0" * 400 + b"}",
    b'{"access_token": "a", "token_type": "bearer", "expires_in": -1, "scope": 5}',
]


@contextmanager
def that_says(answer: bytes) -> Iterator[str]:
    """A server that sends these bytes to whoever connects, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    try:
                        connection.recv(65_536)
                        connection.sendall(answer)
                    except OSError:
                        continue

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def is_told(url: str) -> bool:
    """Whether the calls end with an answer or with words for owners."""
    for call in (partial(get, url, seconds=3), partial(post_form, url, {"a": "b"})):
        try:
            call()
        except UnreachableError as fault:
            if not fault.problem.english:
                return False
    return True


def redirecting(location: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode("latin-1", "replace")


@pytest.mark.parametrize("location", LOCATIONS)
def test_a10_a_redirect_to_what_is_no_address_is_a_fault_of_the_lms(location: str) -> None:
    with that_says(redirecting(location)) as url:
        assert is_told(url)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a10_what_is_no_http_is_a_fault_of_the_lms(answer: bytes) -> None:
    with that_says(answer) as url:
        assert is_told(url)


@settings(max_examples=at_most(60))
@given(st.binary(max_size=60) | st.text(":/[]@?#%.a1\\ ", max_size=12).map(redirecting))
@example(redirecting("http://["))
def test_a10_whatever_comes_is_told(answer: bytes) -> None:
    with that_says(b"HTTP/1.1 " + answer if answer[:1].isdigit() else answer) as url:
        assert is_told(url)


@pytest.mark.django_db
@pytest.mark.parametrize("body", often(BODIES[::3], BODIES))
def test_a10_test_connection_tells_of_any_body(body: bytes) -> None:
    owner = account()
    with fake_platform(lambda asked: Said(200, body)) as platform:
        made = registered(organization(owner=owner), platform=platform.url)
        page = f"/organizations/{made.lms.organization_id}/settings/lti/registrations/{made.pk}"
        for answer in (Said(200, body), Said(400, body)):
            platform.answer = lambda _asked, answer=answer: answer  # type: ignore[misc]
            assert browser_of(owner).post(f"{page}/test").status_code == 200
        assert browser_of(owner).get(page).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("location", ["http://[", "//[", "http://a:99999"])
def test_a10_test_connection_tells_of_a_redirect_to_nowhere(location: str) -> None:
    owner = account()
    with fake_platform(lambda asked: Said(302, b"{}", {"Location": location})) as platform:
        made = registered(organization(owner=owner), platform=platform.url)
        path = f"/organizations/{made.lms.organization_id}/settings/lti/registrations/{made.pk}/test"
        shown = browser_of(owner).post(path)
    assert shown.status_code == 200
    page = shown.content.decode()
    assert "It redirects to what is no address." in page or "The address is not a sound URL." in page
