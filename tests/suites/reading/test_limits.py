"""How large a suite may be, and what is said of a larger one: at once, and not after it has eaten the memory."""

import time

import pytest

from slipway.suites.reading.suite_file import ReadSuite, read_suite
from tests.often import often
from tests.suites.reading.snippets import told

TOO_LARGE = (
    "the suite has more than 100000 entries, or too much text, where each alias counts as what it stands for: leave "
    "out cases, or make their values smaller"
)
TOO_DEEP = "lists and mappings are nested more than 100 deep here: make the value flatter"


def suite_of_contexts(contexts: int, cases: int) -> str:
    """So many contexts of so many cases, a line each: the first case stands in line 4."""
    case = "    - {expression: f(1), return: 1}\n"
    return "- tab: A\n  contexts:\n" + f"  - testcases:\n{case * cases}" * contexts


@pytest.mark.parametrize(("contexts", "cases"), [(200, 1), (1, 500), (100, 5), (1, 152), (152, 1)])
def test_as_many_as_may_be(contexts: int, cases: int) -> None:
    read = read_suite(suite_of_contexts(contexts, cases))
    assert read.suite, told(read)
    assert sum(len(context.cases) for context in read.suite.tabs[0].contexts) == contexts * cases


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            suite_of_contexts(1, 2000),
            (
                "504: the suite has 2000 cases, at most 500 are taken: leave out those that check the same, or make "
                "two exercises of it"
            ),
        ),
        (
            suite_of_contexts(201, 1),
            (
                "404: the suite has 201 contexts, at most 200 are taken, and each case right below a tab is one: put "
                "several calls into the testcases of one context"
            ),
        ),
        (
            "".join(f"- {{tab: T{tab}, testcases: [{{stdout: x}}]}}\n" for tab in range(21)),
            "21: the suite has 21 tabs, at most 20 are taken: put several into one",
        ),
    ],
)
def test_one_more_than_may_be(source: str, sentence: str) -> None:
    assert told(read_suite(source)) == [sentence]


def nested(levels: int) -> str:
    return f"- {{tab: A, testcases: [{{expression: f(), return: {'[' * levels}{']' * levels}}}]}}"


def test_how_deep_values_may_be() -> None:
    assert read_suite(nested(90)).suite
    assert told(read_suite(nested(101))) == [f"1: {TOO_DEEP}"]


BILLION = "- &a0 [x, x]\n" + "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
CHAIN = "- &a0 [x]\n" + "".join(f"- &a{n} [*a{n - 1}]\n" for n in range(1, 5000))
MERGED = "a0: &a0 {x0: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 30))
LONG_TEXT = f"- &a {'x' * 900_000}\n" + "- *a\n" * 500


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (BILLION, f"6: {TOO_LARGE}"),
        (MERGED, f"6: {TOO_LARGE}"),
        (LONG_TEXT, f"1: {TOO_LARGE}"),
        (CHAIN, f"100: {TOO_DEEP}"),
        ("[" * 100_000, f"1: {TOO_DEEP}"),
        ("- " * 100_000, f"1: {TOO_DEEP}"),
        ("? " * 100_000, f"1: {TOO_DEEP}"),
        ("{a: " * 100_000, f"1: {TOO_DEEP}"),
        pytest.param("- a\n" * 200_000, f"100000: {TOO_LARGE}", marks=pytest.mark.long),
        ("x" * 2_500_001, "1: the suite is longer than 2.5 MB: make the inputs of its cases smaller"),
        (b"\xff" * 2_500_001, "1: the suite is longer than 2.5 MB: make the inputs of its cases smaller"),
        ("é" * 1_250_001, "1: the suite is longer than 2.5 MB: make the inputs of its cases smaller"),
    ],
    ids=lambda given: given[:12],
)
def test_bombs(source: str | bytes, sentence: str) -> None:
    began = time.process_time()
    assert told(read_suite(source)) == [sentence]
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        pytest.param(
            "[" + "1," * 100_000 + "]",
            "4: !expression: the value has more than 100000 entries: make it smaller",
            marks=pytest.mark.long,
        ),
        ("(" * 250 + ")" * 250, "4: !expression: this is not Python: too many nested parentheses"),
        (
            "(" * 150 + "1," + ",)" * 150,
            "4: !expression: this is not Python: invalid syntax",
        ),
        (
            "-" * 100_000 + "1",
            "4: !expression: brackets and calls are nested more than 100 deep: make the value flatter",
        ),
    ],
    ids=["long", "parentheses", "tuples", "signs"],
)
def test_bombs_of_python(expected: str, sentence: str) -> None:
    source = f"- tab: A\n  testcases:\n  - expression: f()\n    return: !expression '{expected}'\n"
    assert told(read_suite(source)) == [sentence]


LONG_NAME = "a" * 2_000_000


LONG_CASES = [
    f"expression: {LONG_NAME}",
    f"expression: n = {LONG_NAME}",
    f"expression: f({LONG_NAME[:900_000]}=1, {LONG_NAME[:900_000]}=1)",
    f"stdin: *{LONG_NAME}",
    f"stdin: !{LONG_NAME} x",
    f"? {LONG_NAME}\n  : x",
    f"expression: f()\n    return: ({',' * 2_000_000}x",
]


@pytest.mark.parametrize("case", often([LONG_CASES[0], LONG_CASES[-1]], LONG_CASES), ids=lambda case: case[:12])
def test_sentences_stay_short(case: str) -> None:
    read = read_suite(f"- tab: A\n  testcases:\n  - {case}\n")
    assert all(len(str(said)) < 400 for said in (*read.faults, *read.warnings))


def at_depth(levels: int) -> ReadSuite:
    return at_depth(levels - 1) if levels else read_suite(nested(90))


@pytest.mark.parametrize("levels", range(0, 900, 50))
def test_a_caller_that_is_deep_itself_gets_an_answer(levels: int) -> None:
    read = at_depth(levels)
    assert read.suite or "too deep" in told(read)[0] or "100 deep" in told(read)[0]


def test_a_fault_in_each_of_many_keys_is_soon_told() -> None:
    source = "- {" + ", ".join(f"key{n}: x" for n in range(3_000)) + "}"
    began = time.process_time()
    assert len(read_suite(source).faults) == 101
    assert time.process_time() - began < 10
