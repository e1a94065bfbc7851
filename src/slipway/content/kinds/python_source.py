"""Whether a file is Python, told without running any of it. The file may be anything.

It is read by the grammar of the Python that Slipway runs on, which may be older than that of programs
(`PYTHON_OF_PROGRAMS`). What the older one refuses is a doubt, no fault: `exercise_checks` asks the newer one.
"""

import ast
import sys
import threading
import warnings
from dataclasses import dataclass

from slipway.sandbox.places import PYTHON_OF_PROGRAMS
from slipway.words import Text, text

LONGEST_SOURCE = 100_000  # bytes: what takes longer to write than a term takes memory by the hundred megabytes to parse
# Filters of warnings are the process's: two threads that silence them at once would leave them silenced.
_silence = threading.Lock()
PYTHON_HERE, PYTHON_THERE = (".".join(map(str, each)) for each in (sys.version_info[:2], PYTHON_OF_PROGRAMS))
_READS_OLDER = sys.version_info[:2] < PYTHON_OF_PROGRAMS


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Why a file is no Python. `is_syntax`: it is a text, and only the grammar is broken. `is_doubt`: by a grammar that
    is older than that of programs, so that nothing is certain. `error` is the name of the exception and `said` its
    message, where this Python raised one.
    """

    line: int
    words: Text
    is_syntax: bool = False
    is_doubt: bool = False
    error: str = ""
    said: str = ""


def python_problem(data: bytes) -> SourceProblem | None:
    """What is wrong with a Python file; None for one that this Python can parse."""
    parsed = parse_python(data)
    return parsed if isinstance(parsed, SourceProblem) else None


def parse_python(data: bytes) -> ast.Module | SourceProblem:
    """The file's syntax tree, or why there is none."""
    if len(data) > LONGEST_SOURCE:
        return SourceProblem(0, text("is longer than %(most)d KB", most=LONGEST_SOURCE // 1000))
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return SourceProblem(data.count(b"\n", 0, error.start) + 1, text("is not UTF-8 text"))
    if "\0" in source:
        return SourceProblem(source.count("\n", 0, source.index("\0")) + 1, text("contains a NUL character"))
    try:
        return _parsed(source)
    except SyntaxError as error:
        return _syntax_problem(error)
    except (ValueError, RecursionError, MemoryError, SystemError):
        return SourceProblem(0, text("is nested deeper than Python can read"), is_syntax=True)


def _syntax_problem(error: SyntaxError) -> SourceProblem:
    words = _doubt(error.msg) if _READS_OLDER else not_valid(PYTHON_HERE, error.msg)
    return SourceProblem(
        error.lineno or 0, words, is_syntax=True, is_doubt=_READS_OLDER, error=type(error).__name__, said=error.msg
    )


def not_valid(version: str, reason: str) -> Text:
    """That a file is no Python of that version, as its parser says."""
    return text("is not valid Python %(version)s: %(reason)s", version=version, reason=reason)


def _doubt(reason: str) -> Text:
    return text(
        "is not valid Python %(version)s, which Slipway itself runs on: %(reason)s; programs are run by Python "
        "%(programs)s, and whether it is valid there is found out by the check of the exercise",
        version=PYTHON_HERE,
        reason=reason,
        programs=PYTHON_THERE,
    )


def _parsed(source: str) -> ast.Module:
    with _silence, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes and comparisons; they would print lines of it into the log
        module = ast.parse(source)
        # The parser takes what the compiler refuses, such as a `return` outside of a function.
        compile(module, "<file>", "exec", dont_inherit=True)
        return module


def functions_of(module: ast.Module) -> list[str]:
    """The names at the top of a module that can be called: of functions, and of what is assigned or imported."""
    names: list[str] = []
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
    return names
