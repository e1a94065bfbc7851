"""The code that runs for what a teacher writes, and what is said of what is not taken."""

import pytest

from slipway.suites.reading.expressions import read_statement
from slipway.suites.reading.python_source import ExpressionRefused
from slipway.suites.reading.suite_file import read_suite
from tests.suites.reading.snippets import only_context, suite_of_case, suite_of_cases, told

NOT_READ = (
    "is not read here, only calls, names, attributes and literals: put the rest into a function of the exercise, and "
    "call that"
)
TOO_DEEP = "brackets and calls are nested more than 100 deep: make the value flatter"


def code(source: str, *, assigned: frozenset[str] = frozenset({"box", "n"}), namespace: str = "submission") -> str:
    return read_statement(source, assigned=assigned, namespace=namespace).code


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("f(1)", "submission.f(1)"),
        ("mix(1, double(2))", "submission.mix(1, submission.double(2))"),
        ("mix(1, by=2)", "submission.mix(1, by=2)"),
        ("mix(by=double(2))", "submission.mix(by=submission.double(2))"),
        ("box.open().top()", "box.open().top()"),
        ("make().open(1).top", "submission.make().open(1).top"),
        ("Counter(3).count()", "submission.Counter(3).count()"),
        ("box.size", "box.size"),
        ("LIMIT", "submission.LIMIT"),
        ("MAX_SIZE", "submission.MAX_SIZE"),
        ("f(LIMIT, n)", "submission.f(submission.LIMIT, n)"),
        ("submission.x", "submission.x"),
        ("submission.f(2).y", "submission.f(2).y"),
        ("apply(submission.double, 2)", "submission.apply(submission.double, 2)"),
        ("submission(1)", "submission.submission(1)"),
        ("n(1)", "n(1)"),
        ("f([g(1)])", "submission.f([submission.g(1)])"),
        ("f((g(1), n))", "submission.f((submission.g(1), n))"),
        ("f({g(1): [h()]})", "submission.f({submission.g(1): [submission.h()]})"),
        ("f((1,))", "submission.f((1,))"),
        ("f(())", "submission.f(())"),
        ("f({})", "submission.f({})"),
        ("f({2, 1})", "submission.f({2, 1})"),
        ("f(set())", "submission.f({*()})"),
        ("f(set([]))", "submission.f({*()})"),
        ("f(set([1, g(2)]))", "submission.f({1, submission.g(2)})"),
        ("f(tuple([1]))", "submission.f((1,))"),
        ("f(tuple(), list(), map())", "submission.f((), [], {})"),
        ("f(list((1, 2)), array([3]))", "submission.f([1, 2], [3])"),
        ("f(map({'a': g(1)}))", "submission.f({'a': submission.g(1)})"),
        ("f(int64(5), uint8(-5), real(5), real(1.5))", "submission.f(5, -5, 5.0, 1.5)"),
        ("f(text('a'), char('b'), boolean(True))", "submission.f('a', 'b', True)"),
        ("f(Null, Undefined, None)", "submission.f(None, None, None)"),
        ("f(-2.5, 1e999, -1e999)", "submission.f(-2.5, 1e999, -1e999)"),
        ("f('it\\'s', \"a\\nb\", 'a' 'b')", "submission.f(\"it's\", 'a\\nb', 'ab')"),
        ("f('é\\x00')", "submission.f('é\\x00')"),
        (f"f(0x{'f' * 5000})", f"submission.f(0x{'f' * 5000})"),
        ("'a,b'.split(',')", "('a,b').split(',')"),
        ("[1, 2].index(2)", "([1, 2]).index(2)"),
        ("(5).bit_length()", "(5).bit_length()"),
        ("5", "5"),
        ("f(\n  1,\n  2,\n)", "submission.f(1, 2)"),
        ("  f(1)  # the smallest", "submission.f(1)"),
        ("f(1);", "submission.f(1)"),
        ("m = 5", "m = 5"),
        ("m = Counter(1)", "m = submission.Counter(1)"),
        ("m = add(1, 2)", "m = submission.add(1, 2)"),
        ("m: integer = add(1, 2)", "m = submission.add(1, 2)"),
        ("m: list[int] = [add(1, 2)]", "m = [submission.add(1, 2)]"),
        ("m: Any = n", "m = n"),
        ("m = Null", "m = None"),
        ("m = submission.x", "m = submission.x"),
        ("box.size = 3", "box.size = 3"),
        ("submission.x = f(1)", "submission.x = submission.f(1)"),
        ("LIMIT = 3", "LIMIT = 3"),
    ],
)
def test_the_code_that_runs(written: str, runs: str) -> None:
    assert code(written) == runs


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("shapes.area(2)", "submission.area(2)"),
        ("area(2)", "submission.area(2)"),
        ("shapes(2)", "submission.shapes(2)"),
        ("shapes.PI", "submission.PI"),
    ],
)
def test_the_module_is_called_as_the_suite_says(written: str, runs: str) -> None:
    assert code(written, namespace="shapes") == runs


def test_a_variable_hides_a_name_of_the_program() -> None:
    hiding = frozenset({"f", "LIMIT", "list", "My_class"})
    assert code("f(LIMIT, list(5), My_class(1))", assigned=hiding) == "f(LIMIT, list(5), My_class(1))"


@pytest.mark.parametrize("name", ["len", "print", "sorted", "int", "str", "range", "open"])
def test_a_builtin_is_looked_for_in_the_program_and_that_is_said(name: str) -> None:
    read = read_statement(f"{name}('x')", assigned=frozenset(), namespace="submission")
    assert read.code == f"submission.{name}('x')"
    assert [warning.english for warning in read.warnings] == [
        (
            f"{name} is looked for in the program, not among Python's own functions: call a function of the exercise "
            f"instead, unless the program shall define {name} itself"
        )
    ]


def test_a_class_is_looked_for_without_underscores_and_that_is_said() -> None:
    read = read_statement("My_class(1)", assigned=frozenset(), namespace="submission")
    assert read.code == "submission.MyClass(1)"
    assert [warning.english for warning in read.warnings] == [
        "My_class is a class, and looked for as MyClass: write submission.My_class(…) for one of this very name"
    ]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("1 + 2", f"an operator {NOT_READ}"),
        ("-f(1)", f"an operator {NOT_READ}"),
        ("+5", f"an operator {NOT_READ}"),
        ("not True", f"an operator {NOT_READ}"),
        ("n == 5", f"an operator {NOT_READ}"),
        ("True and n", f"an operator {NOT_READ}"),
        ("n += 1", f"an operator {NOT_READ}"),
        ("-True", f"an operator {NOT_READ}"),
        ("box[0]", f"an index in square brackets {NOT_READ}"),
        ("f(lambda x: x)", f"a lambda {NOT_READ}"),
        ("f([x for x in n])", f"a comprehension {NOT_READ}"),
        ("f({x: 1 for x in n})", f"a comprehension {NOT_READ}"),
        ("f(f'{n}')", f"an f-string {NOT_READ}"),
        ("1 if n else 2", f"an if {NOT_READ}"),
        ("f(*n)", f"a star {NOT_READ}"),
        ("f(**n)", f"a star {NOT_READ}"),
        ("{**n}", f"a star {NOT_READ}"),
        ("f(b'1')", f"a value other than a text, a number, True, False or None {NOT_READ}"),
        ("f(2j)", f"a value other than a text, a number, True, False or None {NOT_READ}"),
        ("f(...)", f"a value other than a text, a number, True, False or None {NOT_READ}"),
        ("import os", f"an import {NOT_READ}"),
        ("for x in n: f(x)", f"a loop {NOT_READ}"),
        ("def f(): pass", f"a definition {NOT_READ}"),
        ("del n", f"a del {NOT_READ}"),
        ("assert n", f"an assert {NOT_READ}"),
        ("if n: f(1)", f"this form of Python {NOT_READ}"),
        ("f(1); g(2)", "one call, value or assignment must stand here, and these are 2"),
        ("f(1)\ng(2)", "one call, value or assignment must stand here, and these are 2"),
        ("", "nothing stands here: write a call, such as area(2, 3)"),
        ("# a comment", "nothing stands here: write a call, such as area(2, 3)"),
        ("f(", "this is not Python: '(' was never closed"),
        ("print 'x'", "this is not Python: Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("f(" * 150 + ")" * 150, TOO_DEEP),
        ("box" + ".x" * 150, TOO_DEEP),
        ("box" + ".x" * 50_000, TOO_DEEP),
        ("f(1)(2)", "only a function or a method can be called: give what is called a name first"),
        ("m = n", "only a literal or a call can be assigned, and n is a name"),
        ("m: Any", "the variable is given no value: write name = value"),
        ("m, k = 1, 2", "only one name, or one attribute, can be assigned: write it as name = value"),
        ("m = k = 1", "only one name, or one attribute, can be assigned: write it as name = value"),
        ("box[0] = 1", "only one name, or one attribute, can be assigned: write it as name = value"),
        ("submission = 5", "submission cannot be assigned: choose another name"),
        ("Null = 5", "Null cannot be assigned: choose another name"),
        ("submission", "submission is the whole program: write submission.x for its x"),
        (
            "y",
            (
                "no earlier case of this context assigns y: assign it first, or write submission.y for what the "
                "program calls so"
            ),
        ),
        (
            "f(double)",
            (
                "no earlier case of this context assigns double: assign it first, or write submission.double for what "
                "the program calls so"
            ),
        ),
        (
            "list(n)",
            (
                "list(…) makes a value of that type, and takes one literal that can be one: put the module's name and "
                "a dot before a function of the program"
            ),
        ),
        (
            "text(5)",
            (
                "text(…) makes a value of that type, and takes one literal that can be one: put the module's name and "
                "a dot before a function of the program"
            ),
        ),
        (
            "integer()",
            (
                "integer(…) makes a value of that type, and takes one literal that can be one: put the module's name "
                "and a dot before a function of the program"
            ),
        ),
        (
            "set(1, 2)",
            (
                "set(…) makes a value of that type, and takes one literal that can be one: put the module's name and "
                "a dot before a function of the program"
            ),
        ),
        (
            "fixed_precision(5.0)",
            (
                "the type fixed_precision is not known here: write a plain Python literal, or put the module's name "
                "and a dot before a function of the program"
            ),
        ),
    ],
)
def test_what_is_not_taken(written: str, sentence: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        code(written)
    assert refused.value.sentence.english == sentence


def test_the_module_of_another_name_is_said() -> None:
    with pytest.raises(ExpressionRefused) as refused:
        code("submission.x", namespace="shapes")
    assert refused.value.sentence.english == (
        "no earlier case of this context assigns submission: assign it first, or write shapes.submission for what the "
        "program calls so"
    )


def test_variables_live_as_long_as_their_context() -> None:
    context = only_context(suite_of_cases("statement: c = Counter(1)", "expression: c.count()\nreturn: 1"))
    assert [case.given.call and case.given.call.code for case in context.cases] == [
        "c = submission.Counter(1)",
        "c.count()",
    ]
    apart = "- tab: A\n  testcases:\n  - statement: c = Counter(1)\n  - expression: c.count()\n    return: 1\n"
    assert told(read_suite(apart)) == [
        (
            "4: expression: no earlier case of this context assigns c: assign it first, or write submission.c for what "
            "the program calls so"
        )
    ]


def test_a_case_is_not_blamed_for_one_before_it() -> None:
    broken = suite_of_cases("statement: n = 1 + 1", "expression: f(n)\nreturn: 1")
    assert told(read_suite(broken)) == [f"4: statement: an operator {NOT_READ}"]


@pytest.mark.parametrize(
    ("case", "is_expression"),
    [
        ("expression: f(1)\nreturn: 1", True),
        ("expression: f(1)\nstdout: x", True),
        ("statement: f(1)", False),
        ("statement: n = f(1)", False),
        ("expression: n = f(1)", False),
        ("statement: f(1)\nreturn: 1", True),
    ],
)
def test_whose_value_is_observed(case: str, is_expression: bool) -> None:
    read = read_suite(suite_of_case(case)).suite
    assert read
    call = read.tabs[0].contexts[0].cases[0].given.call
    assert call
    assert call.is_expression == is_expression


def test_what_is_shown_is_what_the_teacher_wrote() -> None:
    context = only_context(suite_of_case("expression: |\n  f(\n    1)  # small\nreturn: 1"))
    call = context.cases[0].given.call
    assert call
    assert (call.shown, call.code) == ("f(\n  1)  # small", "submission.f(1)")
