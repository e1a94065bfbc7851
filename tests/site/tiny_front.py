"""The web server of `slipway serve` around a WSGI application that only tells what it is asked; with short deadlines.

python -m tests.site.tiny_front PORT
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from slipway.site.front.application import Front
from slipway.site.front.bodies import Bodies
from slipway.site.front.threads import RequestThreads
from slipway.site.serving import Address, run_server
from slipway.web.limits import REFUSED

SECONDS = 1.0
MOST_IN_FILES = 3_000_000
THREADS = 2
BIG = b"0123456789abcdef" * 2_000_000
Start = Callable[[str, list[tuple[str, str]]], object]

closed: list[str] = []
bodies = Bodies(seconds=SECONDS, most_in_files=MOST_IN_FILES)


class Pieces:
    """A streamed answer as Django's are, which writes down that it was closed."""

    streaming = True

    def __init__(self, times: int) -> None:
        self.times = times

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"one ", b"two ", b"three") * self.times

    def close(self) -> None:
        closed.append("pieces")


def told(environ: dict[str, Any], start: Start) -> Any:
    if REFUSED in environ:
        start(f"{environ[REFUSED]:d} Refused", [("Content-Length", "7")])
        return [b"refused"]
    path = environ["PATH_INFO"]
    if path in {"/pieces", "/many"}:
        start("200 OK", [])
        return Pieces(1 if path == "/pieces" else 500_000)
    if path in {"/nothing", "/unchanged"}:
        start("204 No Content" if path == "/nothing" else "304 Not Modified", [])
        return []
    if path == "/big":
        file = Path(gettempdir()) / "big"
        start("200 OK", [("Content-Length", str(file.stat().st_size))])
        return environ["wsgi.file_wrapper"](file.open("rb"))
    if path == "/slow":
        time.sleep(1)
    if path == "/broken":
        raise ValueError
    body = environ["wsgi.input"].read()
    texts = {name: value for name, value in environ.items() if isinstance(value, str)}
    answer = json.dumps({**texts, "read": len(body), "closed": closed, "in_files": bodies._in_files}).encode()
    start("200 OK", [("Content-Length", str(len(answer))), ("X-Accent", "caf\xe9")])
    return [answer]


def tiny(*, threads: int) -> Front:
    return Front(told, threads=RequestThreads(threads, aside=1), bodies=bodies)


if __name__ == "__main__":
    (Path(gettempdir()) / "big").write_bytes(BIG)
    run_server(Address("127.0.0.1", int(sys.argv[1])), workers=1, threads=THREADS, application=tiny)
