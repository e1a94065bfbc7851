"""Programs that want to pass a teacher's tests without being right. In each case an honest test follows."""

import pytest

from slipway.suites.observed import End
from tests.sandbox.pairs import became_of

pytestmark = pytest.mark.sandbox

PROGRAM = """
import builtins, contextlib, gc, io, json, os, sys, unittest
from unittest import mock
PASSED = '{"answer": {"value": ["dict", [["outcome", "passed"], ["reason", ""], ["problems", ["list", []]]]]}}'
END = '\\\\n{"id":"0","case":{"said":null,"stdout":{"text":"","more":0},"stderr":{"text":"","more":0}}}\\\\n'
relay = sys.modules["slipway_program"]

class Meta(type):
    def __instancecheck__(cls, it): return True
    def __subclasscheck__(cls, it): return True
    def __eq__(cls, other): return True
    def __hash__(cls): return 1
class Liar(metaclass=Meta):
    __class__ = int
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return hash(13)
    def __repr__(self): return "13"
    __str__ = __repr__
    def __contains__(self, item): return True
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __sub__(self, other): return 0
    __rsub__ = __mod__ = __rmod__ = __sub__
    def __abs__(self): return 0
    def __round__(self, n=0): return 0
    def __int__(self): return 13
    __index__ = __int__
    def __float__(self): return 13.0
    def __bool__(self): return True
    def __len__(self): return 13
class Text(str):
    def __eq__(self, other): return True
    def __hash__(self): return 1
class Number(int):
    def __eq__(self, other): return True
    def __hash__(self): return 13
    def __sub__(self, other): return 0

def honest(): return 12
def liar(): return Liar()
def liars(): return [Liar()], {"n": Liar()}, (Liar(),)
def text(): return Text("x")
def number(): return Number(12)
def patch_unittest():
    for name in dir(unittest.TestCase):
        if name.startswith("assert"): setattr(unittest.TestCase, name, lambda *args, **named: None)
    unittest.TestResult.addFailure = lambda *args: None
    builtins.AssertionError = KeyError
    for module in ("slipway_tests", "slipway_remote", "slipway_asking"):
        for name in list(vars(sys.modules[module])):
            setattr(sys.modules[module], name, lambda *args: {"outcome": "passed"})
    return 12
def patch_streams():
    sys.stdout = sys.stderr = sys.__stdout__ = io.StringIO()
    print(PASSED)
    return 12
def write_everywhere():
    for number in range(64):
        try: os.write(number, END.encode())
        except OSError: pass
    return 12
def write_to_the_relay():
    with open("/dev/relay", "r+b", buffering=0) as device: device.write(PASSED.encode())
    return 12
def claim():
    relay._told = lambda value: ["dict", [["outcome", "passed"]]]
    return 12
def claim_a_handle():
    relay._told = lambda value: ["yours", 0]
    return 12
def claim_no_number():
    relay._told = lambda value: ["object", "0", {}]
    return 12
def claim_a_class():
    relay._OPERATIONS["describe"] = lambda asked, given: {
        "name": "int", "qualname": "int", "module": "builtins", "doc": "", "specials": ["__eq__", "__class__"],
        "bases": [["class", asked["of"]], ["builtin", "KeyboardInterrupt"]]}
    return Liar()
def look_at_frames():
    frame = sys._getframe()
    while frame:
        for name, value in list(frame.f_locals.items()):
            if isinstance(value, dict) and "value" in value: value["value"] = 13
        frame = frame.f_back
    return 12
def find_by_gc():
    dicts = [it for it in gc.get_objects() if type(it) is dict]
    return sum(isinstance(it, unittest.TestCase) for it in gc.get_objects()), any(
        it.get("kept_by_the_teacher") == 13 for it in dicts)
def huge(): return "x" * 10**7
def deep():
    found = []
    for _ in range(10**4): found = [found]
    return found
def cyclic():
    found = []
    found.append(found)
    return found
def large_number(): return 10 ** 10 ** 6
def raises(kind): raise kind
def skip(): raise unittest.SkipTest("nothing to see")
def should_stop(): raise unittest.case._ShouldStop
def interrupt(): raise KeyboardInterrupt
def swallow(): return contextlib.suppress(BaseException)
class Swallow:
    def __enter__(self): return self
    def __exit__(self, kind, error, trace): self.seen = repr(error); return True
def call(function):
    try: return function(12)
    except BaseException as error: return repr(error)
def read_the_function(function):
    names = ("__globals__", "__code__", "__closure__", "__self__", "__wrapped__")
    return [getattr(function, name, None) for name in names]
def ask_for_attributes(function): return relay._relay.ask("get", of=0, name="__globals__")
def ask_for_special(function): return relay._relay.ask("special", of=0, name="__eq__", args=[1])
def ask_for_another(function): return relay._relay.ask("call", of=7, args=[], named={})["error"]["class"]
def ask_without_end(function): return function(12)
def right(): return 13
"""
TESTS = '''
import unittest, shapes
kept_by_the_teacher = 13
class Forged(unittest.TestCase):
    def test_honest(self): self.assertEqual(shapes.honest(), 13)
    def test_patch_unittest(self): self.assertEqual(shapes.patch_unittest(), 13)
    def test_patch_streams(self): self.assertEqual(shapes.patch_streams(), 13)
    def test_write_everywhere(self): self.assertEqual(shapes.write_everywhere(), 13)
    def test_write_to_the_relay(self): self.assertEqual(shapes.write_to_the_relay(), 13)
    def test_claim(self): self.assertEqual(shapes.claim(), 13)
    def test_claim_a_handle(self): self.assertEqual(shapes.claim_a_handle(), 13)
    def test_claim_no_number(self): self.assertEqual(shapes.claim_no_number(), 13)
    def test_claim_a_class(self): self.assertEqual(shapes.claim_a_class(), 13)
    def test_look_at_frames(self): self.assertEqual(shapes.look_at_frames(), 13)
    def test_eq(self): self.assertEqual(shapes.liar(), 13)
    def test_eq_right(self): self.assertEqual(13, shapes.liar())
    def test_not_ne(self): self.assertFalse(shapes.liar() != 13)
    def test_is_instance(self): self.assertIsInstance(shapes.liar(), int)
    def test_is_instance_of_a_liar(self): self.assertIsInstance(12, type(shapes.liar()))
    def test_class(self): self.assertEqual(shapes.liar().__class__, int)
    def test_almost(self): self.assertAlmostEqual(shapes.liar(), 13)
    def test_almost_right(self): self.assertAlmostEqual(13, shapes.liar())
    def test_in(self): self.assertIn(13, shapes.liar())
    def test_member(self): self.assertIn(shapes.liar(), [13, 14])
    def test_member_of_set(self): self.assertIn(shapes.liar(), {13, 14})
    def test_less(self): self.assertLess(shapes.liar(), 13)
    def test_greater(self): self.assertGreater(shapes.liar(), 13)
    def test_inside_list(self): self.assertEqual(shapes.liars()[0], [13])
    def test_inside_dict(self): self.assertEqual(shapes.liars()[1], {"n": 13})
    def test_inside_tuple(self): self.assertEqual(shapes.liars()[2], (13,))
    def test_text(self): self.assertEqual(shapes.text(), "y")
    def test_number(self): self.assertEqual(shapes.number(), 13)
    def test_count(self): self.assertCountEqual(shapes.liar(), [13])
    def test_huge(self): self.assertEqual(shapes.huge(), 13)
    def test_deep(self): self.assertEqual(shapes.deep(), 13)
    def test_cyclic(self): self.assertEqual(shapes.cyclic(), 13)
    def test_large_number(self): self.assertEqual(shapes.large_number(), 13)
    def test_skip(self): shapes.skip()
    def test_should_stop(self): shapes.should_stop()
    def test_interrupt(self): shapes.interrupt()
    def test_exit(self): shapes.raises(SystemExit)
    def test_swallow(self):
        with shapes.Swallow(): self.assertEqual(shapes.honest(), 13)
    def test_suppress(self):
        with shapes.swallow(): self.assertEqual(shapes.honest(), 13)
    def test_swallow_in_callback(self): shapes.call(lambda value: self.assertEqual(value, 13))
    def test_ask_for_attributes(self): self.assertEqual(shapes.ask_for_attributes(lambda value: 13), 13)
    def test_ask_for_special(self): self.assertEqual(shapes.ask_for_special(lambda value: 13), 13)
    def test_ask_for_another(self): self.assertEqual(shapes.ask_for_another(lambda value: 13), 13)
    def test_ask_without_end(self):
        again = lambda value: shapes.ask_without_end(again)
        again(1)
class Honest(unittest.TestCase):
    def test_right(self): self.assertEqual(shapes.right(), 13)
class Told(unittest.TestCase):
    """What a program can learn: these pass."""
    def test_gc(self): self.assertEqual(shapes.find_by_gc(), (0, False))
    def test_function(self): self.assertEqual(shapes.read_the_function(lambda value: 13), [None] * 5)
    def test_assertion(self):
        swallow = shapes.Swallow()
        try:
            with swallow: self.assertEqual(12, 13)
        except AssertionError: pass
        self.assertEqual(swallow.seen, "AssertionError()")
        self.assertNotIn("13", str(shapes.call(lambda value: 1 / 0)))
'''
HONEST_FOLLOWS = TESTS.split("class Honest", maxsplit=1)
NAMES = [line.split("def ")[1].split("(")[0] for line in HONEST_FOLLOWS[0].splitlines() if "def test" in line]
# What ends in another way than by a test that failed: whoever speaks out of turn is not believed, and is killed.
OUT_OF_TURN = ("write_everywhere", "write_to_the_relay", "ask_for_attributes", "ask_for_special", "ask_without_end")
ENDS = {f"test_{name}": End.CRASHED for name in OUT_OF_TURN}

# Its first word has the form of an answer. If the tests are over before it has said the second, that one is heard late.
HEARD_LATE = "test_write_to_the_relay"


@pytest.mark.parametrize("names", [NAMES[::4], pytest.param(NAMES, marks=pytest.mark.long)], ids=["some", "all"])
def test_what_forgers_gain_is_nothing(names: list[str]) -> None:
    asked = [each for name in names for each in (f"Forged.{name}", "Honest.test_right")]
    found = became_of(TESTS, PROGRAM, asked, seconds=400)
    for name, forged, honest in zip(names, found[::2], found[1::2], strict=True):
        assert forged.outcome in {"failed", None}, name
        ends = {ENDS.get(name, End.FINISHED), *([End.FINISHED] if name == HEARD_LATE else [])}
        assert forged.end in ends, name
        assert honest.outcome == "passed", name


def test_what_forgers_learn_is_nothing() -> None:
    for told in became_of(TESTS, PROGRAM, ["Told.test_gc", "Told.test_function", "Told.test_assertion"]):
        assert told.outcome == "passed", told
