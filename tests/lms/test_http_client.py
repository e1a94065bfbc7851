"""The guarded HTTP client against real servers on loopback, and against names that lie."""

import socket
import time
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest
from django.test import override_settings

from slipway.lms.http.client import get, post_form
from slipway.lms.http.network import UnreachableError
from tests.lms.platforms import Asked, FakePlatform, Said, fake_platform
from tests.processes import free_port

pytestmark = pytest.mark.http


def test_an_answer_comes_back_whole(platform: FakePlatform) -> None:
    platform.answer = lambda asked: Said(201, b'{"a": 1}', {"X-Said": "yes", "Set-Cookie": "a=b"})
    answer = get(f"{platform.url}/keys?page=1", headers={"Authorization": "Bearer x"})
    assert (answer.status, answer.body, answer.headers["x-said"]) == (201, b'{"a": 1}', "yes")
    (asked,) = platform.asked
    assert (asked.method, asked.path, asked.headers["authorization"]) == ("GET", "/keys?page=1", "Bearer x")
    assert asked.headers["host"] == platform.url.removeprefix("http://")
    get(platform.url)
    assert "cookie" not in platform.asked[1].headers


def test_a_form_is_posted(platform: FakePlatform) -> None:
    post_form(f"{platform.url}/token", {"scope": "a b", "grant_type": "client_credentials"})
    (asked,) = platform.asked
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body == b"scope=a+b&grant_type=client_credentials"


def test_surroundings_decide_nothing(platform: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(platform.url).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "127.1",
        "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "localhost.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_this_machine_is_not_called_however_it_is_written(platform: FakePlatform, host: str, scheme: str) -> None:
    port = platform.url.rpartition(":")[2]
    with override_settings(ALLOW_PRIVATE_LMS=False), pytest.raises(UnreachableError, match=r"private network|address"):
        get(f"{scheme}://{host}:{port}/")
    assert platform.asked == []


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://224.0.0.1/"])
def test_some_addresses_are_never_called(url: str) -> None:
    with pytest.raises(UnreachableError, match="private network"):
        get(url)


def test_public_hosts_are_not_spoken_to_in_clear_text() -> None:
    with pytest.raises(UnreachableError, match="by https only"):
        get("http://8.8.8.8/keys")


def resolved(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Have the system's resolver say these, one after another, the last for ever. Returns who was connected to."""
    found = iter([*answers, *repeat(answers[-1], 20)])
    connected: list[str] = []
    ask = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if not host.endswith(".example"):
            return ask(host, port, *rest, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(found)]

    def create_connection(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return connected


@override_settings(ALLOW_PRIVATE_LMS=False)
def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = resolved(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    with pytest.raises(UnreachableError, match="connected to"):
        get("https://rebinding.example/keys")
    assert connected == ["8.8.8.8"]
    with pytest.raises(UnreachableError, match="private network"):
        get("https://rebinding.example/keys")
    assert connected == ["8.8.8.8"]


@override_settings(ALLOW_PRIVATE_LMS=False)
def test_of_several_addresses_only_the_allowed_ones_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = resolved(monkeypatch, ["10.0.0.1", "8.8.8.8", "127.0.0.1", "1.1.1.1", "169.254.169.254"])
    with pytest.raises(UnreachableError):
        get("https://mixed.example/keys")
    assert connected == ["8.8.8.8", "1.1.1.1"]


def test_a_name_without_an_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    resolved(monkeypatch, [])
    with pytest.raises(UnreachableError, match="has no address"):
        get("https://gone.example/keys")


def test_a_resolver_that_never_answers_costs_three_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> list[object]:
        time.sleep(30)
        return []  # long after this test, to nobody

    monkeypatch.setattr(socket, "getaddrinfo", never)
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="has no address"):
        get("https://silent.example/keys", seconds=0.3)
    assert time.monotonic() - began < 3


def test_redirects_are_followed_each_guarded(platform: FakePlatform) -> None:
    platform.answer = lambda asked: (
        Said(302, headers={"Location": "/new?a=1"}) if asked.path == "/old" else Said(200, b"there")
    )
    answer = get(f"{platform.url}/old", headers={"Authorization": "Bearer x"})
    assert (answer.body, answer.url) == (b"there", f"{platform.url}/new?a=1")
    assert platform.asked[1].headers["authorization"] == "Bearer x"  # the same origin


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("http://169.254.169.254/latest/", "private network"),
        ("http://[fe80::1]/", "private network"),
        ("http://8.8.8.8/", "by https only"),
        ("file:///etc/passwd", "does not begin with"),
        ("gopher://127.0.0.1/", "does not begin with"),
        ("http://user:pass@127.0.0.1/", "user name"),
        ("/again", "too often"),
    ],
)
def test_a_redirect_leads_nowhere_else(platform: FakePlatform, location: str, problem: str) -> None:
    platform.answer = lambda asked: Said(302, headers={"Location": location})
    with pytest.raises(UnreachableError, match=problem):
        get(platform.url)


def test_a_redirect_to_another_origin_takes_no_authorization_along(platform: FakePlatform) -> None:
    with fake_platform() as other:
        platform.answer = lambda asked: Said(307, headers={"Location": other.url})
        get(platform.url, headers={"Authorization": "Bearer x", "X-Kept": "y"})
        assert "authorization" not in other.asked[0].headers
        assert other.asked[0].headers["x-kept"] == "y"


def test_a_post_is_not_sent_on(platform: FakePlatform) -> None:
    platform.answer = lambda asked: Said(307, headers={"Location": "/elsewhere"})
    assert post_form(platform.url, {"a": "b"}).status == 307
    assert len(platform.asked) == 1


def test_a_huge_answer_is_not_read_to_its_end(platform: FakePlatform) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            sent.append(1)
            yield b"x" * 100_000

    platform.answer = lambda asked: Said(chunks=endless)
    with pytest.raises(UnreachableError, match="larger than 1 MB"):
        get(platform.url)
    assert len(sent) < 200


def test_an_answer_that_trickles_in_buys_no_time(platform: FakePlatform) -> None:
    def trickle() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x"
            time.sleep(0.05)

    platform.answer = lambda asked: Said(chunks=trickle)
    began = time.monotonic()
    with pytest.raises(UnreachableError, match="in time"):
        get(platform.url, seconds=0.4)
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_left(platform: FakePlatform) -> None:
    def slow(_asked: Asked) -> Said:
        time.sleep(1)  # until nobody waits for the answer any more
        return Said()

    platform.answer = slow
    with pytest.raises(UnreachableError, match="in time"):
        get(platform.url, seconds=0.2)


@pytest.mark.parametrize(
    ("answer", "why"),
    [(Said(headers={"Content-Encoding": "gzip"}), "compressed"), (Said(headers={"X" * 200_000: "x"}), "HTTP")],
)
def test_odd_answers_are_refused(platform: FakePlatform, answer: Said, why: str) -> None:
    platform.answer = lambda asked: answer
    with pytest.raises(UnreachableError, match=why):
        get(platform.url)


def test_nobody_there(platform: FakePlatform) -> None:
    with pytest.raises(UnreachableError, match="can't be connected"):
        get(f"http://127.0.0.1:{free_port()}/")
    with pytest.raises(UnreachableError, match="certificate"):
        get(platform.url.replace("http:", "https:"))
