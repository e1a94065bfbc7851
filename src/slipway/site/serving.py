"""The web server: where it listens, and Granian run for our WSGI application."""

import os
import resource
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.management import CommandError
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from slipway.site.front.application import Front, front

MOST_FILES, FILES_BESIDE = 4096, 512  # open at once in a process; of those, what is neither connection nor body
LARGEST_HEAD = 65_536  # bytes
SECONDS_TO_FINISH = 10  # a request that is still running when the server stops


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def read_bind_address(text: str) -> Address:
    """`host:port`, an IPv6 host in brackets. A name is looked up, for Granian takes addresses alone; its first one
    counts. Raises ValueError.
    """
    host, _, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not (port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) <= 65535):
        message = f"{text!r} is no address to listen at; write it like 127.0.0.1:8000 or [::1]:8000."
        raise ValueError(message)
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):  # UnicodeError: what is no name of a host
        found = []
    address = str(found[0][4][0]) if found else ""
    if not address or "%" in address:  # an interface of IPv6, which Granian does not take
        message = (
            f"Nothing can listen at {text}: this machine knows no address of that name. Name another one by --bind."
        )
        raise ValueError(message)
    return Address(address, int(port))


def require_free(address: Address) -> None:
    """Raise CommandError unless a server could listen there now."""
    if not is_free(address):
        message = (
            f"Nothing can listen at {address}: another program does, the address is not this machine's, "
            "or its port is for others to use. Name another one by --bind."
        )
        raise CommandError(message)


def is_free(address: Address) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError:
            return False
    return True


def default_workers() -> int:
    """A process for each core, four at most: Python's own lock lets one process use one core."""
    return min(os.cpu_count() or 1, 4)


def connections_at_once() -> int:
    """How many connections a process takes: each may need two open files, its socket and its body.

    The process is let open MOST_FILES, or as many as the system allows. Granian closes after 30 seconds what is idle or
    sends no head; further connections wait for that.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or hard > MOST_FILES:
        hard = MOST_FILES
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    return max(64, (max(soft, hard) - FILES_BESIDE) // 2)


def run_server(address: Address, *, workers: int, threads: int, application: Callable[..., Front] = front) -> None:
    """Serve until SIGINT or SIGTERM at an address that is free.

    `application` makes, in each process, what Granian runs, with that number of `threads`. It speaks HTTP/1 alone:
    browsers speak HTTP/2 by TLS only, which is the proxy's. There is no access log: a proxy in front keeps one, and
    what is not written can't hold what it must not.
    """
    connections.close_all()  # workers are forked: a connection must not be theirs and ours
    Granian(
        "slipway.site.front.application:front",
        address=address.host,
        port=address.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        workers=workers,
        log_level=LogLevels.error,  # its one warning is that many threads are many
        log_access=False,
        websockets=False,
        http1_settings=HTTP1Settings(max_buffer_size=LARGEST_HEAD),
        backpressure=connections_at_once(),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    ).serve(target_loader=partial(application, threads=threads), wrap_loader=False)
