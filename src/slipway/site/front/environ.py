"""A request as WSGI describes it (PEP 3333), made from what Granian tells by RSGI."""

import sys
from typing import IO, Any, Protocol


class Headers(Protocol):
    """A request's headers: names in lower case, each as often as it was sent."""

    def items(self) -> list[tuple[str, str]]:
        """All of them, in the order in which they came."""
        ...

    def get(self, key: str, default: str | None = None) -> str | None:
        """One of that name."""
        ...


class Scope(Protocol):
    """What Granian tells of a request."""

    method: str
    path: str  # percent-decoded
    query_string: str
    http_version: str
    server: str  # host:port
    client: str  # host:port
    headers: Headers


_ALWAYS: dict[str, Any] = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",  # whoever speaks TLS stands in front; the public URL says what browsers speak
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
_UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The environment of a request whose body can be read from `body`.

    Texts are bytes as latin-1, as PEP 3333 wants them. A header with an underscore in its name is left out: it would
    read like the one with hyphens, which a proxy in front may vouch for.
    """
    server, _, port = scope.server.rpartition(":")
    environ = _ALWAYS | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _wsgi_text(scope.path),
        "QUERY_STRING": _wsgi_text(scope.query_string),
        "SERVER_PROTOCOL": "HTTP/1.0" if scope.http_version == "1" else f"HTTP/{scope.http_version}",
        "SERVER_NAME": _without_brackets(server),
        "SERVER_PORT": port,
        "REMOTE_ADDR": _without_brackets(scope.client.rpartition(":")[0]),
        "wsgi.input": body,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = _UNPREFIXED.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key not in environ:
            environ[key] = value
        elif key != "CONTENT_LENGTH":  # Granian lets equal ones through
            environ[key] += ("; " if name == "cookie" else ",") + value
    return environ


def _wsgi_text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def _without_brackets(host: str) -> str:
    return host[1:-1] if host.startswith("[") else host
