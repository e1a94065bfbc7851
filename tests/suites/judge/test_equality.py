"""Equality where the table of conformance has nothing: what only a hostile guest says, and sizes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.suites.judge.equality import holds_unknown, is_too_large, values_equal
from slipway.suites.value import NOTHING, Data, Value, ValueType
from tests.suites.building import (
    decimal,
    dict_of,
    integer,
    list_of,
    real,
    sequence,
    set_of,
    tuple_of,
    unknown,
    words,
)
from tests.suites.strategies import values

NAN = real(float("nan"))


def nested(levels: int) -> Value:
    value = integer(1)
    for _ in range(levels):
        value = list_of(value)
    return value


@given(values(st.text("ab\0\udc80", max_size=5), st.integers()))
def test_a_value_equals_itself_but_for_what_no_test_can_compare(value: Value) -> None:
    is_of_a_suite_only = "ValueType.SEQUENCE" in repr(value)
    assert values_equal(value, value) or holds_unknown(value) or is_of_a_suite_only


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        (ValueType.INTEGER, "1"),
        (ValueType.INTEGER, True),
        (ValueType.INTEGER, 1.0),
        (ValueType.BOOLEAN, 1),
        (ValueType.REAL, 1),
        (ValueType.TEXT, 1),
        (ValueType.DECIMAL, "one"),
        (ValueType.DECIMAL, "sNaN"),
        (ValueType.LIST, "ab"),
        (ValueType.LIST, None),
        (ValueType.LIST, ((integer(1), integer(1)),)),
        (ValueType.SET, 5),
        (ValueType.DICT, (integer(1),)),
        (ValueType.DICT, ((integer(1),),)),
        (ValueType.UNKNOWN, "1"),
        (ValueType.SEQUENCE, (integer(1),)),
    ],
)
def test_data_that_is_not_of_its_type_equals_nothing(type_: ValueType, data: object) -> None:
    lie = Value(type_, data)  # type: ignore[arg-type]
    expected: list[Value] = [
        integer(1), real(1.0), words("1"), words("ab"), decimal("1"), NOTHING, sequence(), sequence(integer(1)),
        list_of(), list_of(integer(1)), set_of(), dict_of(), tuple_of(), Value(ValueType.BOOLEAN, True), lie,
    ]  # fmt: skip
    assert [value for value in expected if values_equal(value, lie)] == []
    is_too_large(lie)


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        (set_of(real(0.3)), set_of(real(0.1 + 0.2)), True),
        (set_of(real(0.3), real(0.5)), set_of(real(0.5), real(0.1 + 0.2)), True),
        (set_of(NAN, integer(1)), set_of(integer(1), NAN), True),
        (set_of(sequence(integer(1), integer(2))), set_of(tuple_of(integer(1), integer(2))), True),
        (set_of(words("a"), integer(1)), set_of(integer(1), words("a")), True),
        (set_of(decimal("5.0")), set_of(decimal("5.00")), True),
        (set_of(decimal("NaN")), set_of(decimal("NaN")), True),
        (set_of(integer(1), integer(1)), set_of(integer(1)), True),
        (set_of(integer(1)), set_of(integer(1), integer(2)), False),
        (dict_of((real(0.3), integer(1))), dict_of((real(0.1 + 0.2), integer(1))), True),
        (dict_of((integer(1), integer(1))), dict_of((integer(1), integer(1)), (integer(1), integer(1))), False),
        (decimal("1e999999999999999999"), decimal("1"), False),
        (decimal("NaN"), decimal("NaN"), True),
        (words("\udc80"), words("\udc80"), True),
        (integer(10**20_000), integer(10**20_000), True),
    ],
)
def test_members_and_keys(expected: Value, actual: Value, equal: bool) -> None:
    assert values_equal(expected, actual) is equal


def test_depth_needs_no_stack() -> None:
    deep = nested(10_000)
    assert is_too_large(deep)
    assert not values_equal(nested(9_999), deep)
    assert not is_too_large(nested(100))
    assert is_too_large(nested(101))


def test_width() -> None:
    row = list_of(*(integer(number) for number in range(1_000)))
    assert not is_too_large(list_of(*[row] * 99))
    assert is_too_large(list_of(*[row] * 100))


def test_a_value_that_doubles_at_each_level_is_measured_at_once() -> None:
    bomb = integer(1)
    for _ in range(60):
        bomb = list_of(bomb, bomb)
    start = time.process_time()
    assert is_too_large(bomb)
    assert time.process_time() - start < 1


def test_large_sets_are_compared_quickly() -> None:
    data: Data = tuple(integer(number) for number in range(50_000))
    start = time.process_time()
    assert values_equal(Value(ValueType.SET, data), Value(ValueType.SET, data[::-1]))  # type: ignore[index]
    assert time.process_time() - start < 2


def test_unknown_is_found_inside() -> None:
    assert holds_unknown(dict_of((integer(1), list_of(unknown("x")))))
    assert not holds_unknown(dict_of((integer(1), list_of(words("x")))))
