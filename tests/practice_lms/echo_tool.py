"""A tiny LTI tool to aim the practice LMS at: serves a configuration, keeps what it is sent, answers a selection."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client

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
    said = {"lti_message_type": "ContentItemSelection", "lti_version": "LTI-1p0", **fields}
    client = Client(KEY, client_secret=secret, signature_type=SIGNATURE_TYPE_BODY)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    _uri, _headers, body = client.sign(return_url, "POST", body=urlencode(said), headers=form)
    return dict(parse_qsl(body, keep_blank_values=True))


class Handler(BaseHTTPRequestHandler):
    """Configuration and icon by GET; launches and selections by POST."""

    def do_GET(self) -> None:
        """Serve the configuration or the icon; `/moved` redirects, `/huge` is too long."""
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/config.xml")
            self.end_headers()
        elif self.path == "/config.xml":
            self._send(config_xml(self._origin), "application/xml")
        elif self.path == "/huge":
            self._send("imsglobal" * 100_000, "application/xml")
        elif self.path == "/icon.svg":
            self._send('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>', "image/svg+xml")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        """Keep the form; answer with a page that shows it, for a selection with a form home."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = dict(parse_qsl(body, keep_blank_values=True))
        self.server.heard.append((self.path, self.headers.get("Origin"), fields))  # type: ignore[attr-defined]
        if fields.get("lti_message_type") == "ContentItemSelectionRequest":
            self._send(self._picker(fields), "text/html; charset=utf-8")
        else:
            said = escape(json.dumps(fields, indent=1, ensure_ascii=False))
            self._send(f"<h1>Echo {escape(self.path)}</h1><pre>{said}</pre>", "text/html; charset=utf-8")

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

    def _send(self, text: str, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class EchoTool(ThreadingHTTPServer):
    """The tool; `heard` holds (path, origin header, fields) of every POST."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.heard: list[tuple[str, str | None, dict[str, str]]] = []

    @property
    def origin(self) -> str:
        """Its address; `localhost`, so that it is another site than 127.0.0.1 for browsers."""
        return f"http://localhost:{self.server_port}"


@contextmanager
def running_echo_tool() -> Iterator[EchoTool]:
    """The tool in a thread."""
    tool = EchoTool()
    thread = threading.Thread(target=tool.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield tool
    tool.shutdown()
    thread.join()
    tool.server_close()
