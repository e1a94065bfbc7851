"""A suite survives the way to a browser; of an oracle nothing goes along."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.suites.sent import UNSENT_ORACLE, suite_from_json, suite_to_json
from slipway.suites.shown import Show
from slipway.suites.suite import Case, CaseInput, Context, OracleCheck, Suite, Tab
from slipway.suites.value import Value, ValueType
from slipway.suites.visible import visible_suite
from tests.often import at_most
from tests.suites.building import called, dict_of, integer, list_of, real, sequence, tuple_of, words
from tests.suites.strategies import contexts, secret_numbers, secret_texts


def sent(suite: Suite) -> Suite:
    return suite_from_json(json.loads(json.dumps(suite_to_json(suite))))


@settings(max_examples=at_most(60), deadline=None)
@given(found=st.lists(contexts(secret_texts, secret_numbers), min_size=1, max_size=2))
def test_a_suite_comes_back_as_it_was_but_for_its_oracles(found: list[Context]) -> None:
    suite = Suite(tabs=(Tab(name="Examples", contexts=tuple(found)),), namespace="shapes")
    visible = visible_suite(suite, {}, is_after_due=False, has_files=False)
    assert visible is None or sent(suite) == sent(visible) == visible


@pytest.mark.parametrize(
    "value",
    [
        integer(2**80 + 1),
        integer(-7),
        real(1.0),
        real(-0.1),
        real(math.inf),
        words("ä\n\0"),
        Value(ValueType.NOTHING),
        Value(ValueType.BOOLEAN, True),
        sequence(tuple_of(), list_of(words("a"), real(5.0))),
        Value(ValueType.SET, (integer(1),)),
        dict_of((tuple_of(integer(1)), sequence())),
        dict_of(),
    ],
)
def test_values_keep_their_types(value: Value) -> None:
    suite = Suite(tabs=(Tab(name="A", contexts=(Context(cases=(Case(line=1, given=called("f()"), value=value),)),)),))
    assert sent(suite) == suite


def test_a_number_that_is_none_comes_back() -> None:
    case = Case(line=1, given=called("f()"), value=real(math.nan))
    (tab,) = sent(Suite(tabs=(Tab(name="A", contexts=(Context(cases=(case,)),)),))).tabs
    back = tab.contexts[0].cases[0].value
    assert isinstance(back, Value)
    assert isinstance(back.data, float)
    assert math.isnan(back.data)


ORACLE = OracleCheck(file="zq.py", function="zq", expected=words("zq"), arguments=(words("zq"),))
OPEN = Context(cases=(Case(line=1, given=CaseInput(stdin="open\n")),))
ASKED = Context(cases=(Case(line=2, given=called("f()"), value=ORACLE, stdout=ORACLE, stderr=ORACLE),))


@pytest.mark.parametrize(
    ("says", "is_after_due", "has_files", "names"),
    [
        ({}, False, False, ["a", "b"]),  # ALL is what a tab is of which nothing is said
        ({"a": Show.ALL, "b": Show.VERDICT}, False, False, ["a"]),
        ({"a": Show.ALL, "b": Show.VERDICT}, True, False, ["a"]),  # hidden for ever
        ({"a": Show.AFTER_DUE}, False, False, ["b"]),
        ({"a": Show.AFTER_DUE}, True, False, ["a", "b"]),
        ({"a": Show.VERDICT, "b": Show.AFTER_DUE}, False, False, None),
        ({"c": Show.VERDICT}, False, False, ["a", "b"]),  # a tab that the suite has not
        ({}, False, True, ["a", "b"]),
        ({"a": Show.VERDICT}, False, True, None),  # the files are the hidden tab's too
        ({"a": Show.AFTER_DUE}, False, True, None),
        ({"a": Show.AFTER_DUE}, True, True, ["a", "b"]),
    ],
)
def test_only_tabs_that_are_shown_whole_are_visible(
    says: dict[str, Show], is_after_due: bool, has_files: bool, names: list[str] | None
) -> None:
    suite = Suite(tabs=(Tab(name="a", contexts=(OPEN,)), Tab(name="b", contexts=(OPEN, ASKED))))
    visible = visible_suite(suite, says, is_after_due=is_after_due, has_files=has_files)
    assert (visible and [tab.name for tab in visible.tabs]) == names
    assert "zq" not in repr(visible)


def test_a_case_with_an_oracle_stays_with_what_it_gives() -> None:
    suite = Suite(tabs=(Tab(name="a", contexts=(OPEN, ASKED)),))
    visible = visible_suite(suite, {}, is_after_due=False, has_files=False)
    assert visible is not None
    (case,) = visible.tabs[0].contexts[1].cases
    assert case == Case(line=2, given=called("f()"), value=UNSENT_ORACLE, stdout=UNSENT_ORACLE, stderr=UNSENT_ORACLE)


def test_tests_of_oracles_alone_are_left_to_the_server() -> None:
    suite = Suite(tabs=(Tab(name="a", contexts=(ASKED,)), Tab(name="b", contexts=(OPEN,))))
    assert visible_suite(suite, {"b": Show.VERDICT}, is_after_due=False, has_files=False) is None
