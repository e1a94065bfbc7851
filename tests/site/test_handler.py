"""Slipway as `slipway serve` runs it: below /l/ and /lti requests take a short way (tests/walls/test_short_way.py
walks all addresses there), and answers what no view does as everywhere.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import asking
from tests.processes import free_port, running, wait_until_it_answers
from tests.servers import SLIPWAY, Slipway
from tests.surroundings import slipway_environment
from tests.web.wire import Wire

pytestmark = pytest.mark.http

ID = "00000000-0000-4000-8000-000000000000"
LAUNCHED = ("/lti", "/lti/config.xml", "/lti/nothing-here", f"/l/{ID}/", f"/l/{ID}/nothing-here", "/l/", "/ltix")
OTHERS = ("/", "/accounts/login/", "/nothing-here")
NOWHERE = ("/lti/nothing-here", f"/l/{ID}/nothing-here", "/l/", "/l/%C3%A9/", "/ltix", "/nothing-here")
MALFORMED = {
    "a charset that is not ours": f"POST /l/{ID}/choose HTTP/1.1\r\nContent-Type: text/plain; charset=utf-16\r\n",
    "a path of bytes": "GET /l/%ff%fe HTTP/1.1\r\n",
    "NUL in a path": "GET /lti/%00 HTTP/1.1\r\n",
    "NUL in a query": f"GET /l/{ID}/?a=%00 HTTP/1.1\r\n",
    "a page to go on to that is none": f"GET /l/{ID}/?next=http://[ HTTP/1.1\r\n",
}


@pytest.fixture(scope="module")
def by_https(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[str]:
    """The address at which a proxy would reach a Slipway whose public address is https."""
    data = tmp_path_factory.mktemp("https")
    shutil.copytree(prepared, data, dirs_exist_ok=True)
    environment = slipway_environment(data=data, public_url="https://slipway.example.edu")
    address = f"127.0.0.1:{free_port()}"
    command = [SLIPWAY, "serve", "--bind", address]
    with running(command, environment=environment, log=data / "serve.log") as program:
        wait_until_it_answers(program, f"http://{address}/accounts/login/")
        yield f"http://{address}"


@pytest.mark.parametrize("path", LAUNCHED + OTHERS)
def test_every_answer_holds_browsers_to_https(by_https: str, live: Slipway, path: str) -> None:
    answer = asking.get(by_https + path)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in live.get(path).headers


@pytest.mark.parametrize("path", NOWHERE)
@pytest.mark.parametrize("cookie", ["", "slipway_session=abcdefghijklmnopqrstuvwxyz012345"])
def test_what_does_not_exist_has_our_page(live: Slipway, path: str, cookie: str) -> None:
    answer = live.get(path, headers={"Cookie": cookie, "Accept-Language": "de"})
    assert answer.status_code == 404
    assert 'lang="de"' in answer.text
    assert path in OTHERS or "Set-Cookie" not in answer.headers  # elsewhere a session that is none is taken away
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("what", MALFORMED)
def test_what_cannot_be_read_is_answered_with_400(live: Slipway, what: str) -> None:
    with Wire(live.url) as wire:
        answer = wire.ask(f"{MALFORMED[what]}\r\n".encode())
        assert answer.status == 400
        assert "We could not read that request" in answer.read().decode()
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
