"""What a student's program can't do: reach anything. Nothing in a listener's counter, no page, no cookie, no storage.

A program has Python and, by `import js`, all of its worker. Behind the worker stands the frame's document: should a
browser ever let a program out to there, it would still be in a document without an origin that may ask nobody. So what
is tried in the worker is tried there too, with what a document can do besides.
"""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

from tests.servers import Slipway
from tests.workspaces.runner.conftest import PAGE, opened
from tests.workspaces.runner.test_running import run

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
                    connection.settimeout(5)
                    found.came.append(connection.recv(200))

        threading.Thread(target=serve, daemon=True).start()
        yield found
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def tab(browser: BrowserContext, site: Slipway) -> Page:
    """The page, in a browser that is signed in here and keeps something in every store of our origin."""
    host = urlsplit(site.url).hostname or ""
    cookies = [{"name": name, "value": SECRET, "domain": host, "path": "/"} for name in ("slipway_session", "shown")]
    browser.add_cookies([{**cookie, "httpOnly": cookie["name"] != "shown"} for cookie in cookies])
    page = opened(browser, site)
    page.evaluate("secret => { localStorage.kept = secret; sessionStorage.kept = secret; window.name = secret; }", SECRET)
    return page


@pytest.fixture
def asked(site: Slipway, listener: Listener, tab: Page) -> Iterator[list[str]]:
    """Every request that the browser makes while a test runs, as Playwright sees it; blobs are no requests."""
    del site
    found: list[str] = []

    def note(request: Any) -> None:
        found.append(request.url)

    tab.context.on("request", note)
    listener.came.clear()
    yield found
    tab.context.remove_listener("request", note)


# What the worker of a program has, by name → an expression that is a promise; {to} is an address.
IN_A_WORKER = {
    "fetch": "fetch('{to}', {{mode: 'no-cors', credentials: 'include'}})",
    "fetch that outlives": "fetch('{to}', {{mode: 'no-cors', keepalive: true, method: 'POST', body: 'x'}})",
    "request": "new Promise((yes, no) => {{ const x = new XMLHttpRequest(); x.open('GET', '{to}', false); x.withCredentials = true; x.send(); yes(x.status); }})",
    "socket": "new Promise((yes, no) => {{ const s = new WebSocket('{ws}'); s.onopen = yes; s.onerror = no; }})",
    "events": "new Promise((yes, no) => {{ const s = new EventSource('{to}'); s.onopen = yes; s.onerror = no; }})",
    "transport": "new WebTransport('{to}'.replace('http:', 'https:')).ready",
    "import": "import('{to}')",
    "script": "new Promise((yes) => {{ importScripts('{to}'); yes(); }})",
    "worker": "new Promise((yes, no) => {{ const w = new Worker('{to}'); w.onmessage = yes; w.onerror = no; }})",
    "module worker": "new Promise((yes, no) => {{ const w = new Worker('{to}', {{type: 'module'}}); w.onmessage = yes; w.onerror = no; }})",
    "worker of a worker": (
        "new Promise((yes, no) => {{ const w = new Worker(URL.createObjectURL(new Blob([`fetch('{to}', {{mode: 'no-cors'}})"
        ".then(() => postMessage(1), () => postMessage(0))`]))); w.onmessage = (e) => e.data ? yes() : no(); w.onerror = no; }})"
    ),
    "data worker": "new Promise((yes, no) => {{ const w = new Worker('data:text/javascript,postMessage(1)'); w.onmessage = yes; w.onerror = no; }})",
    "code": "Promise.resolve(eval('1'))",
    "function": "Promise.resolve(new Function('return 1')())",
    "database": "new Promise((yes, no) => {{ const d = indexedDB.open('x'); d.onsuccess = yes; d.onerror = no; }})",
    "cache": "caches.open('x')",
    "files of the origin": "navigator.storage.getDirectory()",
    "cookies": "cookieStore.getAll()",
}
# What a document has besides.
IN_A_DOCUMENT = {
    "beacon": "new Promise((yes, no) => navigator.sendBeacon('{to}', 'x') ? setTimeout(no, 300) : no())",
    "image": "new Promise((yes, no) => {{ const i = new Image(); i.onload = yes; i.onerror = no; i.src = '{to}'; }})",
    "style": "new Promise((yes, no) => {{ const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '{to}'; l.onload = yes; l.onerror = no; document.head.append(l); }})",
    "script element": "new Promise((yes, no) => {{ const s = document.createElement('script'); s.src = '{to}'; s.onload = yes; s.onerror = no; document.head.append(s); }})",
    "inline script": "new Promise((yes, no) => {{ const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.head.append(s); window.ran ? yes() : no(); }})",
    "frame": "new Promise((yes, no) => {{ const f = document.createElement('iframe'); f.src = '{to}'; document.body.append(f); setTimeout(no, 300); }})",
    "object": "new Promise((yes, no) => {{ const o = document.createElement('object'); o.data = '{to}'; o.onload = yes; o.onerror = no; document.body.append(o); setTimeout(no, 300); }})",
    "form": "new Promise((yes, no) => {{ const f = document.createElement('form'); f.action = '{to}'; f.method = 'post'; document.body.append(f); f.submit(); setTimeout(no, 300); }})",
    "form to the top": "new Promise((yes, no) => {{ const f = document.createElement('form'); f.action = '{to}'; f.target = '_top'; document.body.append(f); f.submit(); setTimeout(no, 300); }})",
    "window": "new Promise((yes, no) => window.open('{to}') ? yes() : no())",
    "top": "new Promise((yes, no) => {{ top.location = '{to}'; setTimeout(no, 300); }})",
    "link to the top": "new Promise((yes, no) => {{ const a = document.createElement('a'); a.href = '{to}'; a.target = '_top'; document.body.append(a); a.click(); setTimeout(no, 300); }})",
    "download": "new Promise((yes, no) => {{ const a = document.createElement('a'); a.href = '{to}'; a.download = 'x'; document.body.append(a); a.click(); setTimeout(no, 300); }})",
    "local storage": "Promise.resolve(localStorage.kept)",
    "session storage": "Promise.resolve(sessionStorage.kept)",
    "document's cookies": "Promise.resolve(document.cookie)",
    "the page": "Promise.resolve(parent.document.body.innerHTML)",
    "the page's store": "Promise.resolve(parent.localStorage.kept)",
    "the page's name": "Promise.resolve(top.name)",
    "service worker": "navigator.serviceWorker.register('{to}')",
}


def tried(way: str, to: str) -> str:
    expression = (IN_A_WORKER | IN_A_DOCUMENT)[way].format(to=to, ws=to.replace("http", "ws", 1))
    return f"(async () => {{ try {{ await ({expression}); return 'reached'; }} catch (e) {{ return 'refused'; }} }})()"


def addresses(site: Slipway, listener: Listener) -> list[str]:
    """A stranger's port, a page of ours that a session opens, and a file of ours that everybody may have."""
    return [f"{listener.url}/x", f"{site.url}/", f"{site.url}/static/workspaces/runner/runner.js"]


# A program may not make code of a text (`eval`), but it may load a script that it makes itself.
PROGRAM = """
import js
from pyodide.ffi import to_js
script = "globalThis.heard = [];" + ";".join(f"({each}).then((found) => heard.push(found))" for each in SCRIPTS)
js.importScripts(js.URL.createObjectURL(js.Blob.new(to_js([script]))))
"""


@pytest.mark.parametrize("way", IN_A_WORKER)
def test_a_program_reaches_nothing(tab: Page, site: Slipway, listener: Listener, asked: list[str], way: str) -> None:
    scripts = [tried(way, to) for to in addresses(site, listener)]
    ended = run(tab, PROGRAM.replace("SCRIPTS", json.dumps(scripts)))
    assert (ended["outcome"], ended["error"]) == ("ended", None)
    assert set(came_to(tab, len(scripts))) == {"refused"}
    assert listener.came == []
    assert foreign(asked) == []


def came_to(tab: Page, number: int) -> list[str]:
    """What the promises that a program left behind in its worker came to."""
    for _ in range(200):
        for worker in tab.workers:
            found: list[str] = worker.evaluate("globalThis.heard ?? []")
            if len(found) == number:
                worker.evaluate("delete globalThis.heard")
                return found
        tab.wait_for_timeout(50)
    raise AssertionError(number)


def foreign(asked: list[str]) -> list[str]:
    """Requests that left the browser: blobs and data do not."""
    return [url for url in asked if not url.startswith(("blob:", "data:"))]


@pytest.mark.parametrize(
    "source",
    [
        "import urllib.request\nurllib.request.urlopen('{to}')",
        "import socket\nsocket.create_connection(('{host}', {port}), 2).send(b'x')",
        "import http.client\nhttp.client.HTTPConnection('{host}', {port}).request('GET', '/')",
        "from pyodide.http import open_url\nopen_url('{to}')",
        "import subprocess\nsubprocess.run(['curl', '{to}'], check=True)",
        "import webbrowser\nassert webbrowser.open('{to}')",
    ],
)
def test_python_itself_reaches_nothing(
    tab: Page, site: Slipway, listener: Listener, asked: list[str], source: str
) -> None:
    for to in addresses(site, listener):
        parts = urlsplit(to)
        ended = run(tab, source.format(to=to, host=parts.hostname, port=parts.port))
        assert ended["error"] is not None
    assert listener.came == []
    assert foreign(asked) == []


@pytest.mark.parametrize("way", sorted(IN_A_WORKER.keys() - {"code", "function", "script"} | IN_A_DOCUMENT.keys()))
def test_the_frame_itself_reaches_nothing(
    tab: Page, site: Slipway, listener: Listener, asked: list[str], way: str
) -> None:
    """What Playwright evaluates may use `eval`; and a document has no `importScripts`."""
    frame, pages = runner_frame(tab), len(tab.context.pages)
    for to in addresses(site, listener):
        assert frame.evaluate(tried(way, to)) == "refused"
    assert tab.url == site.url + PAGE
    assert len(tab.context.pages) == pages
    assert listener.came == []
    assert foreign(asked) == []


def runner_frame(tab: Page) -> Frame:
    (frame,) = [frame for frame in tab.frames if frame != tab.main_frame]
    return frame


def test_the_frame_goes_nowhere(browser: BrowserContext, site: Slipway, listener: Listener) -> None:
    """A frame may always go elsewhere itself: the policy of the page that holds it says where to."""
    for to in addresses(site, listener):
        page = opened(browser, site)
        with page.expect_event("console", lambda message: "frame-src" in message.text):
            runner_frame(page).evaluate("to => { location = to; }", to)
        assert page.evaluate("runner.run({files: {}, main: 'x'}).then(() => 'ran', () => 'refused')") in {"ran", "refused"}
        page.close()
    assert listener.came == []


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
say(kind="output", id=1, parts=to_js([{"stream": "page", "text": "a"}, {"stream": "out"}, 5, None], dict_converter=js.Object.fromEntries), missing=-1)
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
