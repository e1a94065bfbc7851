"""Connections that go where `safe_address` allows, and end at a deadline.

A name is resolved once, each address is judged, and the connection goes to an address that was judged, never to the
name again: a name server that answers otherwise the second time (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpcore

from slipway.lms.http.safe_address import IpAddress, Reach, may_call, reach_of
from slipway.words import Text, text

CONNECT_SECONDS = 3.0
_CLEAR_TEXT = text("It is a public host: Slipway calls it by https only.")
_FORBIDDEN = text(
    "Its host is this machine or on a private network, which Slipway does not call "
    "unless its operator sets SLIPWAY_ALLOW_PRIVATE_LMS."
)


class UnreachableError(Exception):
    """There is no answer to be had from there. `problem` is one sentence for owners and operators."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.english)
        self.problem = problem


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self, at_most: float = float("inf")) -> float:
        """Seconds that are left. Raises httpcore.ReadTimeout when there are none."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, at_most)


class GuardedNetwork(httpcore.NetworkBackend):
    """Opens connections for one request, which may speak `scheme` only."""

    def __init__(self, *, scheme: str, allow_private: bool, deadline: Deadline) -> None:
        self._scheme = scheme
        self._allow_private = allow_private
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that is allowed and answers."""
        found = resolve(host, port, timeout=self._deadline.left(CONNECT_SECONDS))
        allowed = [each for each in found if may_call(each, scheme=self._scheme, allow_private=self._allow_private)]
        if not allowed:
            is_public = any(reach_of(address) is Reach.PUBLIC for address in found)
            raise UnreachableError(_CLEAR_TEXT if is_public else _FORBIDDEN)
        return self._first_of(allowed, port)

    def _first_of(self, addresses: list[IpAddress], port: int) -> httpcore.NetworkStream:
        until = Deadline(CONNECT_SECONDS)
        for place, address in enumerate(addresses):
            share = self._deadline.left(until.left() / (len(addresses) - place))
            try:
                stream = self._plain.connect_tcp(str(address), port, timeout=share, socket_options=())
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(addresses) - 1:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise UnreachableError(_FORBIDDEN)  # for an empty list, which the caller never gives


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, so that bytes that trickle in don't buy time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(CONNECT_SECONDS))
        except httpcore.ConnectError as fault:
            problem = text("Its certificate does not prove who it is, or it does not speak TLS.")
            raise UnreachableError(problem) from fault
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def resolve(host: str, port: int, *, timeout: float) -> list[IpAddress]:
    """The addresses of `host` in the system's order. Raises UnreachableError, also when no answer comes in time.

    The system's resolver knows no time-out of ours, so it is asked on a thread that may be left behind.
    """
    answers: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=lambda: answers.put(_ask_the_system(host, port)), daemon=True).start()
    with suppress(Empty):
        if found := answers.get(timeout=timeout):
            return [ipaddress.ip_address(written.partition("%")[0]) for written in dict.fromkeys(found)]
    raise UnreachableError(text("Its host has no address."))


def _ask_the_system(host: str, port: int) -> list[str]:
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return []
