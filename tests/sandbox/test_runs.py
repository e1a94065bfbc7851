"""What is seen of honest programs, and of those that are only wrong."""

import pytest

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.observed import End, SeenContext, SeenException, SeenText
from slipway.suites.suite import CaseInput
from slipway.suites.value import NOTHING, Value, ValueType
from tests.sandbox.guests import RUN, does, seen_of, types, value_of

pytestmark = pytest.mark.sandbox

PROGRAM = """\
import sys
from collections import OrderedDict, namedtuple
from decimal import Decimal
from enum import IntEnum

LIMIT = 10
Point = namedtuple("Point", "x y")
class Size(IntEnum):
    SMALL = 1
class Shown:
    def __repr__(self): return "shown"
class Broken:
    def __repr__(self): raise ValueError
class Loud(Exception):
    pass

if len(sys.argv) > 1:
    print(sys.argv[1:])
    for line in sys.stdin:
        print("<", line.strip())
if __name__ == "__main__":
    print("never")

def ask():
    name = input("Your name? ")
    print("Hello", name)
    return name
def fail(number):
    if number == 0:
        raise Loud("too low")
    fail(number - 1)
def leave(code):
    print("bye")
    sys.exit(code)
def later(text):
    import atexit
    atexit.register(print, text)
def endless():
    items = [1]
    items.append(items)
    return items
"""


def real(number: float) -> Value:
    return Value(ValueType.REAL, number)


def integer(number: int) -> Value:
    return Value(ValueType.INTEGER, number)


def text(said: str) -> Value:
    return Value(ValueType.TEXT, said)


VALUES = {
    "None": NOTHING,
    "True": Value(ValueType.BOOLEAN, True),
    "1": integer(1),
    "-10**40": integer(-(10**40)),
    "10**5000": Value(ValueType.UNKNOWN, "value too large"),
    "submission.Size.SMALL": integer(1),
    "1.5": real(1.5),
    "float('inf')": real(float("inf")),
    "submission.Decimal('5.00')": Value(ValueType.DECIMAL, "5.00"),
    "'a\\n\\u20ac'": text("a\n€"),
    "'\\ud800'": text("\\ud800"),
    "[1, (2, 'x')]": Value(ValueType.LIST, (integer(1), Value(ValueType.TUPLE, (integer(2), text("x"))))),
    "submission.Point(1, 2)": Value(ValueType.TUPLE, (integer(1), integer(2))),
    "{3}": Value(ValueType.SET, (integer(3),)),
    "submission.OrderedDict(a=1)": Value(ValueType.DICT, ((text("a"), integer(1)),)),
    "frozenset({1})": Value(ValueType.UNKNOWN, "frozenset({1})"),
    "range(3)": Value(ValueType.UNKNOWN, "range(0, 3)"),
    "submission.Shown()": Value(ValueType.UNKNOWN, "shown"),
    "submission.Broken()": Value(ValueType.UNKNOWN, "an object of Broken"),
    "submission.endless()": Value(ValueType.UNKNOWN, "value too large"),
    "list(range(200_000))": Value(ValueType.UNKNOWN, "value too large"),
    "'x' * 2_000_000": Value(ValueType.UNKNOWN, "value too large"),
}


def test_values_come_with_their_types() -> None:
    (seen,) = seen_of(PROGRAM, [value_of(code) for code in VALUES])
    assert dict(zip(VALUES, (case.value for case in seen.cases), strict=True)) == VALUES
    assert (seen.end, seen.exit_code) == (End.FINISHED, 0)


def test_texts_arguments_exceptions_and_exits() -> None:
    calls = [types("Ada\n"), value_of("submission.ask()"), value_of("submission.ask()"), value_of("submission.fail(1)")]
    contexts = [
        [types("one\ntwo", "a b", "c")],
        calls,
        [does("n = submission.LIMIT"), value_of("n"), does("submission.later('last')")],
        [does("submission.leave(3)"), value_of("1")],
        [does("submission.leave('sorry')")],
        [does("import os; os._exit(4)"), value_of("1")],
        [does("import sys; sys.stdout.buffer.write(b'\\xff\\r\\nx'); sys.stderr.write('e')")],
    ]
    program, asked, named, left, sorry, gone, odd = seen_of(PROGRAM, *contexts)
    assert program.cases[0].stdout.text == "['a b', 'c']\n< one\n< two\n"
    assert [case.stdout.text for case in asked.cases] == ["", "Hello Ada\n", "", ""]
    assert [case.value for case in asked.cases] == [None, text("Ada"), None, None]
    assert exception_of(asked, 2).name == "EOFError"
    assert exception_of(asked, 3) == SeenException(
        name="Loud",
        qualified="submission.Loud",
        message="too low",
        trace=((31, "fail(number - 1)"), (30, 'raise Loud("too low")')),
    )
    assert [case.value for case in named.cases] == [None, integer(10), None]
    assert [case.stdout.text for case in named.cases] == ["", "", "last\n"]
    assert (left.end, left.exit_code, len(left.cases), left.cases[0].stdout.text) == (End.EXIT, 3, 1, "bye\n")
    assert (sorry.exit_code, sorry.cases[0].stderr.text) == (1, "sorry\n")
    assert (gone.end, gone.exit_code, len(gone.cases)) == (End.EXIT, 4, 1)
    assert odd.cases[0].stdout == SeenText(text="\\xff\nx")
    assert odd.cases[0].stderr == SeenText(text="e")


def exception_of(seen: SeenContext, case: int) -> SeenException:
    found = seen.cases[case].exception
    assert found
    return found


def test_a_program_that_is_no_python_or_breaks_at_once_says_where() -> None:
    (seen,) = seen_of("x = 1\nif x\n", [RUN])
    assert seen.end == End.SYNTAX
    assert exception_of(seen, 0).trace == ((2, "if x"),)
    (seen,) = seen_of("print('so far')\nx = 1 / 0\n", [RUN, value_of("1")])
    assert (seen.end, seen.exit_code, len(seen.cases)) == (End.EXIT, 1, 1)
    assert seen.cases[0].stdout.text == "so far\n"
    assert exception_of(seen, 0).trace == ((2, "x = 1 / 0"),)


def test_a_program_stands_among_its_files_under_its_own_name() -> None:
    program = "import os, sys, other\nprint(open('in/data.txt').read(), other.x, __name__, sorted(os.listdir()))"
    files = {"in/data.txt": "größe".encode(), "other.py": b"x = 5"}
    work = GuestWork(program=program, contexts=((RUN,),) * 2, namespace="shapes", files=files, seconds=60)
    for seen in DenoSandbox().run(work):
        assert seen.cases[0].stdout.text == "größe 5 shapes ['in', 'other.py', 'shapes.py']\n"


def test_a_program_that_does_not_end_is_ended_and_so_is_all_after_it() -> None:
    program = "def loop():\n    while True: pass"
    ran, late, never = seen_of(program, [value_of("1")], [value_of("2"), does("submission.loop()")], [RUN], seconds=3)
    assert ran.end == End.FINISHED
    assert (late.end, [case.value for case in late.cases]) == (End.TIME, [integer(2)])
    assert never == SeenContext(cases=(), end=End.TIME)


@pytest.mark.long
def test_what_is_shown_ends_where_nobody_reads_on_and_a_flood_is_ended() -> None:
    shown, flood, after = seen_of(
        "",
        [does("print('€' * 30_000)"), does("import sys; print('e' * 70_000, file=sys.stderr)")],
        [does("for n in range(10**6): print(n)")],
        [does("print('fine')")],
    )
    assert shown.cases[0].stdout == SeenText(text="€" * 21_845, more=30_001 - 21_845)
    assert shown.cases[1].stderr == SeenText(text="e" * 65_536, more=70_001 - 65_536)
    assert flood.end == End.OUTPUT
    assert flood.cases[0].stdout.text.startswith("0\n1\n")
    assert after.cases[0].stdout.text == "fine\n"


WAITING = """
import asyncio, time
async def one(number):
    await asyncio.sleep(0.01 * number)
    print(number)
    return number
async def both():
    return list(await asyncio.gather(one(2), one(1)))
def run():
    began = time.monotonic()
    time.sleep(0.05)
    assert time.monotonic() - began > 0.04
    return asyncio.run(both())
"""


def test_programs_may_wait() -> None:
    (seen,) = seen_of(WAITING, [value_of("submission.run()"), value_of("submission.run()")])
    assert [case.value for case in seen.cases] == [Value(ValueType.LIST, (integer(2), integer(1)))] * 2
    assert seen.cases[0].stdout.text == "1\n2\n"


def test_nothing_handed_in_needs_no_guest() -> None:
    assert DenoSandbox(wrapper=("/nowhere",)).run(GuestWork(program=None, contexts=((CaseInput(),),))) == (
        SeenContext(cases=(), end=End.MISSING),
    )
