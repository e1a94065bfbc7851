"""The application that Granian runs: bodies on the event loop, Django on the threads of a pool."""

import asyncio
from io import BytesIO
from typing import Any, Protocol

from slipway.lms.http.few_at_once import MOST_ASIDE, let_step_aside
from slipway.site.front.answers import Reply, SentFile, Wsgi, run_wsgi
from slipway.site.front.bodies import Bodies, Body, BodyRefusedError, Incoming
from slipway.site.front.environ import Scope, environ_of
from slipway.site.front.threads import RequestThreads
from slipway.web.limits import MOST_BODY_BYTES, REFUSED

LINGER_SECONDS = 2.0
SECONDS_TO_OPEN = 60.0  # within which Granian has opened a file that it sends, however busy it is


class Exchange(Incoming, Reply, Protocol):
    """Both halves of a request."""


class Front:
    """An RSGI application that runs a WSGI application on threads."""

    def __init__(self, wsgi: Wsgi, *, threads: RequestThreads, bodies: Bodies) -> None:
        self._wsgi = wsgi
        self._threads = threads
        self._bodies = bodies

    async def __call__(self, scope: Scope, exchange: Exchange) -> None:
        """Read the body, then answer."""
        try:
            body = await self._bodies.read(scope.headers, exchange)
        except BodyRefusedError as refused:
            # Django writes the answer, in the person's language. It is told the status, and gets no body.
            await self._answer(scope, Body(BytesIO()), exchange, {REFUSED: refused.status})
            await _linger(exchange)
        else:
            await self._answer(scope, body, exchange, {})

    async def _answer(self, scope: Scope, body: Body, exchange: Exchange, more: dict[str, Any]) -> None:
        try:
            environ = environ_of(scope, body.file) | {"wsgi.file_wrapper": SentFile} | more
            sent = await self._threads.run(lambda: run_wsgi(self._wsgi, environ, exchange, closing=REFUSED in more))
            if sent is not None:
                asyncio.get_running_loop().call_later(SECONDS_TO_OPEN, sent.close)
        finally:
            body.close()


async def _linger(incoming: Incoming) -> None:
    """Read and drop what the sender still sends, for a moment.

    A connection that is closed with bytes unread is reset, and the sender might never see the answer.
    """
    left = MOST_BODY_BYTES
    try:
        async with asyncio.timeout(LINGER_SECONDS):
            async for piece in incoming:
                left -= len(piece)
                if left < 0:
                    return
    except (TimeoutError, RuntimeError):
        return  # RuntimeError: the sender is gone


def front(*, threads: int) -> Front:
    """Slipway's own, for one process of the server."""
    from slipway.site.wsgi import application  # noqa: PLC0415  # in the process that serves, not in its parent

    running = RequestThreads(threads, aside=MOST_ASIDE)
    let_step_aside(running.step_aside)
    return Front(application, threads=running, bodies=Bodies())
