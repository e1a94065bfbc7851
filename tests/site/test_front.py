"""The web server in front of Django, byte by byte: what is no whole request never takes a thread."""

import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from slipway.site.front.environ import Scope, environ_of
from tests import asking
from tests.often import often
from tests.processes import Program, free_port, running, wait_until_it_answers
from tests.servers import Slipway
from tests.site.tiny_front import BIG, MOST_IN_FILES, SECONDS

pytestmark = pytest.mark.http

HEAD = ("Host: slipway.example", "Content-Type: application/x-www-form-urlencoded")
SENDERS = 200


def request(line: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", *HEAD, *headers, "", ""]).encode() + body


HALF_SENT = {
    "a form at the launch's door": request("POST /lti", "Content-Length: 1000", body=b"a"),
    "nothing of a form": request("POST /accounts/login/", "Content-Length: 1000"),
    "a page asked for with a body": request("GET /accounts/login/", "Content-Length: 1000", body=b"a"),
    "at no page": request("POST /nowhere", "Content-Length: 1000", body=b"a"),
    "an archive": request("POST /lti", "Content-Length: 50000000", body=b"a" * 100_000),
    "in chunks": request("POST /lti", "Transfer-Encoding: chunked", body=b"5\r\nab"),
    "who waits to be told to go on": request("POST /lti", "Expect: 100-continue", "Content-Length: 1000"),
    "a head": b"GET / HTTP/1.1\r\nHost: slip",
    "nothing at all": b"",
}
OFTEN = ("a form at the launch's door", "a page asked for with a body", "an archive", "in chunks")


@contextmanager
def tiny_server(folder: Path) -> Iterator[tuple[Program, int]]:
    """The server around a tiny application, with a deadline of a second; and its port."""
    port = free_port()
    environment = {**os.environ, "TMPDIR": str(folder)}
    command = [sys.executable, "-m", "tests.site.tiny_front", str(port)]
    with running(command, environment=environment, log=folder / "log") as program:
        wait_until_it_answers(program, f"http://127.0.0.1:{port}/")
        yield program, port


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with tiny_server(tmp_path_factory.mktemp("tiny")) as (_, port):
        yield port


def connected(port: int, *sent: bytes, timeout: float = 20) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    for piece in sent:
        connection.sendall(piece)
    return connection


def all_of(connection: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    pieces = []
    while piece := connection.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


def asked(port: int, *sent: bytes, timeout: float = 20) -> bytes:
    with closing(connected(port, *sent, timeout=timeout)) as connection:
        return all_of(connection)


def told(port: int, sent: bytes) -> dict[str, object]:
    """What the tiny application says of a request that ends its connection."""
    with closing(connected(port, sent)) as connection:
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return dict(json.loads(answer.read()))


@pytest.mark.parametrize("what", often(OFTEN, HALF_SENT))
def test_a3_two_hundred_senders_that_fall_silent_stop_nobody(live: Slipway, what: str) -> None:
    sent, server = HALF_SENT[what], int(live.url.rpartition(":")[2])
    with ExitStack() as silent:
        for _ in range(SENDERS):
            silent.enter_context(closing(connected(server, sent)))
        for ask in (partial(live.get, "/accounts/login/"), partial(live.post, "/lti", data={"a": "b"})):
            took = []
            for _ in range(3):
                begun = time.monotonic()
                assert ask().status_code < 500
                took.append(time.monotonic() - begun)
            assert min(took) < 2  # of three: a machine that tests has other work


@pytest.mark.long
def test_a3_the_deadline_of_a_running_slipway_is_thirty_seconds(live: Slipway) -> None:
    server = int(live.url.rpartition(":")[2])
    begun = time.monotonic()
    answer = asked(server, HALF_SENT["a form at the launch's door"], timeout=60)
    assert 29 < time.monotonic() - begun < 40
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"took too long" in answer
    assert b"content-security-policy" in answer.lower()


@pytest.mark.parametrize(
    "sent",
    [
        request("POST /", "Content-Length: 1000", body=b"a"),
        pytest.param(request("POST /", "Content-Length: 1000000", body=b"a"), marks=pytest.mark.long),
        pytest.param(request("GET /", "Content-Length: 10"), marks=pytest.mark.long),
        request("POST /", "Expect: 100-continue", "Content-Length: 10"),
    ],
)
def test_a3_who_falls_silent_is_told_and_the_connection_ends(port: int, sent: bytes) -> None:
    begun = time.monotonic()
    answer = asked(port, sent)
    assert b" 408 " in answer
    assert b"connection: close" in answer.lower()
    assert time.monotonic() - begun >= SECONDS


@pytest.mark.parametrize("length", [1000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_a3_bytes_that_trickle_in_buy_no_time(port: int, length: int) -> None:
    with closing(connected(port, request("POST /", f"Content-Length: {length}"), timeout=0.2)) as slow:
        begun = time.monotonic()
        answer = b""
        while not answer and time.monotonic() - begun < 10:
            slow.sendall(b"a")
            try:
                answer = slow.recv(1000)
            except TimeoutError:
                continue
        assert b" 408 " in answer
        assert time.monotonic() - begun < 3 * SECONDS


def test_a3_a_slow_line_takes_its_time(port: int) -> None:
    """Ten times the least rate, for twice the deadline."""
    with closing(connected(port, request("POST /", "Content-Length: 100000", "Connection: close"))) as slow:
        begun = time.monotonic()
        for sent in range(20):
            time.sleep(max(0.0, begun + (sent + 1) * 0.1 - time.monotonic()))
            slow.sendall(b"a" * 5000)
        assert b'"read": 100000' in all_of(slow)
        assert time.monotonic() - begun > 1.5 * SECONDS


@pytest.mark.parametrize("length", [10, 100_000])
def test_a_sender_who_leaves_before_the_end_is_not_believed(port: int, length: int) -> None:
    with closing(connected(port, request("POST /", f"Content-Length: {length}", body=b"a=b"))) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert b" 400 " in all_of(connection)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (["Transfer-Encoding: chunked"], b" 411 "),
        (["Transfer-Encoding: chunked", "Content-Length: 3"], b" 411 "),
        (["Content-Length: 56000001"], b" 413 "),
        pytest.param(["Content-Length: 56000001", "Expect: 100-continue"], b" 413 ", marks=pytest.mark.long),
        ([f"X-Long: {'a' * 300_000}"], b" 431 "),
        (["Content-Length: 99999999999999999999999"], b" 4"),
        (["Content-Length: 3", "Content-Length: 4"], b" 400 "),
        (["Content-Length: +3"], b" 400 "),
        (["Content-Length: -3"], b" 400 "),
    ],
)
def test_what_does_not_say_its_length_or_a_wrong_one_is_not_read(port: int, headers: list[str], status: bytes) -> None:
    answer = asked(port, request("POST /", *headers, body=b"3\r\nabc\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"))
    assert status in answer
    assert b"connection: close" in answer.lower()
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("pause", [0, pytest.param(0.2, marks=pytest.mark.long)])
def test_who_sends_on_after_a_refusal_still_reads_it(port: int, pause: float) -> None:
    with closing(connected(port, request("POST /", "Content-Length: 56000001"))) as connection:
        time.sleep(pause)
        connection.sendall(b"a" * 3_000_000)
        assert b" 413 " in all_of(connection)


def test_a_lot_in_files_turns_the_next_away_and_is_given_back(port: int) -> None:
    large = MOST_IN_FILES - 500_000
    with closing(
        connected(port, request("POST /", f"Content-Length: {large}", "Connection: close", body=b"a" * (large - 1)))
    ) as first:
        while told(port, request("GET /", "Connection: close"))["in_files"] != large - 1:
            time.sleep(0.05)
        sent = request("POST /", "Content-Length: 2000000", body=b"a" * 2_000_000)
        assert b" 503 " in asked(port, sent)
        assert told(port, request("POST /", "Content-Length: 5", "Connection: close", body=b"small"))["read"] == 5
        first.sendall(b"a")
        assert f'"read": {large}'.encode() in all_of(first)
    again = request("POST /", "Content-Length: 2000000", "Connection: close", body=b"a" * 2_000_000)
    assert told(port, again)["read"] == 2_000_000


def test_requests_are_told_as_wsgi_wants_them(port: int) -> None:
    line = b"GET /a%20b/%C3%A9//%2F;c?x=%20&y=\xc3\xa9 HTTP/1.1\r\n"
    headers = (
        b"Host: h:1\r\nX-Two: 1\r\nX-Two: 2\r\nX_Two: 3\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n"
    )
    environ = told(port, line + headers + b"\r\n")
    assert environ["PATH_INFO"] == "/a b/\u00c3\u00a9///;c"
    assert environ["QUERY_STRING"] == "x=%20&y=\u00c3\u00a9"
    assert (environ["HTTP_HOST"], environ["HTTP_X_TWO"], environ["HTTP_COOKIE"]) == ("h:1", "1,2", "a=1; b=2")
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["SCRIPT_NAME"]) == ("127.0.0.1", str(port), "")
    assert "CONTENT_LENGTH" not in environ
    posted = told(port, request("POST http://other/p?q", "Content-Length: 3", "Connection: close", body=b"a=b"))
    assert (posted["PATH_INFO"], posted["CONTENT_LENGTH"], posted["read"]) == ("/p", "3", 3)
    assert posted["CONTENT_TYPE"] == "application/x-www-form-urlencoded"
    assert not any(name.startswith("HTTP_CONTENT") for name in posted)
    assert "SLIPWAY_DATA" not in posted  # the server's own environment is no business of a request


@pytest.mark.parametrize(
    ("client", "address"),
    [("127.0.0.1:5", "127.0.0.1"), ("[::1]:5", "::1"), ("::1:5", "::1"), ("[fe80::1]:5", "fe80::1")],
)
def test_the_address_of_a_client(client: str, address: str) -> None:
    rest = {"method": "GET", "path": "/", "query_string": "", "http_version": "1", "server": "[::1]:80", "headers": {}}
    environ = environ_of(cast("Scope", SimpleNamespace(client=client, **rest)), BytesIO())
    assert (environ["REMOTE_ADDR"], environ["SERVER_NAME"], environ["SERVER_PORT"]) == (address, "::1", "80")
    assert environ["SERVER_PROTOCOL"] == "HTTP/1.0"


def test_requests_of_one_connection_are_answered_in_order(port: int) -> None:
    sent = [request("POST /", "Content-Length: 2", body=b"ab"), request("GET /slow"), request("HEAD /big")]
    answer = asked(port, b"".join(sent) + request("GET /pieces", "Connection: close"))
    assert answer.count(b"HTTP/1.1 200 OK") == 4
    assert b'"read": 2' in answer
    assert answer.endswith(b"one two three")


@pytest.mark.parametrize(("path", "status"), [("/nothing", 204), ("/unchanged", 304)])
def test_what_has_no_body_sends_none(port: int, path: str, status: int) -> None:
    answer = asked(port, request(f"GET {path}", "Connection: close"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert f" {status} ".encode() in head
    assert body == b""


def test_streams_are_closed_and_errors_are_answers(port: int) -> None:
    assert asking.get(f"http://127.0.0.1:{port}/pieces").text == "one two three"
    assert "pieces" in str(told(port, request("GET /", "Connection: close"))["closed"])
    assert asking.get(f"http://127.0.0.1:{port}/many").text == "one two three" * 500_000
    assert asking.request("HEAD", f"http://127.0.0.1:{port}/many").status_code == 200
    assert b" 500 " in asked(port, request("GET /broken", "Connection: close"))
    assert told(port, request("GET /", "Connection: close"))["read"] == 0


def test_who_does_not_read_a_large_answer_holds_no_thread(port: int) -> None:
    with ExitStack() as deaf:
        held = [
            deaf.enter_context(closing(connected(port, request("GET /big", "Connection: close")))) for _ in range(8)
        ]
        assert told(port, request("GET /", "Connection: close"))["read"] == 0
        assert all_of(held[0]).endswith(BIG)


def test_a_worker_that_dies_comes_back_and_a_stop_lets_requests_end(tmp_path: Path) -> None:
    with tiny_server(tmp_path) as (program, port):
        pid = program.process.pid
        for worker in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(worker), signal.SIGKILL)
        wait_until_it_answers(program, f"http://127.0.0.1:{port}/")
        with (
            closing(connected(port, request("GET /slow"))) as slow,
            closing(connected(port, request("POST /", "Content-Length: 9"))),
        ):
            time.sleep(0.3)  # until it runs: a stop before that would be allowed to refuse it
            program.process.terminate()
            assert b" 200 " in slow.recv(1000)
            assert program.process.wait(timeout=9) == 0
