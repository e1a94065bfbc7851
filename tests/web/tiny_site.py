"""A tiny Slipway and a tiny LMS on two sites, for the script of launched pages.

Shell, layout, static files and headers are the real ones; the pages are canned.
"""

import json
import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from slipway.web.headers import SecurityHeaders, allow_opener, frame_policy

TOKENS = {"one": "A" * 43, "two": "B" * 43}
PEOPLE = {"one": "Ada", "two": "Grace"}

UNIT = """{% extends "web/launched.html" %}{% load slipway %}
{% block title %}{{ heading }}{% endblock %}{% block heading %}{{ heading }}{% endblock %}
{% block main_attributes %}data-unit="u1"{% endblock %}
{% block styles %}<link rel="stylesheet" href="/static/workspaces/workspaces.css">{% endblock %}
{% block content %}
<p id="error">{{ error }}</p>
<a hx-boost="true" href="/l/{{ launch }}/next?page=2">Next unit</a>
<a hx-boost="true" href="/l/{{ launch }}/broken">Broken</a>
<a href="#place">Down</a>
<form hx-boost="true" method="post" action="/l/{{ launch }}/save">
<label>Answer <input name="answer"></label><button>Save</button></form>
<form method="post" action="{{ lms }}/return"><input type="hidden" name="result" value="42"><button>Foreign</button>
</form>
<a hx-boost="true" href="/l/{{ launch }}/home">Home</a>
{% copy_field label="URL" value="https://a.example/?x=1&y=2" %}
<h2 id="place">A place</h2>
{% endblock %}"""

REFUSAL = """{% extends "web/plain.html" %}{% block heading %}Open it again from your LMS{% endblock %}"""

HOME = """{% extends "web/launched.html" %}{% block title %}Home{% endblock %}{% block heading %}Home{% endblock %}
{% block content %}<form data-send-home method="post" action="{{ lms }}/return">
<input type="hidden" name="submit" value="1"><button>Continue</button></form>{% endblock %}"""


@dataclass(frozen=True)
class Asked:
    """One request as a server got it."""

    server: str
    method: str
    target: str
    bearer: str | None
    origin: str | None
    body: str


@dataclass
class Sites:
    """Both sites, what they were asked, and a switch for the network."""

    lms: str = ""
    slipway: str = ""
    asked: list[Asked] = field(default_factory=list)
    down: bool = False

    def launch(self, launch: str) -> str:
        """The LMS page whose frame shows this launch, as after the launch's redirect."""
        return f"{self.lms}/frame?src={self.slipway}/l/{launch}/unit%23{TOKENS[launch]}"

    def of_slipway(self) -> list[Asked]:
        """What the tiny Slipway was asked."""
        return [asked for asked in self.asked if asked.server == "slipway"]

    def returned(self) -> list[Asked]:
        """The forms that came home to the LMS."""
        return [asked for asked in self.asked if asked.server == "lms" and asked.method == "POST"]


Answer = Callable[[Sites, Asked], HttpResponse]


def lms_answer(sites: Sites, asked: Asked) -> HttpResponse:
    if asked.method == "POST":
        return HttpResponse("<h1>Back in the LMS</h1>")
    source = asked.target.partition("src=")[2].replace("%23", "#")
    frame = f'<iframe name="tool" title="Slipway" width="500" height="700" src="{source}"></iframe>'
    return HttpResponse(f'<!doctype html><html lang="en"><title>LMS</title><main><h1>LMS</h1>{frame}</main>')


def slipway_answer(sites: Sites, asked: Asked) -> HttpResponse:
    path = urlsplit(asked.target).path
    if path.startswith("/static/"):
        return static_file(path.removeprefix("/static/"))
    if path == "/enter":
        return enter(asked)
    if not path.startswith("/l/"):
        return HttpResponse(status=404)
    _, _, launch, what = path.split("/", 3)
    if asked.bearer is None:
        response = HttpResponse(render_to_string("web/shell.html", {"launch_id": launch}))
        frame_policy(response, ancestors=[sites.lms], form_action="any")
        return response
    if asked.bearer != f"Bearer {TOKENS.get(launch)}":
        return from_source(REFUSAL, {}, status=401)
    return page(sites, asked, launch=launch, what=what)


def page(sites: Sites, asked: Asked, *, launch: str, what: str) -> HttpResponse:
    name = PEOPLE[launch]
    context = {"launch": launch, "lms": sites.lms, "enters": ["dashboard"], "person_mark": name}
    if what.startswith("codes/"):
        return HttpResponse(json.dumps({"url": f"/enter#code-of-{name}"}), content_type="application/json")
    if what == "home":
        return from_source(HOME, context)
    if what == "broken":
        return HttpResponse("Bad gateway", status=502, content_type="text/plain")
    if what == "save" and asked.method == "POST":
        if parse_qs(asked.body).get("answer"):
            return HttpResponse(status=303, headers={"Location": f"/l/{launch}/next?saved"})
        return from_source(UNIT, {**context, "heading": f"Unit of {name}", "error": "Say something"}, status=422)
    return from_source(UNIT, {**context, "heading": f"{what.title()} of {name}"})


def from_source(source: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(dict(context)), status=status)


def enter(asked: Asked) -> HttpResponse:
    if asked.method == "POST":
        return HttpResponse(f"<h1>Entered with {parse_qs(asked.body)['code'][0]}</h1>")
    response = HttpResponse(render_to_string("web/enter.html", {}, RequestFactory().get("/enter")))
    allow_opener(response)
    return response


def static_file(name: str) -> HttpResponse:
    found = finders.find(name)
    if not isinstance(found, str):
        return HttpResponse(status=404)
    return HttpResponse(Path(found).read_bytes(), content_type=mimetypes.guess_type(name)[0])


def handler(name: str, answer: Answer, sites: Sites) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = self.headers
            asked = Asked(name, self.command, self.path, headers["Authorization"], headers["Origin"], body)
            if sites.down and name == "slipway":
                self.connection.close()
                return
            sites.asked.append(asked)
            response = answer(sites, asked)
            if name == "slipway":
                SecurityHeaders(lambda _request: response)(RequestFactory().get("/"))
            self.send_response(response.status_code)
            for header, value in response.items():
                self.send_header(header, value)
            self.send_header("Content-Length", str(len(response.content)))
            self.end_headers()
            self.wfile.write(response.content)

        do_POST = do_GET  # noqa: N815  # the base class names it so

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
            """Keep quiet."""

    return Handler


@contextmanager
def two_sites() -> Iterator[Sites]:
    """A Slipway on `localhost` and an LMS on `127.0.0.1`: two sites to a browser."""
    sites = Sites()
    slipway = ThreadingHTTPServer(("127.0.0.1", 0), handler("slipway", slipway_answer, sites))
    lms = ThreadingHTTPServer(("127.0.0.1", 0), handler("lms", lms_answer, sites))
    sites.slipway = f"http://localhost:{slipway.server_address[1]}"
    sites.lms = f"http://127.0.0.1:{lms.server_address[1]}"
    for server in (slipway, lms):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield sites
    finally:
        for server in (slipway, lms):
            server.shutdown()
            server.server_close()
