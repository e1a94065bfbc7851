"""A tiny LTI tool to aim the practice LMS at: serves a configuration, keeps what it is sent, answers a selection."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from oauthlib.common import Request
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client
from oauthlib.oauth1.rfc5849 import signature

FORM = "application/x-www-form-urlencoded"
KEY, SECRET = "echo-key", "s3cr&t"
LTI_LINK = "application/vnd.ims.lti.v1.ltilink"


def config_xml(origin: str) -> str:
    """The tool's configuration, with all placements that the practice LMS knows."""
    selections = "".join(
        f"""<lticm:options name="{name}">
          <lticm:property name="message_type">ContentItemSelectionRequest</lticm:property>
          <lticm:property name="url">{origin}/select?from=canvas&amp;n=1</lticm:property>
          <lticm:property name="selection_width">700</lticm:property>
          <lticm:property name="selection_height">500</lticm:property>
          <lticm:property name="icon_url">{origin}/icon.svg</lticm:property>
        </lticm:options>"""
        for name in ("editor_button", "assignment_selection", "link_selection", "resource_selection")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <cartridge_basiclti_link xmlns="http://www.imsglobal.org/xsd/imslticc_v1p0"
      xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0"
      xmlns:lticm="http://www.imsglobal.org/xsd/imslticm_v1p0">
      <blti:title>Echo title</blti:title><blti:description> Says what it hears </blti:description>
      <blti:custom>
        <lticm:property name="course_id">$Canvas.course.id</lticm:property>
        <lticm:property name="odd name">$No.such.variable</lticm:property>
      </blti:custom>
      <blti:extensions platform="other.example"><lticm:property name="domain">wrong</lticm:property></blti:extensions>
      <blti:extensions platform="canvas.instructure.com">
        <lticm:property name="domain"> {origin.split("//")[1]} </lticm:property>
        <lticm:property name="privacy_level">public</lticm:property>
        {selections}
        <lticm:options name="course_navigation">
          <lticm:property name="url">{origin}/lti/course</lticm:property>
          <lticm:property name="text">Echo menu</lticm:property>
        </lticm:options>
        <lticm:options name="homework_submission"><lticm:property name="enabled">false</lticm:property></lticm:options>
      </blti:extensions>
      <blti:launch_url>http://insecure.example/lti</blti:launch_url>
      <blti:secure_launch_url>{origin}/lti</blti:secure_launch_url>
      <blti:icon>{origin}/icon.svg</blti:icon>
    </cartridge_basiclti_link>"""


def link_item(origin: str, number: int, target: str = "window") -> dict[str, object]:
    """A content item of an LTI link."""
    return {
        "@type": "LtiLinkItem",
        "mediaType": LTI_LINK,
        "title": f"Unit {number}",
        "url": f"{origin}/lti/units/{number}?a=1&b=ü",
        "placementAdvice": {"presentationDocumentTarget": target},
    }


def signed_answer(return_url: str, *, secret: str = SECRET, **fields: str) -> dict[str, str]:
    """The fields of a ContentItemSelection, signed by oauthlib."""
    answer = {"lti_message_type": "ContentItemSelection", "lti_version": "LTI-1p0", **fields}
    client = Client(KEY, client_secret=secret, signature_type=SIGNATURE_TYPE_BODY)
    headers = {"Content-Type": FORM}
    _uri, _headers, body = client.sign(return_url, "POST", body=urlencode(answer), headers=headers)
    return dict(parse_qsl(body, keep_blank_values=True))


def verifies(form: dict[str, Any]) -> bool:
    """Whether oauthlib finds the signature right by RFC 5849: the URL's query counts once, and so does the body."""
    request: Any = Request(form["action"], "POST", urlencode(form["fields"]), {"Content-Type": FORM})
    request.params = signature.collect_parameters(uri_query=request.uri_query, body=request.decoded_body)
    request.signature = form["fields"]["oauth_signature"]
    return bool(signature.verify_hmac_sha1(request, client_secret=SECRET))


class Handler(BaseHTTPRequestHandler):
    """What every tool does to answer."""

    def posted(self) -> dict[str, str]:
        """The form that came."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        return dict(parse_qsl(body, keep_blank_values=True))

    def send(self, text: str, kind: str = "text/html; charset=utf-8") -> None:
        """Answer with a page or a document."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class EchoHandler(Handler):
    """Configuration and icon by GET; launches and selections by POST."""

    def do_GET(self) -> None:
        """Serve the configuration or the icon; `/moved` redirects, `/huge` is too long."""
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/config.xml")
            self.end_headers()
        elif self.path == "/config.xml":
            self.send(config_xml(self._origin), "application/xml")
        elif self.path == "/huge":
            self.send("imsglobal" * 100_000, "application/xml")
        elif self.path == "/icon.svg":
            self.send('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>', "image/svg+xml")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """Keep the form; answer with a page that shows it, for a selection with a form home."""
        fields = self.posted()
        self.server.heard.append((self.path, self.headers.get("Origin"), fields))  # type: ignore[attr-defined]
        if fields.get("lti_message_type") == "ContentItemSelectionRequest":
            self.send(self._picker(fields))
        else:
            heard = escape(json.dumps(fields, indent=1, ensure_ascii=False))
            self.send(f"<h1>Echo {escape(self.path)}</h1><pre>{heard}</pre>")

    def _picker(self, request: dict[str, str]) -> str:
        many = request["accept_multiple"] == "true"
        graph = [link_item(self._origin, number) for number in ((1, 2) if many else (1,))]
        answer = signed_answer(
            request["content_item_return_url"], content_items=json.dumps({"@graph": graph}), data=request["data"]
        )
        hidden = "".join(f'<input type="hidden" name="{k}" value="{escape(v)}">' for k, v in answer.items())
        action = escape(request["content_item_return_url"])
        return f'<h1>Pick</h1><form method="post" action="{action}">{hidden}<button>Give back</button></form>'

    @property
    def _origin(self) -> str:
        return f"http://{self.headers['Host']}"


class Tool(ThreadingHTTPServer):
    """A tool that serves on a port of its own."""

    daemon_threads = True

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def origin(self) -> str:
        """Its address; `localhost`, so that it is another site than 127.0.0.1 for browsers."""
        return f"http://localhost:{self.server_port}"


class EchoTool(Tool):
    """The tool; `heard` holds (path, origin header, fields) of every POST."""

    def __init__(self) -> None:
        super().__init__(EchoHandler)
        self.heard: list[tuple[str, str | None, dict[str, str]]] = []


Running = TypeVar("Running", bound=Tool)


@contextmanager
def serving(tool: Running) -> Iterator[Running]:
    """The tool in a thread."""
    thread = threading.Thread(target=tool.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield tool
    tool.shutdown()
    thread.join()
    tool.server_close()
