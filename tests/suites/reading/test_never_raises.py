"""Whatever is given, the reader answers: a suite, or faults with a line that the file has."""

import string

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from slipway.suites.reading.expressions import read_statement
from slipway.suites.reading.key_tables import CASE, CONTEXT, ROOT, TAB, TEXT_CHECK, TEXT_CONFIG
from slipway.suites.reading.suite_file import read_suite
from tests.often import at_most

KEYS = sorted({*ROOT.keys, *TAB.keys, *CONTEXT.keys, *CASE.keys, *TEXT_CHECK.keys, *TEXT_CONFIG.keys, "<<", "value"})
PIECES = [
    *(f"{key}: " for key in KEYS),
    *(
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "? ",
        "| ",
        "|\n  ",
        ">-\n  ",
        "'",
        '"',
    ),
    *(
        "!tuple ",
        "!set ",
        "!!set ",
        "!expression ",
        "!oracle ",
        "!path ",
        "!<",
        "!e!",
        "&a ",
        "*a",
        "<<: *a",
        "#",
        "%",
        "@",
        "\t",
    ),
    *(
        "yes",
        "010",
        "1:30",
        "1e3",
        ".nan",
        "~",
        "2024-01-01",
        "f(1)",
        "n = f(1)",
        "x.y",
        "LIMIT",
        "(1,)",
        "\\",
        "\r\n",
        "\ufeff",
    ),
    *("---\n", "...\n", "%YAML 1.1\n", "\x00", "\x85", "\u2028", "\ud800", "é", "\U0001f600", "9" * 30),
]


def assert_answers(source: str | bytes) -> None:
    read = read_suite(source)
    assert (read.suite is None) == bool(read.faults)
    for tab in read.suite.tabs if read.suite else ():
        for case in (case for context in tab.contexts for case in context.cases):
            if case.given.call:
                compile(case.given.call.code, "case", "eval" if case.given.call.is_expression else "exec")
    raw = source if isinstance(source, bytes) else source.encode(errors="surrogatepass")
    lines = len(raw.decode(errors="replace").splitlines()) + 1
    for fault in (*read.faults, *read.warnings):
        assert 1 <= fault.line <= lines
        assert "%(" not in str(fault) or b"%(" in raw
        assert "\n" not in str(fault)


QUICK = settings(max_examples=at_most(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.binary(max_size=300))
def test_bytes(source: bytes) -> None:
    assert_answers(source)


@QUICK
@given(st.text(alphabet=st.characters() | st.sampled_from("-:[]{}!&*|>'\"%@`#, \n?"), max_size=200))
def test_texts(source: str) -> None:
    assert_answers(source)


@QUICK
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("- tab: {tab: [*a")
@example("&a : *a")
@example("!<tag:yaml.org,2002:map> x")
def test_pieces_of_yaml(source: str) -> None:
    assert_answers(source)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["f(1)", "x = 1", "a.b"]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=25,
)


@QUICK
@given(VALUES)
def test_yaml_of_any_shape(shape: object) -> None:
    assert_answers(yaml.safe_dump(shape, allow_unicode=True))
    assert_answers(yaml.safe_dump([{"tab": "A", "testcases": shape}]))
    assert_answers(yaml.safe_dump([{"tab": "A", "testcases": [shape]}]))


@QUICK
@given(VALUES, st.sampled_from(CASE.keys))
def test_cases_with_any_value(shape: object, key: str) -> None:
    assert_answers(yaml.safe_dump([{"tab": "A", "contexts": [{"testcases": [{"statement": "f()"}, {key: shape}]}]}]))


@QUICK
@given(st.text(alphabet=string.printable + "é", max_size=60) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_expression(source: str) -> None:
    for key in ("expression", "statement"):
        assert_answers(yaml.safe_dump([{"tab": "A", "testcases": [{key: source, "stdout": "x"}]}]))


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.sets(st.integers() | st.text(max_size=3), max_size=1)  # more would be written in any order
        | st.dictionaries(st.integers() | st.text(max_size=3) | st.tuples(st.integers()), inner, max_size=3)
    ),
    max_leaves=20,
)


@QUICK
@given(LITERALS)
def test_literals_are_written_as_they_are(literal: object) -> None:
    source = repr(literal).replace("inf", "1e999")
    code = read_statement(source, assigned=frozenset(), namespace="submission").code
    assert repr(eval(code)) == repr(eval(source))
