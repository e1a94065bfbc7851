"""Values that functions return: types, tolerance, order, what no test can compare."""

from slipway.suites.value import NOTHING
from tests.suites.building import (
    boolean,
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
from tests.suites.judge.conformance.row import Row, returning

_1, _2 = integer(1), integer(2)
_NAMEDTUPLE = "from collections import namedtuple\nPair = namedtuple('Pair', 'a b')\n"
_INT_ENUM = "from enum import IntEnum\nclass Level(IntEnum):\n    LOW = 1\n"
_ORDERED_DICT = "from collections import OrderedDict\n"
_DECIMAL = "from decimal import Decimal\n"

NUMBERS: tuple[Row, ...] = (
    returning("1", _1, "1", _1, passes=True),
    returning("1", _1, "2", _2, passes=False),
    returning("1", _1, "1.0", real(1.0), passes=False),
    returning("1.0", real(1.0), "1", _1, passes=False),
    returning("1", _1, "True", boolean(True), passes=False),
    returning("true", boolean(True), "1", _1, passes=False),
    returning("true", boolean(True), "True", boolean(True), passes=True),
    returning("false", boolean(False), "0", integer(0), passes=False),
    returning("5", integer(5), "'5'", words("5"), passes=False),
    returning("-3", integer(-3), "-3", integer(-3), passes=True),
    returning("1", _1, "Level.LOW", _1, passes=True, before=_INT_ENUM),
    returning("100000000000000000000000", integer(10**23), "10 ** 23", integer(10**23), passes=True),
    returning("0.3", real(0.3), "0.1 + 0.2", real(0.1 + 0.2), passes=True),
    returning("1.0", real(1.0), "1.0000000005", real(1.0000000005), passes=True),
    returning("1.0", real(1.0), "1.00000001", real(1.00000001), passes=False),
    returning("0.0", real(0.0), "1e-12", real(1e-12), passes=False),
    returning("0.0", real(0.0), "-0.0", real(-0.0), passes=True),
    returning(".nan", real(float("nan")), "float('nan')", real(float("nan")), passes=True),
    returning(".inf", real(float("inf")), "float('inf')", real(float("inf")), passes=True),
    returning(".inf", real(float("inf")), "float('-inf')", real(float("-inf")), passes=False),
    returning("5", integer(5), "Decimal(5)", decimal("5"), passes=False, before=_DECIMAL),
    returning(
        '!fixed_precision "5.0"',
        decimal("5.0"),
        'Decimal("5.00")',
        decimal("5.00"),
        passes=True,
        is_read=False,
        before=_DECIMAL,
    ),
)

TEXTS: tuple[Row, ...] = (
    returning('"a"', words("a"), "'a'", words("a"), passes=True),
    returning('"a"', words("a"), "'a\\n'", words("a\n"), passes=False),
    returning('"a"', words("a"), "'A'", words("A"), passes=False),
    returning('"a"', words("a"), "' a'", words(" a"), passes=False),
    returning('""', words(""), "''", words(""), passes=True),
    returning('""', words(""), "None", NOTHING, passes=False),
    returning('"5"', words("5"), "5", integer(5), passes=False),
    returning('"a\\nb"', words("a\nb"), "'a\\nb'", words("a\nb"), passes=True),
    returning('"a"', words("a"), "b'a'", unknown("b'a'"), passes=False),
)

_ONE_TWO = list_of(_1, _2)

CONTAINERS: tuple[Row, ...] = (
    returning("[1, 2]", sequence(_1, _2), "[1, 2]", _ONE_TWO, passes=True),
    returning("[1, 2]", sequence(_1, _2), "(1, 2)", tuple_of(_1, _2), passes=True),
    returning("[1, 2]", sequence(_1, _2), "[2, 1]", list_of(_2, _1), passes=False),
    returning("[1, 2]", sequence(_1, _2), "[1, 2, 2]", list_of(_1, _2, _2), passes=False),
    returning("[1, 2]", sequence(_1, _2), "[1.0, 2]", list_of(real(1.0), _2), passes=False),
    returning("[1, 2]", sequence(_1, _2), "{1, 2}", set_of(_1, _2), passes=False),
    returning("[1, 2]", sequence(_1, _2), "range(1, 3)", unknown("range(1, 3)"), passes=False),
    returning("[1, 2]", sequence(_1, _2), "iter([1, 2])", unknown("<list_iterator object>"), passes=False),
    returning("[1, 2]", sequence(_1, _2), "Pair(1, 2)", tuple_of(_1, _2), passes=True, before=_NAMEDTUPLE),
    returning(
        "[[1], [2]]",
        sequence(sequence(_1), sequence(_2)),
        "([1], (2,))",
        tuple_of(list_of(_1), tuple_of(_2)),
        passes=True,
    ),
    returning(
        "[1, 0]", sequence(_1, integer(0)), "[True, False]", list_of(boolean(True), boolean(False)), passes=False
    ),
    returning("[]", sequence(), "[]", list_of(), passes=True),
    returning("[]", sequence(), "()", tuple_of(), passes=True),
    returning("[]", sequence(), "None", NOTHING, passes=False),
    returning("[null]", sequence(NOTHING), "[None]", list_of(NOTHING), passes=True),
    returning("[.nan]", sequence(real(float("nan"))), "[float('nan')]", list_of(real(float("nan"))), passes=True),
    returning("!tuple [1, 2]", tuple_of(_1, _2), "[1, 2]", _ONE_TWO, passes=False),
    returning("!tuple [1, 2]", tuple_of(_1, _2), "(1, 2)", tuple_of(_1, _2), passes=True),
    returning('!expression "(1, 2)"', tuple_of(_1, _2), "[1, 2]", _ONE_TWO, passes=False),
    returning('!expression "(1, 2)"', tuple_of(_1, _2), "(1, 2)", tuple_of(_1, _2), passes=True),
    returning("!list [1, 2]", _ONE_TWO, "(1, 2)", tuple_of(_1, _2), passes=False),
    returning("!list [1, 2]", _ONE_TWO, "[1, 2]", _ONE_TWO, passes=True),
    returning("!set [1, 2]", set_of(_1, _2), "{2, 1}", set_of(_2, _1), passes=True),
    returning("!set [1, 2]", set_of(_1, _2), "[1, 2]", _ONE_TWO, passes=False),
    returning("!set [1, 2]", set_of(_1, _2), "frozenset({1, 2})", unknown("frozenset({1, 2})"), passes=False),
    returning("!set [1, 1.0]", set_of(_1, real(1.0)), "{1}", set_of(_1), passes=False),
    returning("!set [1, 1]", set_of(_1), "{1}", set_of(_1), passes=True),
    returning("!set [1]", set_of(_1), "{True}", set_of(boolean(True)), passes=False),
    returning(
        "{a: 1, b: 2}",
        dict_of((words("a"), _1), (words("b"), _2)),
        "{'b': 2, 'a': 1}",
        dict_of((words("b"), _2), (words("a"), _1)),
        passes=True,
    ),
    returning("{a: 1}", dict_of((words("a"), _1)), "{'a': 1.0}", dict_of((words("a"), real(1.0))), passes=False),
    returning("{a: 1}", dict_of((words("a"), _1)), "{}", dict_of(), passes=False),
    returning("{a: 1}", dict_of((words("a"), _1)), "{'b': 1}", dict_of((words("b"), _1)), passes=False),
    returning("{1: 2}", dict_of((_1, _2)), "{1.0: 2}", dict_of((real(1.0), _2)), passes=False),
    returning(
        "{a: 1}",
        dict_of((words("a"), _1)),
        "OrderedDict(a=1)",
        dict_of((words("a"), _1)),
        passes=True,
        before=_ORDERED_DICT,
    ),
    returning(
        "{a: [1]}",
        dict_of((words("a"), sequence(_1))),
        "{'a': (1,)}",
        dict_of((words("a"), tuple_of(_1))),
        passes=True,
    ),
)

NONE: tuple[Row, ...] = (
    returning("", None, "None", NOTHING, passes=True),
    returning("", None, "5", integer(5), passes=False),
    returning("", None, "''", words(""), passes=False),
    returning("null", NOTHING, "None", NOTHING, passes=True),
    returning("null", NOTHING, "0", integer(0), passes=False),
    returning("1", _1, "None", NOTHING, passes=False),
    returning('!expression "None"', NOTHING, "None", NOTHING, passes=True),
    returning("1", _1, "object()", unknown("<object object at 0x1>"), passes=False),
)

VALUES = (*NUMBERS, *TEXTS, *CONTAINERS, *NONE)
