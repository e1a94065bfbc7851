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
import traceback
import types
import warnings
from codecs import getincrementaldecoder
from pathlib import Path

from slipway_page import tell

HOME = Path("/home/student")
ENGINE = Path("/engine")
TEMPORARY = Path("/tmp")  # noqa: S108 - the worker's own, gone with it
# What programs of beginners import, beside what Python has loaded by then.
USUAL = (
    "bisect calendar cmath collections copy csv dataclasses datetime enum fractions functools heapq itertools math operator "
    "statistics string textwrap time typing unicodedata"
).split()
# Programs that load what Python itself loads late: for reading input, for a traceback, for a guess at what was meant.
FIRST = ("print(input())", "def f():\n    prnt(1)\nf()", "x = (1\n", "'' .joinn([])", "import nothing_of_this_name")
LONGEST_TRACEBACK = 60  # lines
LONGEST_TEXT = 20_000  # characters of one


def run(files, main, stdin):
    """Run `main`, a name in `files` (name → text or bytes), as a program that reads `stdin`.

    Returns JSON: `error` (see `described`, or null), `exitCode`, and `isClean`: whether the next program finds all as
    this one did.
    """
    error, code = _run(files.to_py(), main, stdin)
    return json.dumps({"error": error, "exitCode": code, "isClean": _before.restore()})


def _run(files, main, stdin):
    """Run a program. Returns its error and its exit code."""
    _place(HOME, files)
    with _streams(stdin):
        try:
            _execute(main)
        except SystemExit as ended:
            return None, _exit_code(ended.code)
        except BaseException as raised:  # noqa: BLE001 - whatever a program raises is shown
            return described(raised), 1
        finally:
            atexit._run_exitfuncs()  # noqa: SLF001 - a program ends here, Python does not
    return None, 0


def call(engine, files, name, argument):
    """Call the function `name` (`module.function`) of the files `engine` with the text `argument`, beside `files`.

    Returns JSON: `value`, the text that it returned, or `error`; and `isClean`.
    """
    _place(ENGINE, engine.to_py())
    _place(HOME, files.to_py())
    sys.path.insert(0, str(ENGINE))
    told = {}
    with _streams(""):
        try:
            module, _, function = name.rpartition(".")
            told["value"] = str(getattr(importlib.import_module(module), function)(argument))
        except BaseException as raised:  # noqa: BLE001 - and so is what an engine raises
            told["error"] = described(raised, within=(HOME, ENGINE))
    return json.dumps(told | {"isClean": _before.restore()})


def described(raised, within=(HOME,)):
    """An exception's facts: `type`, `message`, `text` (its traceback with the lines of files `within` alone), and
    `file`, `line` and `source` of the last of these lines, or of a syntax error; null where there is none."""
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


def _message(raised, told):
    """What Python says of it, and what it guesses, in the last line of the traceback."""
    said = [line for line in told.format_exception_only() if not line.startswith(" ")]
    return "".join(said).strip().partition(": ")[2] if said else str(raised)


def _reduced(told, within):
    """Take the lines of other files out of a traceback and of those that led to it. Returns what is left of the first."""
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


def _short(name):
    for top in (HOME, ENGINE):
        name = name.removeprefix(f"{top}/")
    return name


def _cut(text):
    lines = text.splitlines()
    half = LONGEST_TRACEBACK // 2
    if len(lines) > LONGEST_TRACEBACK:
        lines[half:-half] = ["  …"]
    return "\n".join(lines)[:LONGEST_TEXT]


def _execute(main):
    path = HOME / main
    module = types.ModuleType("__main__")
    module.__file__ = str(path)
    sys.modules["__main__"] = module
    sys.argv = [main]
    exec(compile(path.read_bytes(), str(path), "exec", dont_inherit=True), vars(module))


def _exit_code(code):
    if code is None or isinstance(code, int):
        return int(code or 0)
    print(code, file=sys.stderr)  # as Python does
    return 1


def _place(folder, files):
    """Have these files in `folder`, and no others."""
    _empty(folder)
    for name, content in files.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise ValueError(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(errors="replace") if isinstance(content, str) else bytes(content))


def _empty(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


class _Said(io.BufferedIOBase):
    """What a program writes, told to the page as it comes."""

    def __init__(self, stream):
        self.stream = stream
        self.decoder = getincrementaldecoder("utf-8")(errors="replace")

    def writable(self):
        return True

    def write(self, data):
        tell(self.stream, self.decoder.decode(data))
        return len(data)


class _Given(io.TextIOWrapper):
    """What a program reads. The page hears of each line when it is read, so that it can show what was typed where."""

    def readline(self, size=-1, /):
        return self._heard(super().readline(size))

    def read(self, size=-1, /):
        return self._heard(super().read(size))

    def __next__(self):
        return self._heard(super().__next__())

    def _heard(self, text):
        sys.stdout.flush()
        tell("in", text)
        return text


@contextlib.contextmanager
def _streams(stdin):
    given = stdin if not stdin or stdin.endswith("\n") else f"{stdin}\n"
    sys.stdin = _Given(io.BytesIO(given.encode(errors="replace")), encoding="utf-8")
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(_Said(stream), encoding="utf-8", errors="replace", line_buffering=True)
        for stream in ("out", "err")
    )
    ours = sys.stdout, sys.stderr
    try:
        yield
    finally:
        for stream in ours:
            with contextlib.suppress(ValueError):  # a program may have closed it
                stream.flush()


class _Before:
    """How this Python was before any program, as far as it can be had again."""

    def __init__(self):
        self.modules = dict(sys.modules)
        self.names = {name: dict(vars(module)) for name, module in self.modules.items() if self._has_names(module)}
        self.lists = [(each, list(each)) for each in (sys.path, sys.meta_path, sys.path_hooks, warnings.filters)]
        self.environment = dict(os.environ)
        self.recursion = sys.getrecursionlimit()

    def restore(self):
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

    def _restore_surroundings(self):
        os.environ.clear()
        os.environ.update(self.environment)
        random.seed()
        decimal.setcontext(decimal.Context())
        os.chdir(HOME)
        for folder in (HOME, ENGINE, TEMPORARY):
            _empty(folder)
        importlib.invalidate_caches()
        linecache.clearcache()
        gc.collect()

    @staticmethod
    def _put_back(now, names):
        for name in now.keys() - names.keys():
            del now[name]
        for name, value in names.items():
            if now.get(name, _Before) is not value:
                now[name] = value

    @staticmethod
    def _has_names(module):
        return isinstance(module, types.ModuleType) and module.__name__ not in {"sys", "slipway_page", __name__}

    @staticmethod
    def _is_of_files(module):
        file = getattr(module, "__file__", None)
        return isinstance(file, str) and file.startswith((f"{HOME}/", f"{ENGINE}/"))


def _prepare():
    """Have everything loaded that programs usually need, so that it is not theirs."""
    sys.dont_write_bytecode = True  # a file may change within the second that its name and time would tell apart
    for folder in (HOME, ENGINE):
        folder.mkdir(parents=True, exist_ok=True)
    os.chdir(HOME)
    for name in USUAL:
        importlib.import_module(name)
    for source in FIRST:
        _run({"main.py": source}, "main.py", "")


_prepare()
_before = _Before()
