"""The HTTP side of a test LMS of LTI 1.3: its key sets, and for browsers its pages, in a thread of this process."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.lti.v1p3.platform import jwk, key_set

Answer = tuple[int, str, bytes]  # status, content type, body
Page = Callable[[Mapping[str, str]], str]


@dataclass
class Platform:
    """A running platform. `/jwks/<name>` publishes the keys listed in `keys`, else the key of that name."""

    url: str = ""
    keys: dict[str, list[str]] = field(default_factory=dict)
    broken: dict[str, Answer] = field(default_factory=dict)  # by path: what is answered instead
    pages: dict[str, Page] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def answer(self, path: str, values: Mapping[str, str]) -> Answer:
        """What is served at `path`."""
        self.asked[path] += 1
        if path in self.broken:
            return self.broken[path]
        if path.startswith("/jwks/"):
            name = path.removeprefix("/jwks/")
            return 200, "application/json", key_set(*(jwk(each) for each in self.keys.get(name, [name])))
        page = self.pages.get(path)
        return (200, "text/html; charset=utf-8", page(values).encode()) if page else (404, "text/plain", b"")


@contextmanager
def running_platform() -> Iterator[Platform]:
    """A platform on 127.0.0.1: to browsers another site than Slipway's localhost."""
    platform = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            status, kind, body = platform.answer(parts.path, dict(parse_qsl(parts.query)))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platform.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
