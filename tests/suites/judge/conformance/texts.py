"""Text on stdout and stderr: its end, its options, prompts, `__main__`."""

from slipway.suites.suite import Case, CaseInput, TextCheck, TextOptions
from tests.suites.building import called, integer, raised, seen, words
from tests.suites.judge.conformance.row import Compared, Row, printing, single

_END = Compared({"ignoreWhitespace": True}, TextOptions(ignores_space_at_end=True))
_CASE = Compared({"caseInsensitive": True}, TextOptions(ignores_case=True))
_EXACT_END = Compared({"normalizeTrailingNewlines": False}, TextOptions(adds_newline=False))
_NUMBER = Compared({"tryFloatingPoint": True}, TextOptions(as_number=True))
_ROUNDED = Compared(
    {"tryFloatingPoint": True, "applyRounding": True, "roundTo": 2}, TextOptions(as_number=True, rounds_to=2)
)
_ROUNDED_TO_3 = Compared({"tryFloatingPoint": True, "applyRounding": True}, TextOptions(as_number=True, rounds_to=3))
_NO_NUMBER = Compared({"roundTo": 2}, TextOptions())
_MAIN = 'if __name__ == "__main__":\n    print("a")\n'

PLAIN: tuple[Row, ...] = (
    printing("a", "a\n", passes=True),
    printing("a", "a", passes=False),
    printing("a", "a\n\n", passes=False),
    printing("a\n", "a\n", passes=True),
    printing("a\n", "a", passes=False),
    printing("a\nb", "a\nb\n", passes=True),
    printing("a\nb", "a\n\nb\n", passes=False),
    printing("a", " a\n", passes=False),
    printing("a", "a \n", passes=False),
    printing("a", "A\n", passes=False),
    printing("a", "", passes=False),
    printing("", "", passes=True),
    printing("", "\n", passes=False),
    printing(None, "", passes=True),
    printing(None, "a\n", passes=False),
    printing("a\nb", "a\r\nb\r\n", passes=True),
    printing("a\r\nb", "a\r\nb\n", passes=False),
    printing("a\nb", "a\rb\n", passes=True),
    printing("1.0", "1.00\n", passes=False),
    printing("\\xff", "\\xff\n", passes=True, program="import sys\nsys.stdout.buffer.write(b'\\xff\\n')\n"),
)

OPTIONS: tuple[Row, ...] = (
    printing("a", "a  \n\n\n", passes=True, how=_END),
    printing("a  ", "a", passes=True, how=_END),
    printing("a", " a\n", passes=False, how=_END),
    printing("a\nb", "a \nb\n", passes=False, how=_END),
    printing("Yes", "yES\n", passes=True, how=_CASE),
    printing("Yes", "no\n", passes=False, how=_CASE),
    printing("a", "a", passes=True, how=_EXACT_END),
    printing("a", "a\n", passes=False, how=_EXACT_END),
    printing("0.3", "0.30000000000000004\n", passes=True, how=_NUMBER),
    printing("3", "3.0", passes=True, how=_NUMBER),
    printing("0.3", "0.4\n", passes=False, how=_NUMBER),
    printing("0", "nan\n", passes=False, how=_NUMBER),
    printing("nan", "nan\n", passes=False, how=_NUMBER, is_read=False),
    printing("3", "about 3\n", passes=False, how=_NUMBER),
    printing("3.14", "3.1415926\n", passes=True, how=_ROUNDED),
    printing("3.14", "3.15\n", passes=False, how=_ROUNDED),
    printing("2.0001", "2.0002\n", passes=True, how=_ROUNDED_TO_3),
    printing("3.14", "3.1415926\n", passes=False, how=_NO_NUMBER),
)

INPUT: tuple[Row, ...] = (
    printing("Ada", "Ada\n", passes=True, stdin="Ada", program='print(input("Name? "))\n'),
    printing("Ada", "Name? Ada\n", passes=False, stdin="Ada", program='print("Name? ", end="")\nprint(input())\n'),
    printing("3", "3\n", passes=True, stdin="1\n2", program="print(int(input()) + int(input()))\n"),
    printing("a", "", passes=False, program=_MAIN),
    printing(None, "", passes=True, program=_MAIN),
    single(
        "input() at the end of stdin raises EOFError",
        Case(line=3, given=CaseInput(stdin="1\n"), stdout=TextCheck(text="1")),
        seen(exception=raised("EOFError", "EOF when reading a line")),
        yaml='stdin: "1"\nstdout: "1"',
        program="input()\nprint(input())\n",
        passes=False,
        code=1,
    ),
    single(
        "arguments are sys.argv[1:]",
        Case(line=3, given=CaseInput(arguments=("a", "b c")), stdout=TextCheck(text="['a', 'b c']")),
        seen(stdout="['a', 'b c']\n"),
        yaml='arguments: ["a", "b c"]\nstdout: "[\'a\', \'b c\']"',
        program="import sys\nprint(sys.argv[1:])\n",
        passes=True,
    ),
)

_SAYS = "import sys\nprint('oops', file=sys.stderr)\n"

STREAMS: tuple[Row, ...] = (
    single(
        "stderr: equal",
        Case(line=3, given=CaseInput(), stderr=TextCheck(text="oops")),
        seen(stderr="oops\n"),
        yaml='stderr: "oops"',
        program=_SAYS,
        passes=True,
    ),
    single(
        "stderr: absent → oops",
        Case(line=3, given=CaseInput()),
        seen(stderr="oops\n"),
        yaml="{}",
        program=_SAYS,
        passes=False,
    ),
    single(
        "stderr: expected, but on stdout",
        Case(line=3, given=CaseInput(), stderr=TextCheck(text="oops")),
        seen("oops\n"),
        yaml='stderr: "oops"',
        program="print('oops')\n",
        passes=False,
    ),
    single(
        "returns what it should print",
        Case(line=3, given=called("f()"), stdout=TextCheck(text="5")),
        seen(value=words("5")),
        yaml='expression: "f()"\nstdout: "5"',
        program="def f():\n    return '5'\n",
        passes=False,
    ),
    single(
        "returns and prints",
        Case(line=3, given=called("f()"), value=integer(5), stdout=TextCheck(text="5")),
        seen("5\n", value=integer(5)),
        yaml='expression: "f()"\nreturn: 5\nstdout: "5"',
        program="def f():\n    print(5)\n    return 5\n",
        passes=True,
    ),
    single(
        "returns, and prints what nobody asked for",
        Case(line=3, given=called("f()"), value=integer(5)),
        seen("5\n", value=integer(5)),
        yaml='expression: "f()"\nreturn: 5',
        program="def f():\n    print(5)\n    return 5\n",
        passes=False,
    ),
)

TEXT_ROWS = (*PLAIN, *OPTIONS, *INPUT, *STREAMS)
