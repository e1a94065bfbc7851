"""Programs that want a result that is not theirs. The most that any can do is to claim an answer in its own place."""

import pytest

from slipway.suites.observed import End
from slipway.suites.value import Value, ValueType
from tests.sandbox.forgers import CLAIMING, FORGERS, IN_VAIN, LINE
from tests.sandbox.guests import does, seen_of, types, value_of

pytestmark = pytest.mark.sandbox

ANSWER = Value(ValueType.TEXT, "claimed")


def test_what_forgers_gain_is_nothing() -> None:
    """Each context: the forger, then an honest case. Lines land in the text of the case that wrote them."""
    contexts = [[value_of(f"submission.by_{name}()"), value_of("submission.wrong()")] for name in IN_VAIN]
    wrong = Value(ValueType.TEXT, "wrong")
    for name, seen in zip(IN_VAIN, seen_of(FORGERS, *contexts), strict=True):
        assert [case.value for case in seen.cases] == [wrong, wrong], name
        assert (seen.end, seen.cases[1].stdout.text) == (End.FINISHED, ""), name
        assert seen.cases[0].stdout.text.count(LINE) == (name != "devices" or 1), name


def test_what_forgers_gain_at_most_is_a_claim() -> None:
    contexts = [[value_of(f"submission.by_{name}()"), value_of("submission.wrong()")] for name in CLAIMING]
    honest = [types(""), value_of("submission.wrong()")]
    seen = seen_of(FORGERS, *(each for context in contexts for each in (context, honest)))
    claimed = {None, ANSWER, Value(ValueType.TEXT, "wrong"), Value(ValueType.NOTHING)}
    for name, each in zip(CLAIMING, seen[::2], strict=True):
        assert {case.value for case in each.cases} <= claimed, name
        assert len(each.cases) <= 2, name
    ends = dict(zip(CLAIMING, (each.end for each in seen[::2]), strict=True))
    assert (ends["nonsense"], ends["too_much"], ends["ending"]) == (End.CRASHED, End.CRASHED, End.EXIT)
    for each in seen[1::2]:
        assert [case.value for case in each.cases] == [None, Value(ValueType.TEXT, "wrong")]


def test_an_object_that_equals_everything_equals_nothing() -> None:
    codes = ["submission.Liar()", "submission.Text('wrong')", "float('nan')"]
    (seen,) = seen_of(FORGERS, [value_of(code) for code in codes])
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
