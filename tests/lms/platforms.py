"""Small real HTTP servers on loopback that stand for LMSs: what they answer is a test's to say, request by request."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    headers: Headers  # names in lower case
    body: bytes


@dataclass(frozen=True)
class Said:
    """An answer. `chunks` are sent as they come, so that a test can make them slow."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    chunks: Callable[[], Iterator[bytes]] | None = None


@dataclass
class FakePlatform:
    """A running server; `answer` may be replaced at any time, `asked` holds all that came."""

    url: str
    answer: Callable[[Asked], Said]
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def fake_platform(answer: Callable[[Asked], Said] = lambda asked: Said()) -> Iterator[FakePlatform]:
    """A platform of the test's own, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    platform = FakePlatform(url=f"http://127.0.0.1:{server.server_address[1]}", answer=answer)
    server.platform = platform  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        platform: FakePlatform = self.server.platform  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        asked = Asked(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        platform.asked.append(asked)
        answer = platform.answer(asked)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.chunks is None:
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for chunk in answer.chunks() if answer.chunks else [answer.body]:
                self.wfile.write(chunk)
        except OSError:
            self.close_connection = True  # whoever asked has heard enough

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: the test's output is for tests."""
