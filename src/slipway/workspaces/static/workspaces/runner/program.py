"""One program after another in the browser's Python: its files, what it is given and says, and its error in facts.

worker.js loads this module and calls `run` and `call`, which return JSON. A program can change everything here; what
comes out is a stranger's word to whoever reads it.
"""

import atexit
import contextlib
import decimal
import gc
import importlib
import io
import json
import linecache
import os
import random
import shutil
import sys
import time
import traceback
import types
import warnings
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from operator import is_
from pathlib import Path
from typing import IO, Any, cast

Files = Mapping[str, str | bytes]
Error = dict[str, str | int | None]

_page: Any = importlib.import_module("slipway_page")  # worker.js makes it
_HOME = Path("/exercise")
_ENGINE = Path("/engine")
_TEMPORARY = Path("/tmp")  # noqa: S108 - the worker's own, gone with it
# What programs of beginners import, beside what Python has loaded by then.
_USUAL = """
    bisect calendar cmath collections copy csv dataclasses datetime difflib enum fractions functools heapq itertools
    math operator statistics string textwrap time typing unicodedata
"""
# Programs that load what Python itself loads late: for reading input, for a traceback, for a guess at what was meant.
_FIRST = ("print(input())", "def f():\n    prnt(1)\nf()", "x = (1\n", "'' .joinn([])", "import nothing_of_this_name")
_AT_ONCE = 200  # writes of a program that are told as they are made
_GATHERS = 0.016  # seconds until more of it is told, after that
_COUNTS = 0.25  # seconds until it is told how much is missing by now
_now = time.perf_counter  # a program may change the module
_DEEPEST = 1_000  # lines at either end of a traceback
_LONGEST_TRACEBACK = 60  # lines
_LONGEST_TEXT = 20_000  # characters of one


def run(files: Any, main: str, stdin: str) -> str:
    """Run `main`, a name in `files` (name → text or bytes), as a program that reads `stdin`.

    Returns JSON: `error` (see `_described`, or null), `exitCode`, and `isClean`: whether the next program finds all as
    this one did.
    """
    error, code = _run(files.to_py(), main, stdin)
    return json.dumps({"error": error, "exitCode": code, "isClean": _before.restore()})


def _run(files: Files, main: str, stdin: str) -> tuple[Error | None, int]:
    """Run a program. Returns its error and its exit code."""
    _place(_HOME, files)
    with _streams(stdin):
        try:
            _execute(main)
        except SystemExit as ended:
            return None, _exit_code(ended.code)
        except BaseException as raised:  # whatever a program raises is shown
            return _described(raised), 1
        finally:
            atexit._run_exitfuncs()  # noqa: SLF001 - a program ends here, Python does not
    return None, 0


def call(engine: Any, files: Any, name: str, argument: str) -> str:
    """Call the function `name` (`module.function`) of the files `engine` with the text `argument`, beside `files`.

    Returns JSON: `value`, the text that it returned, or `error`; and `isClean`.
    """
    _place(_ENGINE, engine.to_py())
    _place(_HOME, files.to_py())
    sys.path.insert(0, str(_ENGINE))
    told: dict[str, Any] = {}
    with _streams(""):
        try:
            module, _, function = name.rpartition(".")
            told["value"] = str(getattr(importlib.import_module(module), function)(argument))
        except BaseException as raised:  # and so is what an engine raises
            told["error"] = _described(raised, within=(_HOME, _ENGINE))
    return json.dumps(told | {"isClean": _before.restore()})


def _described(raised: BaseException, within: tuple[Path, ...] = (_HOME,)) -> Error:
    """An exception's facts: `type`, `message`, `text` (its traceback with the lines of files `within` alone), and
    `file`, `line` and `source` of the last of these lines, or of a syntax error; null where there is none."""
    _shorten(raised)
    told = traceback.TracebackException.from_exception(raised)
    frames = _reduced(told, within)
    place = frames[-1] if frames else None
    file, line, source = (place.filename, place.lineno, place.line) if place else (None, None, None)
    if isinstance(raised, SyntaxError) and told.filename and told.lineno:
        file, line, source = told.filename, int(told.lineno), (told.text or "").strip()
    return {
        "type": type(raised).__name__[:200],
        "message": _message(raised, told)[:2_000],
        "text": _cut("".join(told.format())),
        "file": file,
        "line": line,
        "source": source[:500] if source else None,
    }


def _shorten(raised: BaseException) -> None:
    """Leave out the middle of tracebacks that are longer than anybody reads, before they are read: a million lines."""
    waiting: list[BaseException | None] = [raised]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        steps = list(_steps(each))
        if len(steps) > 2 * _DEEPEST:
            steps[_DEEPEST].tb_next = steps[-_DEEPEST]
        waiting += (each.__cause__, each.__context__)


def _steps(raised: BaseException) -> Iterator[types.TracebackType]:
    step = raised.__traceback__
    while step is not None:
        yield step
        step = step.tb_next


def _message(raised: BaseException, told: traceback.TracebackException) -> str:
    """What Python says of it, and what it guesses, in the last line of the traceback."""
    said = [line for line in told.format_exception_only() if not line.startswith(" ")]
    return "".join(said).strip().partition(": ")[2] if said else str(raised)


def _reduced(told: traceback.TracebackException, within: tuple[Path, ...]) -> traceback.StackSummary:
    """Take the lines of other files out of a traceback and out of those that led to it. Returns what is left of it."""
    for inner in (told.__cause__, told.__context__, *(told.exceptions or ())):
        if inner is not None:
            _reduced(inner, within)
    if getattr(told, "filename", None):
        told.filename = _short(told.filename)
    told.stack[:] = [frame for frame in told.stack if any(frame.filename.startswith(f"{top}/") for top in within)]
    for frame in told.stack:
        _ = frame.line  # read from the file by its full name
        frame.filename = _short(frame.filename)
    return told.stack


def _short(name: str) -> str:
    for top in (_HOME, _ENGINE):
        name = name.removeprefix(f"{top}/")
    return name


def _cut(text: str) -> str:
    lines = text.splitlines()
    half = _LONGEST_TRACEBACK // 2
    if len(lines) > _LONGEST_TRACEBACK:
        lines[half:-half] = ["  …"]
    return "\n".join(lines)[:_LONGEST_TEXT]


def _execute(main: str) -> None:
    path = _HOME / main
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    sys.argv = [main]
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), vars(module))  # noqa: S102 - here


def _exit_code(code: object) -> int:
    if code is None or isinstance(code, int):
        return int(code or 0)
    print(code, file=sys.stderr)  # noqa: T201 - as Python does
    return 1


def _place(folder: Path, files: Files) -> None:
    """Have these files in `folder`, and no others."""
    _empty(folder)
    for name, content in files.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise ValueError(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(errors="replace") if isinstance(content, str) else bytes(content))


def _empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


class _Telling:
    """What a program says, on its way to the page: at once at first, then gathered, and over the page's cap seldom."""

    def __init__(self) -> None:
        self.held: list[tuple[str, list[str]]] = []
        self.writes = 0
        self.wait = 0.0
        self.told = 0.0

    def say(self, stream: str, text: str) -> None:
        if not self.held or self.held[-1][0] != stream:
            self.held.append((stream, []))
        self.held[-1][1].append(text)
        self.writes += 1
        if self.writes <= _AT_ONCE or _now() - self.told >= self.wait:
            self.flush()

    def flush(self) -> None:
        left = 1
        for stream, texts in self.held:
            left = _page.tell(stream, "".join(texts))
        self.wait = _GATHERS if left else _COUNTS
        self.held.clear()
        _page.flush()
        self.told = _now()


class _Said(io.BufferedIOBase):
    """One of a program's two streams."""

    def __init__(self, stream: str, telling: _Telling) -> None:
        self.stream = stream
        self.telling = telling
        self.decoder = getincrementaldecoder("utf-8")(errors="replace")

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.telling.say(self.stream, self.decoder.decode(data))
        return len(data)


class _Given(io.TextIOWrapper):
    """What a program reads. The page hears of each line when it is read, so that it can show what was typed where."""

    def __init__(self, text: str, telling: _Telling) -> None:
        super().__init__(io.BytesIO(text.encode(errors="replace")), encoding="utf-8")
        self.telling = telling

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        return self._heard(super().readline(size))

    def read(self, size: int | None = -1, /) -> str:
        return self._heard(super().read(size))

    def __next__(self) -> str:  # type: ignore[override]
        return self._heard(super().__next__())

    def _heard(self, text: str) -> str:
        sys.stdout.flush()
        self.telling.say("in", text)
        self.telling.flush()
        return text


@contextlib.contextmanager
def _streams(stdin: str) -> Iterator[None]:
    telling = _Telling()
    sys.stdin = _Given(stdin if not stdin or stdin.endswith("\n") else f"{stdin}\n", telling)
    ours = [
        io.TextIOWrapper(
            cast("IO[bytes]", _Said(stream, telling)), encoding="utf-8", errors="replace", line_buffering=True
        )
        for stream in ("out", "err")
    ]
    sys.stdout, sys.stderr = ours
    try:
        yield
    finally:
        for stream in ours:
            with contextlib.suppress(ValueError):  # a program may have closed it
                stream.flush()
        telling.flush()


class _Before:
    """How this Python was before any program, as far as it can be had again."""

    def __init__(self) -> None:
        self.modules = dict(sys.modules)
        self.names = {name: dict(vars(module)) for name, module in self.modules.items() if self._has_names(module)}
        lists: tuple[Any, ...] = (sys.path, sys.meta_path, sys.path_hooks, warnings.filters)
        self.lists = [(each, list(each)) for each in lists]
        self.environment = dict(os.environ)
        self.recursion = sys.getrecursionlimit()

    def restore(self) -> bool:
        """Put back what a program changed. Returns False where more was changed than can be put back."""
        is_clean = all(name in self.modules or self._is_of_files(module) for name, module in list(sys.modules.items()))
        for name in set(sys.modules) - self.modules.keys():
            del sys.modules[name]
        sys.modules.update(self.modules)
        for name, names in self.names.items():
            self._put_back(vars(self.modules[name]), names)
        for each, content in self.lists:
            each[:] = content
        sys.setrecursionlimit(self.recursion)
        self._restore_surroundings()
        return is_clean

    def _restore_surroundings(self) -> None:
        os.environ.clear()
        os.environ.update(self.environment)
        random.seed()
        decimal.setcontext(decimal.Context())
        os.chdir(_HOME)
        for folder in (_HOME, _ENGINE, _TEMPORARY):
            _empty(folder)
        importlib.invalidate_caches()
        linecache.clearcache()
        gc.collect()

    @staticmethod
    def _put_back(now: dict[str, Any], names: dict[str, Any]) -> None:
        if len(now) == len(names) and all(map(is_, map(now.get, names), names.values())):
            return
        for name in now.keys() - names.keys():
            del now[name]
        now.update(names)

    @staticmethod
    def _has_names(module: object) -> bool:
        return isinstance(module, types.ModuleType) and module.__name__ not in {"sys", "slipway_page", __name__}

    @staticmethod
    def _is_of_files(module: object) -> bool:
        """Whether it was made of a file, so that the next program that asks for it gets it made anew.

        Modules that Python brings inside itself keep what they were given, and `js` is the whole worker.
        """
        file = getattr(module, "__file__", None)
        return isinstance(file, str) and file.startswith((f"{_HOME}/", f"{_ENGINE}/", "/lib/python"))


def _prepare() -> None:
    """Have everything loaded that programs usually need, so that it is not theirs."""
    sys.dont_write_bytecode = True  # a file may change within the second that its name and time would tell apart
    for folder in (_HOME, _ENGINE):
        folder.mkdir(parents=True, exist_ok=True)
    os.chdir(_HOME)
    for name in _USUAL.split():
        importlib.import_module(name)
    for source in _FIRST:
        _run({"main.py": source}, "main.py", "")


_prepare()
_before = _Before()
_before.restore()  # which loads something itself, the first time
_before = _Before()
gc.freeze()  # what is here by now is nobody's garbage
