"""What a teacher's tests can do with a student's program that is in another guest: as if it were beside them."""

import re

import pytest

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.suites.observed import End
from tests.sandbox.pairs import Became, became_of

pytestmark = pytest.mark.sandbox

PROGRAM = '''
"""Shapes and what they are made of."""
import collections, enum, random
import helper

class TooSmall(ValueError):
    def __init__(self, side):
        super().__init__(f"{side} is too small")
        self.side = side

class Shape:
    made = 0

class Circle(Shape):
    """A round thing."""
    def __init__(self, radius):
        if radius < 0:
            raise TooSmall(radius)
        self.radius = radius
        Circle.made += 1
    @property
    def area(self): return 3 * self.radius ** 2
    @classmethod
    def unit(cls): return cls(1)
    def __eq__(self, other): return isinstance(other, Circle) and other.radius == self.radius
    def __hash__(self): return hash(self.radius)
    def __lt__(self, other): return self.radius < other.radius
    def __repr__(self): return f"Circle({self.radius})"
    def __str__(self): return f"a circle of {self.radius}"
    def __add__(self, other): return Circle(self.radius + getattr(other, "radius", other))
    def __contains__(self, point): return point < self.radius
    def __len__(self): return self.radius
    def __getitem__(self, at): return [self.radius] [at]
    def __call__(self, word): return word * self.radius
    def __enter__(self): print("in"); return self
    def __exit__(self, *raised): print("out"); return raised[0] is ZeroDivisionError

class Color(enum.Enum):
    RED = 1
    BLUE = 2

def area(width, height=1): return width * height
def echo(value): return value
def greet(): print("Hello", input("Name? "))
def read_all():
    import sys
    return sys.stdin.read()
def sort(numbers): numbers.sort(); return numbers
def apply(function, value): return function(value) + 1
def each(function, values): return [function(value) for value in values]
def count_down(n):
    while n: yield n; n -= 1
def dice(): return random.randint(1, 6)
def counter(text): return collections.Counter(text)
def deep(n): return deep(n + 1)
def leave(): raise SystemExit(3)
counted = 0
def count():
    global counted
    counted += 1
    return counted
'''
TESTS = """
import contextlib, importlib, io, unittest
from unittest import mock
import shapes
from shapes import Circle, area

class Passing(unittest.TestCase):
    def test_functions(self):
        self.assertEqual(area(3, height=4), 12)
        self.assertEqual(shapes.area.__name__, "area")
        self.assertIn("Shapes", shapes.__doc__)
        self.assertTrue(callable(area))
        self.assertFalse(hasattr(shapes, "volume"))
        self.assertEqual(shapes.helper.TWO, 2)
        import helper
        self.assertEqual(helper.TWO, 2)

    def test_values_come_as_they_are(self):
        for value in (None, True, 5, -2**70, 2.5, float("inf"), "ä\\ud800", b"x", [1, [2]], (1,), {1, 2},
                      frozenset({3}), {"a": [1], 2: None}, 1j, range(3)):
            got = shapes.echo(value)
            self.assertEqual(got, value)
            self.assertIs(type(got), type(value))
        self.assertEqual(shapes.counter("aab"), {"a": 2, "b": 1})

    def test_objects(self):
        circle = Circle(2)
        self.assertEqual(circle.area, 12)
        circle.radius = 3
        self.assertEqual((circle.area, vars(circle)), (27, {"radius": 3}))
        self.assertEqual((repr(circle), str(circle), f"{circle}", len(circle), circle[0], circle("a")),
                         ("Circle(3)", "a circle of 3", "a circle of 3", 3, 3, "aaa"))
        self.assertIsInstance(circle, Circle)
        self.assertIsInstance(Circle.unit(), shapes.Shape)
        self.assertTrue(issubclass(Circle, shapes.Shape))
        self.assertEqual((Circle.made, Circle.__doc__), (2, "A round thing."))
        self.assertIs(shapes.echo(circle), circle)
        with self.assertRaises(AttributeError): circle.area = 5
        with self.assertRaises(AttributeError): circle.volume
        del circle.radius
        self.assertFalse(hasattr(circle, "radius"))
        self.assertEqual([color.name for color in shapes.Color], ["RED", "BLUE"])

    def test_operators(self):
        self.assertEqual(Circle(2), Circle(2))
        self.assertNotEqual(Circle(2), Circle(3))
        self.assertEqual({Circle(2): "two"}[Circle(2)], "two")
        self.assertLess(Circle(2), Circle(3))
        self.assertEqual(sorted([Circle(3), Circle(1)]), [Circle(1), Circle(3)])
        self.assertEqual((Circle(2) + Circle(1)).radius, 3)
        self.assertEqual((Circle(2) + 5).radius, 7)
        self.assertIn(1, Circle(2))
        self.assertNotIn(2, Circle(2))

    def test_exceptions(self):
        with self.assertRaises(shapes.TooSmall) as caught: Circle(-1)
        self.assertEqual((str(caught.exception), caught.exception.side), ("-1 is too small", -1))
        with self.assertRaisesRegex(ValueError, "^-2 is too small$"): Circle(-2)
        self.assertRaises(TypeError, area)
        with self.assertRaises(RecursionError): shapes.deep(0)
        with self.assertRaises(SystemExit) as left: shapes.leave()
        self.assertEqual(left.exception.code, 3)

    def test_what_is_printed_and_typed(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), mock.patch("builtins.input", side_effect=["Ada"]) as typed: shapes.greet()
        typed.assert_called_once_with("Name? ")
        with contextlib.redirect_stdout(out), mock.patch("sys.stdin", io.StringIO("Bob\\n")): shapes.greet()
        self.assertEqual(out.getvalue(), "Hello Ada\\nHello Bob\\n")
        with mock.patch("sys.stdin", io.StringIO("a\\nb")): self.assertEqual(shapes.read_all(), "a\\nb")
        with self.assertRaises(EOFError): shapes.greet()

    def test_lists_that_are_changed(self):
        numbers = [3, 1, 2]
        self.assertIs(shapes.sort(numbers), numbers)
        self.assertEqual(numbers, [1, 2, 3])

    def test_functions_of_the_tests(self):
        self.assertEqual(shapes.apply(lambda value: area(value, 2), 5), 11)
        seen = []
        shapes.each(seen.append, [1, 2])
        self.assertEqual(seen, [1, 2])
        def refuse(value): raise KeyError("no")
        with self.assertRaises(KeyError): shapes.apply(refuse, 1)

    def test_iterators(self):
        self.assertEqual(list(shapes.count_down(3)), [3, 2, 1])
        self.assertEqual(next(shapes.count_down(3)), 3)
        self.assertIn(2, shapes.count_down(3))

    def test_context_managers(self):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            with Circle(1) as circle: self.assertEqual(circle.radius, 1)
            with Circle(1): 1 / 0
        self.assertEqual(out.getvalue(), "in\\nout\\nin\\nout\\n")

    def test_mocks(self):
        with mock.patch("shapes.area", return_value=99): self.assertEqual(shapes.area(1, 1), 99)
        self.assertEqual(shapes.area(1, 1), 1)
        with mock.patch.object(shapes.random, "randint", return_value=4) as thrown: self.assertEqual(shapes.dice(), 4)
        thrown.assert_called_once_with(1, 6)
        with mock.patch.object(Circle, "unit", return_value="one"): self.assertEqual(Circle.unit(), "one")

    def test_each_test_finds_the_program_fresh(self): self.assertEqual(shapes.count(), 1)
    def test_each_test_finds_the_program_fresh_again(self): self.assertEqual(shapes.count(), 1)

    def test_importing_it_again(self):
        shapes.count()
        importlib.reload(shapes)
        self.assertEqual(shapes.count(), 1)

class Fixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.circle = Circle(1)
    def setUp(self): self.count = shapes.count()
    def test_fixtures(self): self.assertEqual((self.circle.radius, self.count), (1, 1))
    @unittest.expectedFailure
    def test_expected(self): self.assertEqual(area(1, 1), 2)
    def test_skipped(self): self.skipTest("not today")
    @unittest.skipIf(area(1, 1) == 1, "not such a program")
    def test_skipped_if(self): pass

class Failing(unittest.TestCase):
    def test_wrong(self): self.assertEqual(area(3, 4), 13, "three by four")
    def test_subtests(self):
        for n in range(3):
            with self.subTest(n=n): self.assertEqual(area(n), 1)
    def test_uncaught(self): Circle(-3)
    def test_missing(self): shapes.volume(1)
    def test_subclass(self):
        class Square(Circle): pass
    def test_no_value(self): area(object())
    def test_printed(self): shapes.greet()
    @unittest.expectedFailure
    def test_unexpected(self): self.assertEqual(area(1, 1), 1)
"""
HELPER = "TWO = 2\n"
FAILING = {
    "Failing.test_wrong": ("AssertionError: 12 != 13 : three by four",),
    "Failing.test_subtests": ("(n=0)AssertionError: 0 != 1", "(n=2)AssertionError: 2 != 1"),
    "Failing.test_uncaught": ("TooSmall: -3 is too small",),
    "Failing.test_missing": ("AttributeError: module 'shapes' has no attribute 'volume'",),
    "Failing.test_subclass": (
        "RelayError: tests cannot make subclasses of the program's classes; let the program do it",
    ),
    "Failing.test_no_value": (
        "RelayError: tests can give a program plain values, objects of its own, and functions, but no 'object'",
    ),
    "Failing.test_printed": ("EOFError: EOF when reading a line",),
    "Failing.test_unexpected": ("AssertionError: the test was expected to fail, and did not",),
}
SKIPPED = {"Fixtures.test_skipped": "not today", "Fixtures.test_skipped_if": "not such a program"}


def test_tests_use_a_program_as_if_it_were_beside_them() -> None:
    passing, _rest = TESTS.split("class Fixtures")
    names = [f"Passing.{name}" for name in re.findall(r"def (test_\w+)", passing)]
    names += ["Fixtures.test_fixtures", "Fixtures.test_expected", *SKIPPED, *FAILING]
    found = dict(zip(names, became_of(TESTS, PROGRAM, names, helper=HELPER), strict=True))
    for name in names:
        expected = Became(End.FINISHED, "passed")
        if name in FAILING:
            expected = Became(End.FINISHED, "failed", FAILING[name])
        elif name in SKIPPED:
            expected = Became(End.FINISHED, "skipped", (SKIPPED[name],))
        assert found[name] == expected, name


@pytest.mark.long
def test_programs_that_are_none_and_tests_that_are_none() -> None:
    assert became_of(TESTS, "def area(:\n", ["Passing.test_functions"] * 2) == [Became(End.SYNTAX)] * 2
    assert became_of(TESTS, None, ["Passing.test_functions"]) == [Became(End.MISSING)]
    missing, broken = became_of(
        "import unittest, shapes\nclass A(unittest.TestCase):\n    def test(self): pass\n",
        "1 / 0",
        ["B.test", "A.test"],
    )
    assert (missing.outcome, missing.said) == ("failed", ("ZeroDivisionError: division by zero",))
    assert broken == missing
    (gone,) = became_of("import unittest\n", "", ["B.test"])
    assert (gone.outcome, gone.said) == ("broken", ("there is no test class 'B'",))


@pytest.mark.long
def test_it_is_the_same_without_a_snapshot() -> None:
    names = ["Passing.test_functions", "Passing.test_exceptions", "Failing.test_wrong"]
    found = became_of(TESTS, PROGRAM, names, sandbox=DenoSandbox(snapshot=None), helper=HELPER)
    assert [each.outcome for each in found] == ["passed", "passed", "failed"]


STOPPED = """
import unittest, shapes
class T(unittest.TestCase):
    def test_loop(self): shapes.loop()
    def test_exit(self): shapes.leave()
    def test_abort(self): shapes.abort()
    def test_flood(self): shapes.flood()
    def test_right(self): self.assertTrue(shapes.right())
"""
STOPPING = """
import os
def loop():
    while True: pass
def leave(): os._exit(0)
def abort(): os.abort()
def flood():
    while True: print("x" * 1000)
def right(): return True
"""


ENDS = {
    "T.test_exit": End.EXIT,
    "T.test_right": End.FINISHED,
    "T.test_abort": End.CRASHED,
    "T.test_flood": End.OUTPUT,
    "T.test_loop": End.TIME,
}


@pytest.mark.parametrize("stops", [["exit", "flood"], pytest.param(["abort", "flood", "loop"], marks=pytest.mark.long)])
def test_whatever_stops_a_program_stops_one_test(stops: list[str]) -> None:
    """The loop: `test_a_class_may_have_less_time`, each time."""
    names = [name for stop in stops for name in (f"T.test_{stop}", "T.test_right")]
    found = became_of(STOPPED, STOPPING, names, seconds=16)
    assert [each.end for each in found] == [ENDS[name] for name in names]
    assert [each.outcome for each in found if each.end is End.FINISHED] == ["passed"] * len(stops)
