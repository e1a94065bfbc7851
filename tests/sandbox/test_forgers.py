"""Programs that want a result that is not theirs. The most that any can do is to claim an answer in its own place."""

import pytest

from slipway.suites.observed import End
from slipway.suites.value import Value, ValueType
from tests.sandbox.guests import does, seen_of, types, value_of

pytestmark = pytest.mark.sandbox

ANSWER = Value(ValueType.TEXT, "claimed")
SAID = '{"value": ["text", "claimed"], "exception": null, "exit": null}'
LINE = '{"id":"0","case":{"said":null,"stdout":{"text":"","more":0},"stderr":{"text":"","more":0}}}'
END = '{"id":"0","end":"finished","code":0}'

PROGRAM = f'''\
import gc, json, os, sys
LINES = """\\n{LINE}\\n{END}\\n"""
GUEST = sys.modules["slipway_guest"]

def wrong():
    return "wrong"
def by_printing():
    print(LINES)
    sys.stderr.write(LINES)
    return "wrong"
def by_descriptors():
    for number in range(0, 64):
        try: os.write(number, LINES.encode())
        except OSError: pass
    return "wrong"
def by_the_first_streams():
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try: stream.buffer.raw.write(LINES.encode())
        except Exception: pass
    return "wrong"
def by_devices():
    for path in ("/dev/stdout", "/dev/tty", "/dev/tty1", "/proc/self/fd/1", "/dev/stdin"):
        try: open(path, "w").write(LINES)
        except OSError: pass
    return "wrong"
def by_json():
    GUEST.dumps = lambda answer: {SAID!r}
def by_describing():
    GUEST.describe = lambda value: ["text", "claimed"]
    return "wrong"
def by_serving():
    GUEST.serve = lambda request: {SAID!r}.encode()
    GUEST.serve.__code__ = (lambda request: {SAID!r}.encode()).__code__
def by_frames():
    frame = sys._getframe()
    while frame:
        if "seen" in frame.f_locals: frame.f_locals["seen"]["value"] = ["text", "claimed"]
        if "asked" in frame.f_locals: frame.f_locals["asked"]["call"] = None
        frame = frame.f_back
    return "wrong"
def by_ending():
    os.write(1, LINES.encode())
    os._exit(0)
def by_nonsense():
    GUEST.dumps = lambda answer: "[" * 10**6
def by_too_much():
    GUEST.dumps = lambda answer: "x" * 10**7
def by_another_type():
    import types
    GUEST.run_case.__code__ = (lambda asked: {{"value": ["text", "claimed"], "exception": None, "exit": 0.5}}).__code__
class Liar:
    def __eq__(self, other): return True
    def __repr__(self): return "'claimed'"
    __class__ = str
class Text(str):
    def __str__(self): return "claimed"
    __repr__ = __str__
'''


def test_what_forgers_gain_is_nothing() -> None:
    """Each context: the forger, then an honest case. Lines land in the text of the case that wrote them."""
    names = ["printing", "descriptors", "the_first_streams", "devices"]
    contexts = [[value_of(f"submission.by_{name}()"), value_of("submission.wrong()")] for name in names]
    wrong = Value(ValueType.TEXT, "wrong")
    for name, seen in zip(names, seen_of(PROGRAM, *contexts), strict=True):
        assert [case.value for case in seen.cases] == [wrong, wrong], name
        assert (seen.end, seen.cases[1].stdout.text) == (End.FINISHED, ""), name
        assert seen.cases[0].stdout.text.count(LINE) == (name != "devices" or 1), name


def test_what_forgers_gain_at_most_is_a_claim() -> None:
    names = ["json", "describing", "serving", "frames", "ending", "nonsense", "too_much", "another_type"]
    contexts = [[value_of(f"submission.by_{name}()"), value_of("submission.wrong()")] for name in names]
    honest = [types(""), value_of("submission.wrong()")]
    seen = seen_of(PROGRAM, *(each for context in contexts for each in (context, honest)))
    claimed = {None, ANSWER, Value(ValueType.TEXT, "wrong"), Value(ValueType.NOTHING)}
    for name, each in zip(names, seen[::2], strict=True):
        assert {case.value for case in each.cases} <= claimed, name
        assert len(each.cases) <= 2, name
    ends = dict(zip(names, (each.end for each in seen[::2]), strict=True))
    assert (ends["nonsense"], ends["too_much"], ends["ending"]) == (End.CRASHED, End.CRASHED, End.EXIT)
    for each in seen[1::2]:
        assert [case.value for case in each.cases] == [None, Value(ValueType.TEXT, "wrong")]


def test_an_object_that_equals_everything_equals_nothing() -> None:
    codes = ["submission.Liar()", "submission.Text('wrong')", "float('nan')"]
    (seen,) = seen_of(PROGRAM, [value_of(code) for code in codes])
    liar, text, number = (case.value for case in seen.cases)
    assert liar == Value(ValueType.UNKNOWN, "'claimed'")
    assert text == Value(ValueType.TEXT, "wrong")  # what it is, not what it says of itself
    assert number
    assert number != Value(ValueType.REAL, float("nan"))


def test_a_thread_says_nothing_after_its_case() -> None:
    program = "import threading\ndef start():\n    threading.Thread(target=print, args=('late',)).start()\n"
    (seen,) = seen_of(program, [does("submission.start()"), value_of("1")])
    assert seen.cases[0].exception
    assert [case.stdout.text for case in seen.cases] == ["", ""]
