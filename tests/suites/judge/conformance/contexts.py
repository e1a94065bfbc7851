"""Contexts of several cases: what lives on, what is not reached, and checks by an oracle."""

from slipway.suites.judge.result import Channel, Verdict
from slipway.suites.observed import End
from slipway.suites.suite import Case, CaseInput, Context, ExceptionCheck, OracleCheck, TextCheck
from slipway.suites.value import NOTHING, Value
from tests.suites.building import (
    called,
    ended,
    expressed,
    integer,
    list_of,
    one_case,
    raised,
    seen,
    stated,
    suite_of,
    unknown,
)
from tests.suites.judge.conformance.row import Row, context_row, outcome_of

PASSED, FAILED, NOT_RUN = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_RUN
_COUNTER = "class Counter:\n    def __init__(self):\n        self.n = 0\n    def up(self):\n        self.n += 1\n"
_UP = (
    Case(line=4, given=stated("c = submission.Counter()")),
    Case(line=5, given=stated("c.up()")),
    Case(line=6, given=expressed("c.n"), value=integer(1)),
)
_UP_YAML = '- statement: "c = Counter()"\n- statement: "c.up()"\n- expression: "c.n"\n  return: 1'
_RUN_THEN_CALL = (
    Case(line=4, given=CaseInput(stdin="2\n"), stdout=TextCheck(text="2")),
    Case(line=6, given=expressed("submission.n"), value=integer(2)),
)
_RUN_THEN_CALL_YAML = '- stdin: "2"\n  stdout: "2"\n- expression: "submission.n"\n  return: 2'
_THREE = tuple(Case(line=4 + 2 * n, given=called(f"f({n})"), value=integer(n)) for n in range(3))
_THREE_YAML = "\n".join(f'- expression: "f({n})"\n  return: {n}' for n in range(3))

SHARED: tuple[Row, ...] = (
    context_row(
        "variables live as long as a context",
        _UP,
        ended(seen(), seen(), seen(value=integer(1))),
        PASSED,
        PASSED,
        PASSED,
        yaml=_UP_YAML,
        program=_COUNTER,
    ),
    context_row(
        "a set-up case that prints fails",
        _UP,
        ended(seen(), seen("1\n"), seen(value=integer(1))),
        PASSED,
        FAILED,
        PASSED,
        yaml=_UP_YAML,
        program=_COUNTER + "        print(self.n)\n",
    ),
    context_row(
        "what a statement returns is nobody's business",
        _UP,
        ended(seen(), seen(value=integer(1)), seen(value=integer(1))),
        PASSED,
        PASSED,
        PASSED,
        yaml=_UP_YAML,
        program=_COUNTER + "        return self.n\n",
    ),
    context_row(
        "names of a program that was run",
        _RUN_THEN_CALL,
        ended(seen("2\n"), seen(value=integer(2))),
        PASSED,
        PASSED,
        yaml=_RUN_THEN_CALL_YAML,
        program="n = int(input())\nprint(n)\n",
    ),
    context_row(
        "cases after an exception still run",
        _THREE,
        ended(seen(value=integer(0)), seen(exception=raised("ValueError", "bad")), seen(value=integer(2))),
        PASSED,
        FAILED,
        PASSED,
        yaml=_THREE_YAML,
        program="def f(n):\n    if n == 1:\n        raise ValueError('bad')\n    return n\n",
    ),
    context_row(
        "what is printed at import belongs to the first case",
        _THREE,
        ended(seen("hello\n", value=integer(0)), seen(value=integer(1)), seen(value=integer(2))),
        FAILED,
        PASSED,
        PASSED,
        yaml=_THREE_YAML,
        program="print('hello')\ndef f(n):\n    return n\n",
    ),
    context_row(
        "an exception at import ends the program",
        _THREE,
        ended(seen(exception=raised("NameError", "name 'y' is not defined")), end=End.EXIT, code=1),
        FAILED,
        NOT_RUN,
        NOT_RUN,
        yaml=_THREE_YAML,
        program="x = y\ndef f(n):\n    return n\n",
    ),
    Row(
        name="contexts share no state",
        yaml='- tab: "Tests"\n  contexts:\n' + 2 * '  - testcases:\n    - expression: "up()"\n      return: 1\n',
        program="n = 0\ndef up():\n    global n\n    n += 1\n    return n\n",
        suite=suite_of(*(Context(cases=(Case(line=line, given=called("up()"), value=integer(1)),)) for line in (4, 7))),
        seen=(ended(seen(value=integer(1))), ended(seen(value=integer(1)))),
        outcomes=((PASSED,), (PASSED,)),
    ),
)


def stopping(end: End, program: str, *reached: int, outcomes: tuple[Verdict, ...], code: int | None = None) -> Row:
    """Three calls of which these were seen; a program that ended itself or wrote too much did so in the last."""
    cases = [seen(value=integer(n)) for n in reached]
    if end in {End.EXIT, End.OUTPUT}:
        cases[-1] = seen()
    return context_row(
        f"{end}: {program}", _THREE, ended(*cases, end=end, code=code), *outcomes, yaml=_THREE_YAML, program=program
    )


NOT_REACHED: tuple[Row, ...] = (
    stopping(
        End.EXIT,
        "import sys\ndef f(n):\n    return n if n < 1 else sys.exit(0)\n",
        0,
        1,
        outcomes=(PASSED, FAILED, NOT_RUN),
        code=0,
    ),
    context_row(
        "exit in a case that checks nothing",
        (Case(line=4, given=stated("submission.stop()")), Case(line=5, given=called("f()"), value=integer(1))),
        ended(seen(), end=End.EXIT),
        PASSED,
        NOT_RUN,
        yaml='- statement: "stop()"\n- expression: "f()"\n  return: 1',
        program="import sys\nstop = sys.exit\ndef f():\n    return 1\n",
    ),
    stopping(End.TIME, "def f(n):\n    while n:\n        pass\n    return n\n", 0, outcomes=(PASSED, FAILED, NOT_RUN)),
    stopping(End.TIME, "while True:\n    pass\n", outcomes=(FAILED, NOT_RUN, NOT_RUN)),
    stopping(
        End.MEMORY, "def f(n):\n    return n if n < 2 else [0] * 10**9\n", 0, 1, outcomes=(PASSED, PASSED, FAILED)
    ),
    stopping(End.OUTPUT, "def f(n):\n    while True:\n        print(n)\n", 0, outcomes=(FAILED, NOT_RUN, NOT_RUN)),
    stopping(End.EXIT, "import os\ndef f(n):\n    os._exit(0)\n", 0, outcomes=(FAILED, NOT_RUN, NOT_RUN), code=0),
    stopping(
        End.CRASHED,
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n)\n",
        outcomes=(FAILED, NOT_RUN, NOT_RUN),
    ),
    stopping(End.SYNTAX, "def f(n)\n    return n\n", outcomes=(NOT_RUN, NOT_RUN, NOT_RUN)),
    stopping(End.MISSING, "", outcomes=(NOT_RUN, NOT_RUN, NOT_RUN)),
)

_NEAR = OracleCheck(file="near.py", function="within", expected=integer(3), arguments=(integer(1),))
_NEAR_FILE = (
    "from evaluation_utils import EvaluationResult\n"
    "def within(context, most):\n"
    "    return EvaluationResult(abs(context.actual - context.expected) <= most)\n"
)
_NEAR_YAML = """\
- tab: "Tests"
  testcases:
  - expression: "f()"
    return: !oracle
      value: 3
      oracle: custom_check
      file: near.py
      name: within
      arguments: [1]
"""
_INTERNAL_ERROR = "TESTed fails by an internal error, which passes no test"


def asking(
    returned: str, got: Value, said: object, outcome: Verdict, *, differs: str = "", oracle: str = _NEAR_FILE
) -> Row:
    """A function whose value an oracle looks at, and what the oracle's guest says."""
    return Row(
        name=f"oracle says {said} of {returned}",
        yaml=_NEAR_YAML,
        program=f"def f():\n    return {returned}\n",
        suite=one_case(Case(line=3, given=called("f()"), value=_NEAR)),
        seen=(ended(seen(value=got)),),
        outcomes=((outcome,),),
        differs=differs,
        files={"near.py": oracle},
        answers={} if said is None else {Channel.VALUE: said},
    )


ORACLES: tuple[Row, ...] = (
    asking("4", integer(4), {"result": True}, PASSED),
    asking("5", integer(5), {"result": False}, FAILED),
    asking("4", integer(4), None, Verdict.UNGRADED, oracle="def within(context, most):\n    return 1 / 0\n"),
    asking(
        "4",
        integer(4),
        {"result": "yes"},
        Verdict.UNGRADED,
        differs="TESTed takes a text for true",
        oracle=_NEAR_FILE.replace("abs(context.actual - context.expected) <= most", "'yes'"),
    ),
    asking("object()", unknown("<object>"), None, FAILED, differs=_INTERNAL_ERROR),
    asking("[object()]", list_of(unknown("<object>")), None, FAILED, differs=_INTERNAL_ERROR),
    Row(
        name="an oracle is not asked about a value that did not come",
        yaml=_NEAR_YAML + '    exception: "bad"\n',
        program="def f():\n    raise ValueError('bad')\n",
        suite=one_case(Case(line=3, given=called("f()"), value=_NEAR, exception=ExceptionCheck(message="bad"))),
        seen=(ended(seen(exception=raised("ValueError", "bad"))),),
        outcomes=outcome_of(passes=False),
        files={"near.py": _NEAR_FILE},
    ),
    asking("None", NOTHING, {"result": False}, FAILED),
)

CONTEXT_ROWS = (*SHARED, *NOT_REACHED, *ORACLES)
