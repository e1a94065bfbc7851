"""One HTTP/1.1 connection that is kept, with little work per request: the generator must not be the bottleneck."""

import asyncio
import gzip
from dataclasses import dataclass
from typing import cast

_END = b"\r\n\r\n"
_BODILESS = {204, 304}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response. Header names are in small letters."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name; '' for none."""
        return next((value for each, value in self.headers if each == name), "")

    @property
    def content(self) -> bytes:
        """The body as it was before it was packed for the way."""
        return gzip.decompress(self.body) if self.header("content-encoding") == "gzip" else self.body

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it sets; those that it takes away are left out."""
        pairs = (value.partition(";")[0].partition("=") for name, value in self.headers if name == "set-cookie")
        return {name.strip(): value for name, _, value in pairs if value}


class ClosedError(Exception):
    """The server closed the connection before it had answered."""


class Connection:
    """A connection to a port of this machine. One request at a time; it is opened anew where the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire: _Wire | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a whole request. Raises ClosedError."""
        wire = self._wire
        if wire is None or wire.closed:
            loop = asyncio.get_running_loop()
            _, wire = await loop.create_connection(_Wire, "127.0.0.1", self._port)
            self._wire = wire
        return await wire.ask(request)

    def close(self) -> None:
        """Close it."""
        if self._wire:
            self._wire.close()


class _Wire(asyncio.Protocol):
    def __init__(self) -> None:
        self.closed = False
        self._buffer = bytearray()
        self._waiting: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def ask(self, request: bytes) -> "asyncio.Future[Answer]":
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        found = read_answer(self._buffer)
        if found and self._waiting and not self._waiting.done():
            answer, length = found
            del self._buffer[:length]
            if answer.header("connection").lower() == "close":
                self.close()
            self._waiting.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(ClosedError(str(exc or "")))

    def close(self) -> None:
        self.closed = True
        self._transport.close()


def read_answer(buffer: bytearray) -> tuple[Answer, int] | None:
    """The response that a buffer begins with and its length in bytes; None while it is not whole."""
    head_ends = buffer.find(_END)
    if head_ends < 0:
        return None
    first, *lines = buffer[:head_ends].decode("latin-1").split("\r\n")
    status, headers = int(first[9:12]), [_header(line) for line in lines]
    known = dict(headers)
    start = head_ends + len(_END)
    if "chunked" in known.get("transfer-encoding", ""):
        chunked = _dechunked(buffer, start)
        return chunked and (Answer(status, headers, chunked[0]), chunked[1])
    length = 0 if status in _BODILESS else int(known.get("content-length", "0"))
    end = start + length
    return (Answer(status, headers, bytes(buffer[start:end])), end) if len(buffer) >= end else None


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.lower(), value.strip()


def _dechunked(buffer: bytearray, at: int) -> tuple[bytes, int] | None:
    parts: list[bytes] = []
    while (line_ends := buffer.find(b"\r\n", at)) >= 0:
        size = int(buffer[at:line_ends].partition(b";")[0], 16)
        start = line_ends + 2
        at = start + size + 2
        if len(buffer) < at:
            return None
        if size == 0:
            return b"".join(parts), at
        parts.append(bytes(buffer[start : start + size]))
    return None
