"""Whether a file is Python by the grammar of the Python that runs programs, where Slipway's own is older.

A guest compiles the files and runs nothing of them: what it says is a line and the words of its parser.
"""

from collections.abc import Iterable, Iterator, Mapping

from slipway.content.faults import Fault
from slipway.content.kinds.exercise_parts import FOR_PROGRAMS, PARTS, REFERENCE, STARTER
from slipway.content.kinds.python_source import PYTHON_THERE, not_valid, python_problem
from slipway.content.kinds.solutions import WrongSolution
from slipway.sandbox.sandbox import GuestWork, Sandbox
from slipway.suites.observed import SeenContext
from slipway.suites.suite import Call, CaseInput
from slipway.words import text

SECONDS = 30.0  # for all files: the longest that is taken is compiled in less than one
_PROGRAM = """\
def problem(path):
    with open(path, encoding="utf-8-sig") as file:
        source = file.read()
    try:
        compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"{error.lineno or 0}:{error.msg}"
    except (ValueError, OverflowError, RecursionError, MemoryError) as error:
        return f"0:{error}"
    return ""
"""
_NO_ANSWER = (0, "no answer")


def doubtful_files(files: Mapping[str, bytes]) -> list[str]:
    """The Python files of an exercise that the Python here is too old to judge; `tests/files` is for programs."""
    code = (path for path in files if path.endswith(".py") and path.startswith(tuple(f"{part}/" for part in PARTS)))
    judged = (path for path in code if not path.startswith(FOR_PROGRAMS))
    return [path for path in judged if (problem := python_problem(files[path])) is not None and problem.is_doubt]


def problems_where_it_runs(
    paths: Iterable[str], files: Mapping[str, bytes], sandbox: Sandbox
) -> dict[str, tuple[int, str]]:
    """Line and reason of each of these files that is no Python where programs run. No guest where there is no file.

    Raises SandboxFailed.
    """
    asked = list(paths)
    if not asked:
        return {}
    work = GuestWork(
        program=_PROGRAM,
        files={_copy(number): files[path] for number, path in enumerate(asked)},
        contexts=tuple((_question(number),) for number in range(len(asked))),
        seconds=SECONDS,
    )
    answers = zip(asked, map(_answer, sandbox.run(work)), strict=True)
    return {path: problem for path, problem in answers if problem is not None}


def _copy(number: int) -> str:
    return f"file{number}.txt"


def _question(number: int) -> CaseInput:
    code = f"submission.problem({_copy(number)!r})"
    return CaseInput(call=Call(code=code, shown=code, is_expression=True))


def _answer(seen: SeenContext) -> tuple[int, str] | None:
    value = seen.cases[0].value if seen.cases else None
    if value is None or not isinstance(value.data, str):
        return _NO_ANSWER
    line, _colon, reason = value.data.partition(":")
    if not value.data:
        return None
    return (int(line), reason) if line.isdecimal() and len(line) < 10 else _NO_ANSWER


def grammar_faults(
    doubtful: Iterable[str], problems: Mapping[str, tuple[int, str]], wrong: Iterable[WrongSolution]
) -> Iterator[Fault]:
    """What is wrong with doubtful files, once the Python that runs programs was asked: a pure function.

    What students begin with may be there to be mended, and a wrong solution may say that it does not parse.
    """
    parses = {each.path: each.parses for each in wrong}
    for path in doubtful:
        declared = parses.get(path, True)
        if path in problems and declared:
            line, reason = problems[path]
            yield Fault(path, line, not_valid(PYTHON_THERE, reason), is_warning=path.startswith(f"{STARTER}/"))
        elif path not in problems and not declared:
            yield Fault(path, 1, text("is valid Python, though its first line says that it does not parse"))


def unchanged_reference(path: str, doubtful: Iterable[str]) -> Iterator[Fault]:
    """A reference that only the newer Python reads: small changes of it cannot be made here."""
    assert path.startswith(f"{REFERENCE}/")
    if path in doubtful:
        told = text(
            "is newer Python than Slipway itself runs on, so that no small changes of it were tried: whether a case is "
            "missing is not known"
        )
        yield Fault(path, 0, told)
