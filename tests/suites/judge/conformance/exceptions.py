"""Exceptions that escape, and exit codes."""

from slipway.suites.observed import SeenCase
from slipway.suites.suite import Case, CaseInput, ExceptionCheck, TextCheck
from slipway.suites.value import NOTHING
from tests.suites.building import called, integer, raised, seen, stated
from tests.suites.judge.conformance.row import Row, single

_BAD = raised("ValueError", "bad")


def calling(
    expected: str, check: ExceptionCheck | None, program: str, sight: SeenCase, *, passes: bool, is_call: bool = True
) -> Row:
    """A case that calls `f()`, or runs the program, with `exception: EXPECTED`."""
    given = 'expression: "f()"\n' if is_call else ""
    return single(
        f"exception: {expected or 'absent'} → {program}",
        Case(line=3, given=called("f()") if is_call else CaseInput(), exception=check),
        sight,
        yaml=given + (f"exception: {expected}" if expected else ""),
        program=program,
        passes=passes,
        code=0 if is_call else 1,
    )


def raising(expected: str, check: ExceptionCheck | None, name: str, message: str, *, passes: bool) -> Row:
    """A function that raises an exception of Python's with this text."""
    program = f"def f():\n    raise {name}({message!r})\n"
    told = repr(message) if name == "KeyError" else message
    return calling(expected, check, program, seen(exception=raised(name, told)), passes=passes)


def of_type(name: str, message: str | None = "bad") -> tuple[str, ExceptionCheck]:
    said = f'{{message: "{message}", types: {{python: {name}}}}}' if message else f"{{types: {{python: {name}}}}}"
    return said, ExceptionCheck(message=message, name=name)


_OWN = "class Bad(ValueError):\n    pass\ndef f():\n    raise Bad('bad')\n"
_OWN_SEEN = seen(exception=raised("Bad", "bad", "submission"))

EXCEPTIONS: tuple[Row, ...] = (
    raising('"bad"', ExceptionCheck(message="bad"), "ValueError", "bad", passes=True),
    raising('"bad"', ExceptionCheck(message="bad"), "TypeError", "bad", passes=True),
    raising('"bad"', ExceptionCheck(message="bad"), "ValueError", "Bad", passes=False),
    raising('"bad"', ExceptionCheck(message="bad"), "ValueError", "bad ", passes=False),
    raising('"bad"', ExceptionCheck(message="bad"), "ValueError", "bad: 3", passes=False),
    raising('"no"', ExceptionCheck(message="no"), "KeyError", "no", passes=False),
    raising("\"'no'\"", ExceptionCheck(message="'no'"), "KeyError", "no", passes=True),
    raising(*of_type("ValueError"), "ValueError", "bad", passes=True),
    raising(*of_type("ValueError"), "TypeError", "bad", passes=False),
    raising(*of_type("ValueError"), "ValueError", "worse", passes=False),
    raising(*of_type("LookupError"), "IndexError", "bad", passes=False),
    raising(*of_type("Exception"), "ValueError", "bad", passes=False),
    raising(*of_type("ValueError", None), "ValueError", "anything", passes=True),
    calling(*of_type("Bad"), _OWN, _OWN_SEEN, passes=True),
    calling(*of_type("submission.Bad"), _OWN, _OWN_SEEN, passes=True),
    calling(*of_type("other.Bad"), _OWN, _OWN_SEEN, passes=False),
    calling(*of_type("ValueError"), _OWN, _OWN_SEEN, passes=False),
    calling(
        '"bad"',
        ExceptionCheck(message="bad"),
        "def f():\n    pass\n",
        seen(value=NOTHING),
        passes=False,
    ),
    calling("", None, "def f():\n    raise ValueError('bad')\n", seen(exception=_BAD), passes=False),
    calling(
        '"bad"',
        ExceptionCheck(message="bad"),
        "def f():\n    print('bad')\n    raise ValueError('bad')\n",
        seen("bad\n", exception=_BAD),
        passes=False,
    ),
    calling(
        '"bad"',
        ExceptionCheck(message="bad"),
        "raise ValueError('bad')\n",
        seen(exception=_BAD),
        passes=True,
        is_call=False,
    ),
    calling(
        "",
        None,
        "print(1 / 0)\n",
        seen(exception=raised("ZeroDivisionError", "division by zero")),
        passes=False,
        is_call=False,
    ),
    single(
        "an exception is no value",
        Case(line=3, given=called("f()"), value=integer(5), exception=ExceptionCheck(message="bad")),
        seen(exception=_BAD),
        yaml='expression: "f()"\nreturn: 5\nexception: "bad"',
        program="def f():\n    raise ValueError('bad')\n",
        passes=False,
    ),
    single(
        "output before the exception is compared",
        Case(
            line=3,
            given=CaseInput(),
            stdout=TextCheck(text="1"),
            exception=ExceptionCheck(message="bad"),
        ),
        seen("1\n", exception=_BAD),
        yaml='stdout: "1"\nexception: "bad"',
        program="print(1)\nraise ValueError('bad')\n",
        passes=True,
        code=1,
    ),
)


def exiting(expected: int | None, program: str, code: int, *, passes: bool, stderr: str = "") -> Row:
    """A run of the program with `exit_code: EXPECTED`."""
    check = TextCheck(text=stderr) if stderr else None
    lines = [f'stderr: "{stderr}"'] if stderr else []
    lines += [] if expected is None else [f"exit_code: {expected}"]
    return single(
        f"exit_code: {'absent' if expected is None else expected} → {program}",
        Case(line=3, given=CaseInput(), exit_code=expected, stderr=check),
        seen(stderr=f"{stderr}\n" if stderr else ""),
        yaml="\n".join(lines) or "{}",
        program=program,
        passes=passes,
        code=code,
    )


EXIT_CODES: tuple[Row, ...] = (
    exiting(3, "import sys\nsys.exit(3)\n", 3, passes=True),
    exiting(3, "import sys\nsys.exit(2)\n", 2, passes=False),
    exiting(3, "pass\n", 0, passes=False),
    exiting(0, "pass\n", 0, passes=True),
    exiting(0, "import sys\nsys.exit(1)\n", 1, passes=False),
    exiting(None, "import sys\nsys.exit(3)\n", 3, passes=True),
    exiting(1, "import sys\nsys.exit('bye')\n", 1, passes=True, stderr="bye"),
    single(
        "exit_code: 3 → a call that ends the process",
        Case(line=3, given=stated("submission.stop()"), exit_code=3),
        seen(),
        yaml='statement: "stop()"\nexit_code: 3',
        program="import sys\ndef stop():\n    sys.exit(3)\n",
        passes=True,
        code=3,
    ),
)

EXCEPTION_ROWS = (*EXCEPTIONS, *EXIT_CODES)
