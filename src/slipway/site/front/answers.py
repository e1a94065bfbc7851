"""Running the WSGI application on a thread, and handing its answer over to Granian."""

import os
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol

ReplyHeaders = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
OPEN_FILES = Path("/proc/self/fd")
LARGE = 262_144  # bytes: a file that is larger is read by Granian while it is sent, however slowly somebody takes it


class Reply(Protocol):
    """The part of Granian's request that sends the answer. No method waits until the browser has read it."""

    def response_bytes(self, status: int, headers: ReplyHeaders, body: bytes) -> None:
        """Answer with these bytes."""
        ...

    def response_file(self, status: int, headers: ReplyHeaders, file: str) -> None:
        """Answer with the file at that path."""
        ...


class SentFile:
    """A file to be sent: PEP 3333's `wsgi.file_wrapper`."""

    def __init__(self, file: IO[bytes], block_size: int = 65_536) -> None:
        self.file = file
        self._block_size = block_size

    def __iter__(self) -> "SentFile":
        return self

    def __next__(self) -> bytes:
        piece = self.file.read(self._block_size)
        if not piece:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Close the file; Django ends the request by it."""
        self.file.close()

    def large_path(self) -> str | None:
        """Where it lies, if it is a whole file on disk and large."""
        path = getattr(self.file, "name", None)
        if not isinstance(path, str) or not os.path.isabs(path) or self.file.tell():
            return None
        return path if os.fstat(self.file.fileno()).st_size > LARGE else None


class _Begun:
    """PEP 3333's `start_response`, which keeps status, headers and what is written."""

    def __init__(self) -> None:
        self.status = int(HTTPStatus.INTERNAL_SERVER_ERROR)
        self.headers: ReplyHeaders = []
        self.written: list[bytes] = []

    def __call__(self, status: str, headers: ReplyHeaders, exc_info: object = None) -> Callable[[bytes], None]:
        self.status = int(status[:3])
        self.headers = headers
        return self.written.append


def run_wsgi(wsgi: Wsgi, environ: dict[str, Any], reply: Reply, *, closing: bool) -> IO[bytes] | None:
    """Run `wsgi` to its end and send its answer; `closing` ends the connection after it.

    Returns a file that Granian still reads, to be closed a while later; None where there is none.
    """
    begun = _Begun()
    result = wsgi(environ, begun)
    try:
        path = result.large_path() if isinstance(result, SentFile) else None
        body = b"" if path else _gathered(result, environ["REQUEST_METHOD"])
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
    headers = [*begun.headers, ("Connection", "close")] if closing else begun.headers
    if path:
        reply.response_file(begun.status, headers, path)
    elif isinstance(body, bytes):
        reply.response_bytes(begun.status, headers, b"".join(begun.written) + body if begun.written else body)
    else:
        others = [(name, value) for name, value in headers if name.lower() != "content-length"]
        nameless = str(OPEN_FILES / str(body.fileno()))  # its path as long as it is open in this process
        reply.response_file(begun.status, [*others, ("Content-Length", str(body.tell()))], nameless)
        return body
    return None


def _gathered(result: Iterable[bytes], method: str) -> bytes | IO[bytes]:
    """The whole answer: in a file, where it is a long stream, so that a slow reader holds neither memory nor thread."""
    if method == "HEAD" or not getattr(result, "streaming", False) or not OPEN_FILES.is_dir():
        return b"".join(result)
    file = SpooledTemporaryFile(max_size=LARGE)  # noqa: SIM115  # closed by the caller, or here
    try:
        for piece in result:
            file.write(piece)
        if file.tell() > LARGE:
            file.flush()
            return file
        file.seek(0)
        body = file.read()
    except BaseException:
        file.close()
        raise
    file.close()
    return body
