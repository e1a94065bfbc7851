"""A connection to a server, byte by byte: what an HTTP client takes care of is here the test's to break."""

import http.client
import socket
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Wire:
    """One connection, kept open between requests."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        assert there.hostname
        self._host = there.netloc
        self._socket = socket.create_connection((there.hostname, there.port or 80), timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, request: bytes) -> http.client.HTTPResponse:
        """The answer to these bytes, the last on the connection; Host and Connection are put behind their headers."""
        last = f"\r\nHost: {self._host}\r\nConnection: close\r\n\r\n".encode()
        self._socket.sendall(request.replace(b"\r\n\r\n", last, 1))
        answer = http.client.HTTPResponse(self._socket)
        answer.begin()
        return answer

    def begin(self, path: str, *, length: int) -> None:
        """Send the head of a form's POST and none of its body (`length` bytes are promised)."""
        head = f"POST {path} HTTP/1.1\r\nHost: {self._host}\r\nContent-Length: {length}\r\n"
        self._socket.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode())

    def end(self, body: bytes) -> int:
        """Send the body; the status of the answer, read to its end. Raises OSError when the connection is gone."""
        self._socket.sendall(body)
        answer = http.client.HTTPResponse(self._socket, method="POST")
        answer.begin()
        answer.read()
        return answer.status

    def head(self, path: str, *, length: int) -> int:
        """The status that a head alone is answered with."""
        self.begin(path, length=length)
        return self.end(b"")
