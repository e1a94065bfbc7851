"""What is said of differences that are hard to see."""

import pytest

from slipway.suites.judge.judging import judge_suite
from slipway.suites.observed import SeenCase
from slipway.suites.suite import Case, CaseInput, ExceptionCheck, TextCheck, TextOptions
from slipway.suites.value import NOTHING, Value
from tests.suites.building import (
    boolean,
    called,
    decimal,
    dict_of,
    ended,
    integer,
    list_of,
    one_case,
    raised,
    real,
    seen,
    sequence,
    set_of,
    tuple_of,
    unknown,
    words,
)


def said(case: Case, sight: SeenCase) -> list[str]:
    result = judge_suite(one_case(case), [[ended(sight)]])
    return [sentence.english for check in result.tabs[0].cases[0].checks for sentence in check.sentences]


ONE, TWO = integer(1), integer(2)


@pytest.mark.parametrize(
    ("expected", "got", "sentence"),
    [
        (ONE, TWO, None),
        (words("a"), words("b"), None),
        (words("5"), integer(5), "It should return the text '5', but it returned the whole number 5."),
        (ONE, real(1.0), "It should return the whole number 1, but it returned the floating-point number 1.0."),
        (ONE, boolean(True), "It should return the whole number 1, but it returned the truth value True."),
        (
            integer(5), decimal("5"),
            "It should return the whole number 5, but it returned the decimal number Decimal('5').",
        ),
        (tuple_of(ONE), list_of(ONE), "It should return the tuple (1,), but it returned the list [1]."),
        (set_of(), dict_of(), "It should return the set set(), but it returned the dictionary {}."),
        (ONE, NOTHING, "It should return the whole number 1, but it returned the value None."),
        (None, ONE, "It should return the value None, but it returned the whole number 1."),
        (
            sequence(ONE), unknown("range(1, 2)"),
            "It should return the list [1], but it returned the object range(1, 2), which no test can compare.",
        ),
        (sequence(ONE, TWO), list_of(ONE), "There should be 2 elements, but there are 1."),
        (sequence(ONE, TWO), list_of(ONE, ONE), "At [1]: 2 was expected, but it is 1."),
        (
            sequence(sequence(ONE), TWO), list_of(list_of(words("1")), TWO),
            "At [0][0]: the whole number 1 was expected, but it is the text '1'.",
        ),
        (
            dict_of((words("a"), sequence(ONE))), dict_of((words("a"), list_of(TWO))),
            "At ['a'][0]: 1 was expected, but it is 2.",
        ),
        (dict_of((words("a"), ONE)), dict_of(), "The key 'a' is missing."),
        (dict_of(), dict_of((words("a"), ONE)), "The key 'a' was not expected."),
        (set_of(ONE, TWO), set_of(ONE), "The element 2 is missing."),
        (set_of(ONE), set_of(ONE, TWO), "The element 2 was not expected."),
        (set_of(ONE, real(1.0)), set_of(ONE), "The element 1.0 is missing."),
    ],
)  # fmt: skip
def test_values(expected: Value | None, got: Value, sentence: str | None) -> None:
    assert said(Case(line=3, given=called("f()"), value=expected), seen(value=got)) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("expected", "printed"), [(integer(5), "5\n"), (words("yes"), "yes\n"), (sequence(ONE, TWO), "[1, 2]")]
)
def test_printed_instead_of_returned(expected: Value, printed: str) -> None:
    sentences = said(Case(line=3, given=called("f()"), value=expected), seen(printed, value=NOTHING))
    assert "The value was printed, but it should be returned." in sentences


@pytest.mark.parametrize(
    ("expected", "got", "sentence"),
    [
        ("a", "", "Nothing was written."),
        ("a", "a", "A line break is missing at the end."),
        ("a\n\n\n", "a\n", "2 line breaks are missing at the end."),
        ("a", "a\n\n", "There is one line break too many at the end."),
        ("a", "a\n\n\n", "There are 2 line breaks too many at the end."),
        ("a b", "a  b\n", "Only blanks or line breaks differ."),
        ("a b", "a\nb\n", "Only blanks or line breaks differ."),
        ("Ada", "ADA\n", "Only small and capital letters differ."),
        ("a", "b\n", None),
    ],
)
def test_texts(expected: str, got: str, sentence: str | None) -> None:
    case = Case(line=3, given=CaseInput(), stdout=TextCheck(text=expected))
    assert said(case, seen(got)) == ([sentence] if sentence else [])


def test_texts_by_their_options() -> None:
    options = TextOptions(ignores_case=True, ignores_space_at_end=True)
    case = Case(line=3, given=CaseInput(), stdout=TextCheck(text="a b", options=options))
    assert said(case, seen("A  B\n\n")) == ["Only blanks or line breaks differ."]


def test_silence() -> None:
    sentences = said(Case(line=3, given=CaseInput()), seen("a", "b"))
    assert sentences == ["Nothing should be printed here.", "Nothing should be written to stderr here."]


@pytest.mark.parametrize(
    ("check", "sight", "sentence"),
    [
        (None, seen(exception=raised("KeyError", "'a'")), "KeyError was raised, and the program did not catch it."),
        (ExceptionCheck(message="bad"), seen(), "An exception should be raised here, but none was."),
        (ExceptionCheck(message="bad"), seen(exception=raised("KeyError")), "The message of the exception differs."),
        (
            ExceptionCheck(name="ValueError"),
            seen(exception=raised("KeyError")),
            "ValueError should be raised, but KeyError was.",
        ),
        (
            ExceptionCheck(name="a.Bad"),
            seen(exception=raised("Bad", module="b")),
            "a.Bad should be raised, but b.Bad was.",
        ),
    ],
)
def test_exceptions(check: ExceptionCheck | None, sight: SeenCase, sentence: str) -> None:
    assert said(Case(line=3, given=CaseInput(), exception=check), sight) == [sentence]


def test_a_program_without_exit_code() -> None:
    result = judge_suite(one_case(Case(line=3, given=CaseInput(), exit_code=0)), [[ended(seen(), code=None)]])
    [check] = result.tabs[0].cases[0].checks
    assert [each.english for each in check.sentences] == ["The program has no exit code, because it was stopped."]
