"""What a case gives and checks."""

import pytest

from slipway.suites.reading.suite_file import read_suite
from slipway.suites.suite import Case, CaseInput, ExceptionCheck, OracleCheck, TextCheck, TextOptions
from slipway.suites.value import Value, ValueType
from tests.suites.reading.snippets import only_case, only_context, suite_of_case, suite_of_cases, told, value


@pytest.mark.parametrize(
    ("case", "given"),
    [
        ("stdout: hi", CaseInput()),
        ('stdin: "5"', CaseInput(stdin="5\n")),
        ('stdin: ""', CaseInput(stdin="")),
        ("stdin: five", CaseInput(stdin="five\n")),
        ("stdin: |\n  3\n  4", CaseInput(stdin="3\n4\n")),
        ("stdin: |-\n  3\n  4", CaseInput(stdin="3\n4\n")),
        ("stdin: |+\n  3\n\n", CaseInput(stdin="3\n\n\n")),
        ('stdin: "3\\n\\n4"', CaseInput(stdin="3\n\n4\n")),
        ('stdin: {content: "5"}', CaseInput(stdin="5\n")),
        ("stdin: 'a\\r\\nb'", CaseInput(stdin="a\\r\\nb\n")),
        ('stdin: "a\\r\\nb"', CaseInput(stdin="a\r\nb\n")),
        ("arguments: [\"a b\", '5']", CaseInput(arguments=("a b", "5"))),
        ("arguments: []", CaseInput()),
        ('stdin: "5"\narguments: [x]', CaseInput(stdin="5\n", arguments=("x",))),
    ],
)
def test_what_a_program_is_given(case: str, given: CaseInput) -> None:
    assert only_case(case).given == given


def checks(case: Case) -> dict[str, object]:
    """The checks that a case has, by their names."""
    names = ("stdout", "stderr", "value", "exception", "exit_code")
    return {name: getattr(case, name) for name in names if getattr(case, name) is not None}


def near(expected: Value, *arguments: Value, function: str = "evaluate") -> OracleCheck:
    return OracleCheck(file="near.py", function=function, expected=expected, arguments=arguments)


@pytest.mark.parametrize(
    ("case", "read"),
    [
        ("stdin: x", {}),
        ("stdout: hi", {"stdout": TextCheck(text="hi")}),
        ('stdout: ""', {"stdout": TextCheck(text="")}),
        ("stdout: |\n  a\n   b ", {"stdout": TextCheck(text="a\n b \n")}),
        ("stdout: {data: hi}", {"stdout": TextCheck(text="hi")}),
        ("stdout: {content: hi}", {"stdout": TextCheck(text="hi")}),
        ("stdout: {data: 5}", {"stdout": TextCheck(text="5")}),
        ("stdout: {data: -3.14}", {"stdout": TextCheck(text="-3.14")}),
        ("stdout: {data: hi, oracle: builtin}", {"stdout": TextCheck(text="hi")}),
        ("stdout: !oracle {data: hi}", {"stdout": TextCheck(text="hi")}),
        ("stdout: a\nstderr: b", {"stdout": TextCheck(text="a"), "stderr": TextCheck(text="b")}),
        (
            "stdout: {data: hi, oracle: custom_check, file: near.py}",
            {"stdout": near(value("hi\n"))},
        ),
        (
            'stderr: !oracle {data: "", oracle: custom_check, file: ./near.py, name: close, languages: [python]}',
            {"stderr": near(value(""), function="close")},
        ),
        ("expression: f()\nreturn: 5", {"value": value(5)}),
        ("expression: f()\nreturn: null", {"value": value(None)}),
        ("expression: f()\nstdout: x", {"stdout": TextCheck(text="x")}),
        ("expression: f()\nreturn: {oracle: custom_check}", {"value": value({"oracle": "custom_check"})}),
        (
            (
                "expression: f()\nreturn: !oracle\n  value: 5\n  oracle: custom_check\n  file: near.py\n"
                "  arguments: [0.5, !expression '(1,)']"
            ),
            {"value": near(value(5), value(0.5), value((1,)))},
        ),
        ("exception: no such thing", {"exception": ExceptionCheck(message="no such thing")}),
        ('exception: ""', {"exception": ExceptionCheck(message="")}),
        ("exception: {message: gone}", {"exception": ExceptionCheck(message="gone")}),
        ("exception: {types: {python: ValueError}}", {"exception": ExceptionCheck(name="ValueError")}),
        (
            "exception: {message: gone, types: {python: json.JSONDecodeError, java: E}}",
            {"exception": ExceptionCheck(message="gone", name="json.JSONDecodeError")},
        ),
        ("exit_code: 0", {"exit_code": 0}),
        ("exit_code: 255", {"exit_code": 255}),
    ],
)
def test_what_is_checked(case: str, read: dict[str, object]) -> None:
    assert checks(only_case(case)) == read


@pytest.mark.parametrize(
    ("config", "options"),
    [
        ("{normalizeTrailingNewlines: false}", TextOptions(adds_newline=False)),
        ("{ignoreWhitespace: true}", TextOptions(ignores_space_at_end=True)),
        ("{caseInsensitive: true}", TextOptions(ignores_case=True)),
        ("{tryFloatingPoint: true}", TextOptions(as_number=True)),
        ("{tryFloatingPoint: true, applyRounding: true}", TextOptions(as_number=True, rounds_to=3)),
        ("{tryFloatingPoint: true, applyRounding: true, roundTo: 0}", TextOptions(as_number=True, rounds_to=0)),
        ("{tryFloatingPoint: true, applyRounding: false}", TextOptions(as_number=True)),
    ],
)
def test_how_texts_are_compared(config: str, options: TextOptions) -> None:
    assert only_case(f'stdout: {{data: "5", config: {config}}}').stdout == TextCheck(text="5", options=options)


@pytest.mark.parametrize(
    ("described", "description"),
    [
        ("hello", "hello"),
        ("{description: hello}", "hello"),
        ("{description: hello, format: text}", "hello"),
        ("{description: f(1), format: python}", "f(1)"),
    ],
)
def test_descriptions(described: str, description: str) -> None:
    assert only_case(f"description: {described}\nstdout: x").description == description


def test_a_case_knows_its_line() -> None:
    context = only_context(suite_of_cases("stdin: |\n  a\n  b\nstdout: c", "# a comment\nexpression: f()\nreturn: 1"))
    assert [case.line for case in context.cases] == [4, 9]


def test_only_the_last_case_sees_the_exit_code() -> None:
    context = only_context(suite_of_cases("stdin: x", "expression: f()\nreturn: 1", "expression: g()\nexit_code: 1"))
    assert [case.exit_code for case in context.cases] == [None, None, 1]


def test_the_input_of_a_context_is_given_to_a_call_too() -> None:
    read = read_suite(suite_of_case("stdin: five\nexpression: ask()\nreturn: 5"))
    assert read.suite
    given = read.suite.tabs[0].contexts[0].cases[0].given
    assert given.stdin == "five\n"
    assert given.call
    assert told(read) == ["warning 3: stdin beside expression works here, but TESTed, Dodona's own judge, refuses it"]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            "expression: f()",
            "3: only None passes here: write return with the value that is expected, or statement instead",
        ),
        ("expression: n = f()", "3: an assignment has no value: write statement instead of expression"),
        ("statement: f()\nreturn: 1", "3: a statement with return is an expression: write expression"),
        (
            "expression: f()\nexception: ValueError",
            (
                "4: exception is compared with the message, and ValueError is a class: write {types: {python: "
                "ValueError}} for it"
            ),
        ),
        (
            "description: {description: <b>x</b>, format: html}\nstdout: x",
            "3: HTML is shown as text: write the description as a text",
        ),
        ("stdout: x\nfiles: []", "4: links to files are left out: students do not see them, nor do programs"),
        (
            "stdout: {data: x, config: {applyRounding: true}}",
            "3: applyRounding rounds nothing without tryFloatingPoint: true",
        ),
        (
            "stdin: 'a\\nb'",
            "3: \\n is a backslash and an n here: put the text into double quotes, or write it below a |",
        ),
        (
            "stdout: a\\nb",
            "3: \\n is a backslash and an n here: put the text into double quotes, or write it below a |",
        ),
        ("stdin: a\n  b", "3: these lines are joined by spaces: write them below a | to keep them apart"),
        ('stdout: {data: "a\n  b"}', "3: these lines are joined by spaces: write them below a | to keep them apart"),
        (
            "expression: f()\nreturn: ['a\\nb']",
            "4: \\n is a backslash and an n here: put the text into double quotes, or write it below a |",
        ),
        ("stdout: {data: x, config: {roundTo: 2}}", "3: roundTo rounds nothing without applyRounding: true"),
        (
            "expression: len('x')\nreturn: 1",
            (
                "3: expression: len is looked for in the program, not among Python's own functions: call a function of "
                "the exercise instead, unless the program shall define len itself"
            ),
        ),
    ],
)
def test_what_is_seldom_meant_is_a_warning(case: str, sentence: str) -> None:
    read = read_suite(suite_of_case(case))
    assert read.suite
    assert told(read) == [f"warning {sentence}"]


def test_statements_and_main_calls_need_no_check() -> None:
    assert told(read_suite(suite_of_cases("stdin: x", "statement: n = f()", "statement: f(n)"))) == []


def test_a_value_of_a_check_may_be_of_any_type() -> None:
    case = only_case("expression: f()\nreturn: !oracle {value: !set [1], oracle: custom_check, file: a/b.py}")
    expected = Value(ValueType.SET, (value(1),))
    assert case.value == OracleCheck(file="a/b.py", function="evaluate", expected=expected)
