"""What `return` expects, from YAML and from Python's literals."""

import math

import pytest

from slipway.suites.reading.suite_file import read_suite
from slipway.suites.value import NOTHING, Value, ValueType
from tests.suites.reading.snippets import only_case, row, suite_of_case, told, value

LIST, SET = ValueType.LIST, ValueType.SET


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("5", value(5)),
        ("-5", value(-5)),
        ("+5", value(5)),
        ("1_000", value(1000)),
        ("0x1f", value(31)),
        ("0b11", value(3)),
        ("5.0", value(5.0)),
        ("-0.5", value(-0.5)),
        (".5", value(0.5)),
        ("1.0e+3", value(1000.0)),
        (".inf", value(math.inf)),
        ("-.INF", value(-math.inf)),
        ("true", value(True)),
        ("False", value(False)),
        ("null", NOTHING),
        ("~", NOTHING),
        ("hello", value("hello")),
        ('"5"', value("5")),
        ("'no'", value("no")),
        ("'a\\nb'", value("a\\nb")),
        ('"a\\nb"', value("a\nb")),
        ('""', value("")),
        ("|\n  two\n  lines", value("two\nlines\n")),
        (">-\n  one\n  line", value("one line")),
        ("[1, 2]", value([1, 2])),
        ("\n- 1\n- [2.0, x]", value([1, [2.0, "x"]])),
        ("[]", value([])),
        ("[null, ~]", value([None, None])),
        ("{a: 1, 2: b}", value({"a": 1, 2: "b"})),
        ("{}", value({})),
        ("{? !tuple [1, 2] : x}", value({(1, 2): "x"})),
        ("!tuple [1, 2]", value((1, 2))),
        ("!tuple []", value(())),
        ("!list [1, 2]", row(LIST, 1, 2)),
        ("!sequence [1]", value([1])),
        ("!set [2, 1, 2]", row(SET, 2, 1)),
        ("!set [1, 1.0, true]", row(SET, 1, 1.0, True)),
        ("!!set {1, 2}", row(SET, 1, 2)),
        ("!map {a: 1}", value({"a": 1})),
        (
            "!tuple [!list [1], {a: !set [x]}]",
            Value(ValueType.TUPLE, (row(LIST, 1), Value(ValueType.DICT, ((value("a"), row(SET, "x")),)))),
        ),
        ("!integer 5", value(5)),
        ("!real 5", value(5.0)),
        ("!real 1e3", value(1000.0)),
        ("!text 5", value("5")),
        ("!text no", value("no")),
        ("!boolean false", value(False)),
        ("!!str 5", value("5")),
        ("!!int '5'", value(5)),
        ("!!float 5", value(5.0)),
        ("!!bool 'no'", value(False)),
        ("!expression '5'", value(5)),
        ("!expression '-5.5'", value(-5.5)),
        ("!expression '\"a\"'", value("a")),
        ("!expression 'None'", NOTHING),
        ("!expression 'Null'", NOTHING),
        ("!expression '(1, [2, True])'", value((1, [2, True]))),
        ("!expression '(1,)'", value((1,))),
        ("!expression '{1, 2}'", row(SET, 1, 2)),
        ("!expression 'set()'", row(SET)),
        ("!expression 'list([1, 2])'", row(LIST, 1, 2)),
        ("!expression 'tuple([1, 2])'", value((1, 2))),
        ("!expression 'int8(5)'", value(5)),
        ("!expression 'real(5)'", value(5.0)),
        ("!expression '{\"a\": {1: 2}}'", value({"a": {1: 2}})),
        ("!expression 'map()'", value({})),
        ("!expression '[1, 2]  # a comment'", value([1, 2])),
        ("[!expression '(1, 2)', 3]", value([(1, 2), 3])),
        ("!oracle {value: 5}", value(5)),
        ("!oracle {value: [1], oracle: builtin}", value([1])),
    ],
)
def test_what_is_expected(written: str, read: Value) -> None:
    assert only_case(f"expression: f()\nreturn: {written}").value == read


def test_nan_is_a_real_number() -> None:
    expected = only_case("expression: f()\nreturn: .nan").value
    assert isinstance(expected, Value)
    assert expected.type is ValueType.REAL
    assert isinstance(expected.data, float)
    assert math.isnan(expected.data)


def test_a_large_number_has_its_digits() -> None:
    assert only_case(f"expression: f()\nreturn: {'9' * 4000}").value == value(int("9" * 4000))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("no", '4: no is the truth value false here: write false, or "no"'),
        ("On", '4: On is the truth value true here: write true, or "On"'),
        ("010", '4: 010 is the number 8 here: write 8, or "010"'),
        ("1:30", '4: 1:30 is the number 90 here: write 90, or "1:30"'),
        ("1:30.5", '4: 1:30.5 is the number 90.5 here: write 90.5, or "1:30.5"'),
        ("08", '4: 08 is a text here: write 8 for what it looks like, or "08" for the text'),
        ("1e3", '4: 1e3 is a text here: write 1000.0 for what it looks like, or "1e3" for the text'),
        ("1e300", '4: 1e300 is a text here: write 1.0e+300 for what it looks like, or "1e300" for the text'),
        ("-.5", '4: -.5 is a text here: write -0.5 for what it looks like, or "-.5" for the text'),
        ("nan", '4: nan is a text here: write .nan for what it looks like, or "nan" for the text'),
        ("-inf", '4: -inf is a text here: write -.inf for what it looks like, or "-inf" for the text'),
        ("None", '4: None is a text here: write null for what it looks like, or "None" for the text'),
        (
            "(1, 2)",
            "4: (1, 2) is a text here: write !expression '(1, 2)' for what it looks like, or \"(1, 2)\" for the text",
        ),
        ("", "4: return is empty, so only None passes: write null if that is meant"),
        ("[1, off]", '4: off is the truth value false here: write false, or "off"'),
    ],
)
def test_what_yaml_takes_for_something_else_is_a_warning(written: str, sentence: str) -> None:
    read = read_suite(suite_of_case(f"expression: f()\nreturn: {written}"))
    assert read.suite
    assert told(read) == [f"warning {sentence}"]


@pytest.mark.parametrize(
    "written", ["'010'", "'no'", "'1e3'", "1.2.3", "(1", "0", "0.5", "!!str 5", "e3", "y", "n", "a:b"]
)
def test_nothing_is_said_of_what_is_meant(written: str) -> None:
    assert told(read_suite(suite_of_case(f"expression: f()\nreturn: {written}"))) == []


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2024-01-01", '2024-01-01 is a date in YAML, and no value: write "2024-01-01" for the text'),
        ("=", '= has a meaning in YAML, and is no value: write "=" for the text'),
        ("!!binary YQ==", "!!binary is no type: put a text that begins with ! into quotes"),
        ("!!omap [a: 1]", "!!omap is no type: put a text that begins with ! into quotes"),
        ("9" * 5000, f"'{'9' * 59}…' cannot be read as a number: mend it, or put it into quotes"),
        ("0x" + "f" * 5000, f"'0x{'f' * 57}…' cannot be read as a number: mend it, or put it into quotes"),
        ('!boolean "false"', "what follows !boolean is read as a text: write 'false' without quotes"),
        ("!!bool maybe", "'maybe' is no truth value: write true or false"),
        ("!!int five", "'five' cannot be read as a number: mend it, or put it into quotes"),
        ("!integer 5.5", "'5.5' is not of the type !integer: leave the tag out, or mend the value"),
        ("!tuple 5", "!tuple does not fit what follows it: write a list after it, such as !tuple [1, 2]"),
        ("!set {1, 2}", "!set does not fit what follows it: write a list after it, such as !set [1, 2]"),
        ("!integer [5]", "!integer does not fit what follows it: write one value after it, not a list"),
        (
            "!expression [5]",
            '!expression does not fit what follows it: write a text in quotes after it, such as !expression "(1, 2)"',
        ),
        ("!!set [1, 2]", "!!set is not followed by a list: write !set [1, 2] with one exclamation mark"),
        ("!!set {1: 2}", "a set has members without values: write !!set {1, 2}, or !set [1, 2]"),
        ("!int8 5", "the type int8 is not known here yet: leave !int8 out"),
        ('!fixed_precision "5.0"', "the type fixed_precision is not known here yet: leave !fixed_precision out"),
        ("!v 5", "!v is no type: put a text that begins with ! into quotes"),
        (
            "!!python/object:os.system x",
            "!!python/object:os.system is no type: put a text that begins with ! into quotes",
        ),
        ("!path x.txt", "values are not read from files yet: write the value itself instead of !path"),
        ("[!oracle {value: 1}]", "!oracle stands alone after return, stdout or stderr, not inside a value"),
        (
            "!set [[1]]",
            "members of a set and keys of a dict are texts, numbers, truth values and tuples: write a tuple here",
        ),
        (
            "{? [1] : 2}",
            "members of a set and keys of a dict are texts, numbers, truth values and tuples: write a tuple here",
        ),
        (
            "!expression '{(1, [2])}'",
            (
                "!expression: members of a set and keys of a dict are texts, numbers, truth values and tuples: write a "
                "tuple here"
            ),
        ),
        ("{a: 1, a: 2}", "the key 'a' is here twice, first in line 4: remove one"),
        (
            "!expression 'f(1)'",
            "!expression: an expected value is a literal: calls, names and = cannot stand in it",
        ),
        (
            "!expression 'x = 1'",
            "!expression: an expected value is a literal: calls, names and = cannot stand in it",
        ),
        ("!expression '(1,'", "!expression: this is not Python: '(' was never closed"),
        ("!expression '[1, 2]; 3'", "!expression: one call, value or assignment must stand here, and these are 2"),
        (
            "!expression 'fixed_precision(5.0)'",
            (
                "!expression: the type fixed_precision is not known here: write a plain Python literal, or put the "
                "module's name and a dot before a function of the program"
            ),
        ),
        (
            "!expression '1 + 2'",
            (
                "!expression: an operator is not read here, only calls, names, attributes and literals: put the rest "
                "into a function of the exercise, and call that"
            ),
        ),
        ("!expression '\"\\ud800\"'", "!expression: the text holds half a character: write the whole one"),
        ("!expression 0x" + "f" * 5000, "!expression: a whole number has at most 4200 digits: write a shorter one"),
        (f"!expression real({10**400})", "!expression: the number is too large for a real number: write a smaller one"),
    ],
)
def test_no_value(written: str, sentence: str) -> None:
    assert told(read_suite(suite_of_case(f"expression: f()\nreturn: {written}"))) == [f"4: {sentence}"]
