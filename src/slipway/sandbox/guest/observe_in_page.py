"""Runs one context of a suite in a browser's Python, by `slipway_guest`, and tells the lines that `main.js` tells.

The page's worker loads it beside `slipway_guest` (`call` of its program.py). It makes file descriptors 0, 1 and 2
what they are in a guest: `slipway_page` holds them. Each context is a call of its own, after which the worker's Python
is put back, so that contexts know nothing of each other. What is told is a stranger's word, as it is from any guest.
"""

import base64
import importlib
import io
import sys
from json import dumps, loads
from typing import Any

import slipway_guest  # type: ignore[import-not-found]  # beside it, in the worker

_page: Any = importlib.import_module("slipway_page")
_FOLDER = "/exercise"
_NO_TEXT = {"text": "", "more": 0}


def observe(argument: str) -> str:
    """Run a context: `{id, program, namespace, texts: {path: text}, files: {path: base64}, cases, output, shown}`.

    Tells each case as it ends, a line of output each, and returns the last line: how the context ended.
    """
    asked = loads(argument)
    _page.openDescriptors(asked["output"])
    try:
        _take_descriptors()
        end, code = _run(asked)
    finally:
        _page.closeDescriptors()
    return dumps({"id": asked["id"], "end": end, "code": code})


def _run(asked: dict[str, Any]) -> tuple[str, int | None]:
    texts = {path: _base64(text.encode("utf-8", "surrogatepass")) for path, text in asked["texts"].items()}
    program = {"folder": _FOLDER, "namespace": asked["namespace"], "program": asked["program"]}
    begun = _serve({"do": "begin", **program, "files": texts | asked["files"]})
    if "syntax" in begun:
        said = {"value": None, "exception": begun["syntax"], "exit": None}
        _tell(asked["id"], {"said": _base64(dumps(said).encode()), "stdout": _NO_TEXT, "stderr": _NO_TEXT})
        return "syntax", None
    return _run_cases(asked)


def _run_cases(asked: dict[str, Any]) -> tuple[str, int | None]:
    last = len(asked["cases"]) - 1
    for at, case in enumerate(asked["cases"]):
        if case["stdin"] is not None:
            _page.give(case["stdin"])
        said = _serve({**case, "do": "case", "stdin": case["stdin"] is not None})
        if said["exit"] is None and at == last:
            _serve({"do": "end"})
        is_over = _page.isOver()
        told = None if is_over else _base64(dumps(said).encode())
        _tell(asked["id"], {"said": told, "stdout": _written(0, asked["shown"]), "stderr": _written(1, asked["shown"])})
        if is_over:
            return "output", None
        if said["exit"] is not None:
            return "exit", said["exit"] & 0xFF
    return "finished", 0


def _serve(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = loads(slipway_guest.serve(dumps(request).encode()))
    return answer


def _tell(context: str, case: dict[str, Any]) -> None:
    _page.tell("out", dumps({"id": context, "case": case}) + "\n")
    _page.flush()


def _written(which: int, room: int) -> dict[str, Any]:
    """The beginning of what was written, and how many characters more there were: as `shown.js` has it."""
    data = _page.takeWritten(which).to_bytes()
    end = min(room, len(data))
    while 0 < end < len(data) and _is_inside(data[end]):
        end -= 1
    return {"text": _base64(data[:end]), "more": sum(not _is_inside(byte) for byte in data[end:])}


def _is_inside(byte: int) -> bool:
    """Whether a byte of UTF-8 goes on with a character."""
    return byte & 0xC0 == 0x80


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _take_descriptors() -> None:
    """Python's own streams, on the descriptors, made as a guest's interpreter makes them."""
    out, err = (io.BufferedWriter(io.FileIO(number, "w", closefd=False)) for number in (1, 2))
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), "utf-8", "surrogateescape")
    sys.stdout = io.TextIOWrapper(out, "utf-8", "surrogateescape", line_buffering=True)
    sys.stderr = io.TextIOWrapper(err, "utf-8", "backslashreplace", line_buffering=True)
