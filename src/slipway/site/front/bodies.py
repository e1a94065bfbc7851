"""Reading a request's body, with a deadline and without a thread."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Protocol

from slipway.site.front.environ import Headers
from slipway.web.limits import MOST_BODY_BYTES

BODY_SECONDS = 30.0  # for any body
LEAST_RATE = 4_000  # bytes a second: what has come buys its time at this rate, beyond BODY_SECONDS
IN_MEMORY = 65_536  # bytes: larger bodies go to files
MOST_IN_FILES = 20 * MOST_BODY_BYTES  # bytes of all large bodies together, in each process


class Incoming(Protocol):
    """The body as Granian hands it over."""

    def __call__(self) -> Awaitable[bytes]:
        """The whole body. Raises RSGIProtocolClosed when the sender leaves before its end."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Piece by piece. It ends early, without a word, when the sender leaves."""
        ...


class BodyRefusedError(Exception):
    """A body that is not read, or not read any further. `status` is the answer to it."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """Reads the bodies of one process, on its event loop, and knows how much of them lies in files."""

    def __init__(self, *, seconds: float = BODY_SECONDS, most_in_files: int = MOST_IN_FILES) -> None:
        self._seconds = seconds
        self._most_in_files = most_in_files
        self._in_files = 0

    async def read(self, headers: Headers, incoming: Incoming) -> "Body":
        """The whole body, to be closed by the caller. Raises BodyRefusedError.

        It must say its length before it comes: of a chunked one Granian does not tell whether all of it came.
        """
        if headers.get("transfer-encoding") is not None:
            raise BodyRefusedError(HTTPStatus.LENGTH_REQUIRED)
        length = int(headers.get("content-length") or 0)
        if length > MOST_BODY_BYTES:
            raise BodyRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if length == 0:
            return Body(BytesIO())
        try:
            if length <= IN_MEMORY:
                return Body(BytesIO(await self._small(incoming)))
            return await self._large(length, incoming)
        except TimeoutError as late:
            raise BodyRefusedError(HTTPStatus.REQUEST_TIMEOUT) from late
        except OSError as full:
            raise BodyRefusedError(HTTPStatus.SERVICE_UNAVAILABLE) from full

    async def _small(self, incoming: Incoming) -> bytes:
        try:
            async with asyncio.timeout(self._seconds):
                return await incoming()
        except RuntimeError as gone:  # Granian's own, which are that
            raise BodyRefusedError(HTTPStatus.BAD_REQUEST) from gone

    async def _large(self, length: int, incoming: Incoming) -> "Body":
        body = Body(TemporaryFile(), self._give_back)  # noqa: SIM115  # closed with the body
        try:
            await self._fill(body, incoming)
            if body.size != length:
                raise BodyRefusedError(HTTPStatus.BAD_REQUEST)
            body.file.seek(0)
        except BaseException:
            body.close()
            raise
        return body

    async def _fill(self, body: "Body", incoming: Incoming) -> None:
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(self._seconds) as limit:
            async for piece in incoming:
                if self._in_files + len(piece) > self._most_in_files:
                    raise BodyRefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
                body.file.write(piece)
                body.size += len(piece)
                self._in_files += len(piece)
                limit.reschedule(begun + self._seconds + body.size / LEAST_RATE)

    def _give_back(self, body: "Body") -> None:
        self._in_files -= body.size


class Body:
    """A body that has come, `file` at its beginning."""

    def __init__(self, file: IO[bytes], on_close: Callable[["Body"], None] | None = None) -> None:
        self.file = file
        self.size = 0  # bytes in a file
        self._on_close = on_close

    def close(self) -> None:
        """Close the file, which nobody reads any more."""
        self.file.close()
        if self._on_close is not None:
            self._on_close(self)
            self._on_close = None
