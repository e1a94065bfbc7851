"""What a student's program can't do: reach anything. Nothing in a listener's counter, no page, no cookie, no storage.

A program has Python and, by `import js`, all of its worker. Behind the worker stands the frame's document: should a
browser ever let a program out to there, it would still be in a document without an origin that may ask nobody. So what
is tried in the worker is tried there too, with what a document can do besides.
"""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from textwrap import indent
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Response

from tests.often import often
from tests.servers import Slipway
from tests.workspaces.runner.test_running import run
from tests.workspaces.runner.trial_page import PAGE, TRIAL

pytestmark = pytest.mark.browser

SECRET = "secret-of-a-session"


@dataclass
class Listener:
    """A port that counts who comes."""

    url: str
    came: list[bytes] = field(default_factory=list)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """It answers nobody, and remembers what they began to say."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(f"http://localhost:{server.getsockname()[1]}")

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    found.came.append(b"")
                    connection.settimeout(5)
                    with suppress(OSError):
                        found.came[-1] = connection.recv(200)

        threading.Thread(target=serve, daemon=True).start()
        yield found
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def tab(tab: Page, browser: BrowserContext, site: Slipway) -> Page:
    """The page, in a browser that is signed in here and keeps something in every store of our origin."""
    host = urlsplit(site.url).hostname or ""
    for name in ("slipway_session", "shown"):
        browser.add_cookies([{"name": name, "value": SECRET, "domain": host, "path": "/", "httpOnly": name != "shown"}])
    tab.evaluate(
        "secret => { localStorage.kept = secret; sessionStorage.kept = secret; window.name = secret; }", SECRET
    )
    return tab


@pytest.fixture
def answered(site: Slipway, listener: Listener, tab: Page) -> Iterator[list[str]]:
    """Every address that the browser has an answer from while a test runs; nobody is asked for a blob."""
    found: list[str] = []

    def note(response: Response) -> None:
        if response.url.startswith((site.url, listener.url)):
            found.append(response.url)

    tab.context.on("response", note)
    listener.came.clear()
    yield found
    tab.context.remove_listener("response", note)


A_FEW = {"fetch", "XMLHttpRequest", "WebSocket", "worker", "top", "cookies"}  # each time; the others in the long run
OF_A_WORKER, OF_A_DOCUMENT = ((TRIAL / f"ways_of_a_{what}.js").read_text() for what in ("worker", "document"))


def names(ways: str) -> list[str]:
    return re.findall(r'^way\("([^"]+)"', ways, re.MULTILINE)


def addresses(site: Slipway, listener: Listener) -> list[str]:
    """A stranger's port, a page of ours that a session opens, and a file of ours that everybody may have."""
    return [f"{listener.url}/x", f"{site.url}/", f"{site.url}/static/workspaces/runner/runner.js"]


@pytest.mark.parametrize("way", often(A_FEW, names(OF_A_WORKER)))
def test_a_worker_reaches_nothing(tab: Page, site: Slipway, listener: Listener, answered: list[str], way: str) -> None:
    """Here it lives on and what was tried can come to an end; after a program that imports `js` it is replaced."""
    worker = tab.workers[0]
    for to in addresses(site, listener):
        assert worker.evaluate(attempt(OF_A_WORKER), [to, way]) == "refused"
    assert listener.came == []
    assert answered == []


def attempt(ways: str) -> str:
    """A script that tries a way to an address, for Playwright. Some ways are refused without a word."""
    return f"""([to, name]) => {{
      {ways}
      const gone = async () => ways[name](to);
      const silence = new Promise((_, no) => setTimeout(no, 3000));
      return Promise.race([gone(), silence]).then(() => "reached", () => "refused");
    }}"""


WAYS_OF_A_PROGRAM = [
    "import urllib.request\nurllib.request.urlopen('{to}')",
    "import socket\nsocket.create_connection(('{host}', {port}), 2).send(b'x')",
    "import http.client\nhttp.client.HTTPConnection('{host}', {port}).request('GET', '/')",
    "from pyodide.http import open_url\nopen_url('{to}')",
    "import subprocess\nsubprocess.run(['curl', '{to}'], check=True)",
    "import webbrowser\nassert webbrowser.open('{to}')",
    "import js\nr = js.XMLHttpRequest.new()\nr.open('GET', '{to}', False)\nr.withCredentials = True\nr.send()",
    "import js\njs.importScripts('{to}')",
    "import js\njs.eval('1')",
    "import js\njs.Function.new('return 1')()",
    "import js\njs.postMessage.constructor('return 1')()",
    "import js\nassert js.location.origin != 'null'",
]
OFTEN = [way for way in WAYS_OF_A_PROGRAM if "urllib" in way or "XMLHttpRequest" in way or "importScripts" in way]


@pytest.mark.parametrize("source", often(OFTEN, WAYS_OF_A_PROGRAM))
def test_a_program_reaches_nothing(
    tab: Page, site: Slipway, listener: Listener, answered: list[str], source: str
) -> None:
    tried = [
        f"try:\n{indent(source.format(to=to, host=urlsplit(to).hostname, port=urlsplit(to).port), '    ')}\n"
        "except BaseException:\n    print('refused')\nelse:\n    print('reached')\n"
        for to in addresses(site, listener)
    ]
    assert run(tab, "".join(tried))["out"].split() == ["refused"] * 3
    assert listener.came == []
    assert answered == []


@pytest.mark.parametrize("way", often(A_FEW, names(OF_A_WORKER + OF_A_DOCUMENT)))
def test_the_frame_itself_reaches_nothing(
    tab: Page, site: Slipway, listener: Listener, answered: list[str], way: str
) -> None:
    frame, pages = runner_frame(tab), len(tab.context.pages)
    for to in addresses(site, listener):
        assert frame.evaluate(attempt(OF_A_WORKER + OF_A_DOCUMENT), [to, way]) == "refused"
    assert tab.url == site.url + PAGE
    assert len(tab.context.pages) == pages
    assert listener.came == []
    assert answered == []


def runner_frame(tab: Page) -> Frame:
    (frame,) = [frame for frame in tab.frames if frame != tab.main_frame]
    return frame


def test_a_frame_that_has_left_is_a_failure(browser: BrowserContext, site: Slipway) -> None:
    page = browser.new_page()
    page.goto(site.url + PAGE)
    page.evaluate("until(() => kept.said.length)")
    runner_frame(page).evaluate("() => { location = '/runner/?again'; }")
    page.evaluate("until(() => runner.state === 'failed')")
    page.close()


def test_the_policies_are_these(site: Slipway) -> None:
    answer = site.get("/runner/")
    script = answer.text.partition('src="')[2].partition('"')[0]
    assert answer.headers["Content-Security-Policy"] == (
        f"sandbox allow-scripts; default-src 'none'; script-src {site.url}{script} blob: 'wasm-unsafe-eval'; "
        "worker-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors *"
    )
    assert "X-Frame-Options" not in answer.headers
    assert "Set-Cookie" not in answer.headers
    page = site.get("/accounts/login/").headers["Content-Security-Policy"]
    assert f"frame-src {site.url}/runner/;" in page
    assert "unsafe" not in page


def test_the_page_opened_by_itself_has_no_origin_either(browser: BrowserContext, site: Slipway) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/runner/")
    assert page.evaluate("origin") == "null"
    assert page.evaluate("(() => { try { return document.cookie; } catch { return 'refused'; } })()") == "refused"
    page.close()


def test_a_page_hears_its_own_frame_alone(tab: Page) -> None:
    """Another window, even one that says what the frame says, is not listened to; nor is the frame by another."""
    script = """async () => {
      await idle();
      const states = kept.states.length;
      window.postMessage({ kind: "failed", message: "no" }, "*");
      const other = document.createElement("iframe");
      document.body.append(other);
      await new Promise((resume) => setTimeout(resume, 100));
      other.remove();
      return [runner.state, kept.states.length - states];
    }"""
    assert tab.evaluate(script) == ["ready", 0]


FORGED = """
import js
from pyodide.ffi import to_js
def say(**message):
    js.postMessage(to_js(message, dict_converter=js.Object.fromEntries))
say(kind="failed", message="x")
say(kind="ready")
say(kind="done", id=999)
parts = [{"stream": "page", "text": "a"}, {"stream": "out"}, 5, None]
say(kind="output", id=1, parts=to_js(parts, dict_converter=js.Object.fromEntries), missing=-1)
say(kind="__proto__")
say(kind="boot")
say(kind="run")
"""


def test_what_a_program_forges_is_read_as_a_strangers_word(tab: Page) -> None:
    tab.evaluate("idle()")
    ended = run(tab, FORGED)
    assert (ended["outcome"], ended["error"], ended["out"]) == ("ended", None, "")
    assert run(tab, "print('well')")["out"] == "well\n"


def test_a_flood_of_messages_ends_the_program_and_not_the_page(tab: Page) -> None:
    source = """
import js
from pyodide.ffi import to_js
for number in range(100_000):
    js.postMessage(to_js({"kind": "output", "id": 1, "parts": [], "missing": 0}, dict_converter=js.Object.fromEntries))
"""
    assert run(tab, source)["outcome"] == "flooded"
    assert run(tab, "print('well')")["out"] == "well\n"
