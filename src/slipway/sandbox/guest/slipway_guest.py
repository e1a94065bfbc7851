"""Runs a student's program inside Pyodide and says what it was seen to do. Server and browsers run this very file.

It knows nothing of where Pyodide runs. Whoever embeds it gives file descriptor 0 what a case types in, collects what
is written to 1 and 2, and calls `serve` with one request after the other, each a JSON object in UTF-8, as answers are.

1. `{"do": "begin", "folder", "namespace", "program", "files": {path: base64}}`, once a context: writes the program to
   `<folder>/<namespace>.py` and the files beside it, and goes there. Answers `{}`, or `{"syntax": exception}` where the
   program is no Python; then there is nothing to run.
2. `{"do": "case", "stdin": bool, "arguments": [text], "call": null | {"code": text, "is_expression": bool}}`, case
   after case. `stdin`: whether the case brings its own. The first case imports the program, and so does each without a
   call. Answers `{"value", "exception", "exit"}`, each null where there was none. After an exit (a code) nothing runs.
3. `{"do": "end"}`, after the last case: runs what the program left to be run at its exit. Answers `{"exit"}`.
4. `{"do": "reach"}`, in the place of cases: does with the program what tests in another guest ask (slipway_program).

A value is `[type, data]`, with the types of `slipway.suites.value`: `data` is null, a boolean, text (integers in
hexadecimal, reals as `float.hex` writes them, decimals, texts), a list of values, or of pairs of values for a dict.
An exception is `{"name", "qualified", "message", "trace": [[line, text]]}`: lines of the program, the innermost last.

`wall_off` takes the ways to JavaScript and C away, for a guest that is graded. That is politeness, so that `import js`
fails in words; what really holds stands outside of Python. A program can reach all that is here, and lie.
"""

import asyncio
import atexit
import base64
import builtins
import contextlib
import decimal
import importlib
import io
import linecache
import os
import random
import sys
import time
from json import dumps, loads  # by name: programs may put others in their place
from types import ModuleType, TracebackType
from typing import Any

_NODES = 100_000
_DEPTH = 100
_CHARACTERS = 1_000_000  # of all texts and numbers in a value together
_SHOWN = 4_000  # characters of what an object or an exception says of itself

Described = list[Any]


class Running:
    """The context that runs: a guest has one at a time."""

    folder = ""
    namespace = ""
    path = ""
    cases = 0
    names: dict[str, Any] = {}


def serve(request: bytes) -> bytes:
    """Answer a request; the module says which there are."""
    asked = loads(request)
    answer = {"begin": begin, "case": run_case, "end": end, "reach": reach}[asked["do"]](asked)
    return dumps(answer).encode()


def begin(asked: dict[str, Any]) -> dict[str, Any]:
    """Place the program and its files, and look whether it is Python."""
    Running.folder, Running.namespace = asked["folder"], asked["namespace"]
    Running.path = os.path.join(Running.folder, Running.namespace + ".py")
    Running.cases, Running.names = 0, {"__name__": "context", "__builtins__": builtins}
    for name, data in asked["files"].items():
        _write(os.path.join(Running.folder, name), base64.b64decode(data))
    _write(Running.path, asked["program"].encode("utf-8", "surrogatepass"))
    os.chdir(Running.folder)
    sys.path[0:1] = [Running.folder]
    sys.dont_write_bytecode = True
    builtins.input = _input
    random.seed()  # a snapshot has the numbers of the moment when it was made
    sys.path_importer_cache.pop(Running.folder, None)  # all caches anew would read the archive of the library again
    linecache.clearcache()
    try:
        compile(asked["program"], Running.path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        return {"syntax": _seen_exception(error)}
    return {}


def run_case(asked: dict[str, Any]) -> dict[str, Any]:
    """Run a case, and say what came of it."""
    first, Running.cases = Running.cases == 0, Running.cases + 1
    if asked["stdin"] and not first:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
    sys.argv[:] = [Running.path, *asked["arguments"]]
    call = asked["call"]
    seen: dict[str, Any] = {"value": None, "exception": None, "exit": None}
    try:
        if first or call is None:
            Running.names["submission"] = _import_program()
        if call is not None:
            seen["value"] = _run_call(call)
    except SystemExit as leaving:
        seen["exit"] = _exit_code(leaving)
    except BaseException as error:
        seen["exception"] = _seen_exception(error)
        if "submission" not in Running.names or not isinstance(error, Exception):
            seen["exit"] = 1  # without the program no case after this one can run
    if seen["exit"] is not None:
        _leave()
    _flush()
    return seen


def end(_asked: dict[str, Any]) -> dict[str, Any]:
    """What is left to be done at the end of a context that did not exit."""
    _leave()
    _flush()
    return {"exit": 0}


def reach(_asked: dict[str, Any]) -> dict[str, Any]:
    """Have a teacher's tests, in another guest, use the program; it is imported when they do. Never answers."""
    program = importlib.import_module("slipway_program")
    program.open_relay()
    program.reach()
    return {}


def wall_off() -> None:
    """Take what leads out of Python from a program's imports: JavaScript, and C by `ctypes`."""
    for name in ("js", "pyodide_js", "_ctypes", "_pyodide_core", "pyodide", "pyodide.ffi", "pyodide.code"):
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to refuse an import
    sys.meta_path[:] = [finder for finder in sys.meta_path if not type(finder).__module__.startswith("_pyodide")]
    for module, name in ((asyncio, "run"), (time, "sleep")):  # Pyodide's own ask JavaScript
        function = getattr(module, name)
        setattr(module, name, getattr(function, "__wrapped__", function))
    asyncio.events._set_running_loop(None)  # noqa: SLF001
    asyncio.events._set_event_loop_policy(_LoopPolicy())  # type: ignore[attr-defined,abstract]  # noqa: SLF001  # 3.14's


def describe(value: object) -> Described:
    """A value with its type, as the module says; never more than fits the bounds above."""
    try:
        return _Description().of(value, 0)
    except _TooLargeError:
        return ["unknown", "value too large"]
    except Exception:  # a class of the program's may do anything when it is asked
        return ["unknown", f"an object of {_text(type(value).__name__)}"]


class _TooLargeError(Exception):
    pass


class _Description:
    """The bounds of one value, and what is left of them. Methods of the built-in classes, as subclasses may lie."""

    def __init__(self) -> None:
        self.nodes, self.characters = _NODES, _CHARACTERS

    def of(self, value: Any, depth: int) -> Described:
        self.nodes -= 1
        if self.nodes < 0 or depth > _DEPTH:
            raise _TooLargeError
        if value is None or value is True or value is False:
            return ["nothing", None] if value is None else ["boolean", value]
        lines = type.mro(type(value))
        for kind, say in _PLAIN.items():
            if kind in lines:
                return [_TYPES[kind], self.counted(say(value))]
        for kind, items in _MANY.items():
            if kind in lines:
                return [_TYPES[kind], [self.of(item, depth + 1) for item in items(value)]]
        if dict in lines:
            pairs = dict.items(value)
            return ["dict", [[self.of(key, depth + 1), self.of(item, depth + 1)] for key, item in pairs]]
        return ["unknown", self.counted(_text(repr(value))[:_SHOWN])]

    def counted(self, data: str) -> str:
        self.characters -= len(data)
        if self.characters < 0:
            raise _TooLargeError
        return data


_PLAIN: dict[type, Any] = {
    str: str.__str__,
    int: lambda value: format(int.__int__(value), "x"),
    float: float.hex,
    decimal.Decimal: decimal.Decimal.__str__,
}
_MANY: dict[type, Any] = {list: list.__iter__, tuple: tuple.__iter__, set: set.__iter__}
_TYPES: dict[type, str] = {
    str: "text",
    int: "integer",
    float: "real",
    decimal.Decimal: "decimal",
    list: "list",
    tuple: "tuple",
    set: "set",
}


class _Clock:
    """What a loop waits by, where there are no sockets to listen to."""

    def select(self, timeout: float | None = None) -> list[Any]:
        time.sleep(timeout or 0)
        return []


class _Loop(asyncio.BaseEventLoop):
    """A loop for coroutines that wait for each other and for time."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, events: list[Any]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


class _LoopPolicy(asyncio.events._AbstractEventLoopPolicy):  # noqa: SLF001
    def new_event_loop(self) -> _Loop:
        return _Loop()

    def get_event_loop(self) -> asyncio.AbstractEventLoop:
        raise RuntimeError("There is no current event loop in thread 'MainThread'.")

    def set_event_loop(self, loop: asyncio.AbstractEventLoop | None) -> None:
        pass


def _import_program() -> ModuleType:
    sys.modules.pop(Running.namespace, None)
    return importlib.import_module(Running.namespace)


def _run_call(call: dict[str, Any]) -> Described | None:
    code = compile(call["code"], "<case>", "eval" if call["is_expression"] else "exec", dont_inherit=True)
    value = eval(code, Running.names)  # noqa: S307  # a case of the teacher's, in the guest
    return describe(value) if call["is_expression"] else None


def _input(prompt: object = "", /) -> str:
    """Python's `input`, which shows no prompt: what a program prints is compared, and suites expect none."""
    line = sys.stdin.readline()
    if not line:
        raise EOFError("EOF when reading a line")
    return line.removesuffix("\n")


def _exit_code(leaving: SystemExit) -> int:
    if leaving.code is None:
        return 0
    if isinstance(leaving.code, int):
        return int(leaving.code) & 0xFF
    print(leaving.code, file=sys.stderr)  # noqa: T201  # as Python does
    return 1


def _leave() -> None:
    atexit._run_exitfuncs()  # noqa: SLF001  # the one way to run them without an exit


def _flush() -> None:
    """What was printed, to the descriptors: a program may have put something else in their place, or closed them."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(Exception):
            stream.flush()  # type: ignore[union-attr]


def _seen_exception(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    try:
        message = str(error)
    except Exception:  # a class of the program's
        message = "its message cannot be read"
    if isinstance(error, SyntaxError) and error.filename == Running.path:
        message, trace = str(error.msg), [[error.lineno or 0, (error.text or "").strip()[:200]]]
    else:
        trace = _lines_of(error.__traceback__)
    name = _text(kind.__name__)
    module = _text(kind.__module__)
    qualified = name if module == "builtins" else f"{module}.{_text(kind.__qualname__)}"
    return {"name": name, "qualified": qualified, "message": _text(message)[:_SHOWN], "trace": trace}


def _lines_of(trace: TracebackType | None) -> list[list[Any]]:
    lines: list[list[Any]] = []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == Running.path:
            lines.append([trace.tb_lineno, linecache.getline(Running.path, trace.tb_lineno).strip()[:200]])
        trace = trace.tb_next
    return lines[-20:]


def _text(said: object) -> str:
    return str.__str__(said) if isinstance(said, str) else ""


def _write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
