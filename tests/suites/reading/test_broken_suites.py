"""Broken suites, as teachers break them: exactly what is said, and of which line."""

import pytest

from slipway.suites.reading.suite_file import read_suite
from tests.suites.reading.snippets import suite_of_case, suite_of_cases, told

GIVEN = "- tab: A\n  testcases:\n  - stdin: x\n"

WHOLE = [
    ("", '1: the suite is empty: write at least one tab, "- tab: …", with its testcases'),
    ("# nothing yet\n", '1: the suite is empty: write at least one tab, "- tab: …", with its testcases'),
    ("[]", '1: the suite is empty: write at least one tab, "- tab: …", with its testcases'),
    ("hello", "1: a suite must be a list of tabs, and this is 'hello': begin each tab with \"- tab:\" and its name"),
    ("5", "1: a suite must be a list of tabs, and this is '5': begin each tab with \"- tab:\" and its name"),
    ("namespace: a\n", "1: the suite has no tabs: write tabs: and a list of them"),
    (
        "tab: A\ntestcases:\n- stdin: x\n",
        "1: tab is a key of a tab: write it in an entry that begins with a hyphen and tab:",
        "2: testcases is a key of a tab: write it in an entry that begins with a hyphen and tab:",
    ),
    ("- hello\n", "1: a tab must be a mapping, and this is 'hello': begin it with tab: and its name"),
    ("- testcases: [{stdin: x}]\n", "1: the tab has no name: write tab: and a name, such as tab: Examples"),
    ("- tab: A\n", "1: the tab has no cases: write testcases: and a list of them"),
    ("- tab: A\n  testcases:\n", "2: testcases must be a list, and this is nothing: begin each entry with a hyphen"),
    ("- tab: A\n  testcases: []\n", "2: testcases is empty: write at least one entry"),
    (
        "- tab: A\n  testcases:\n    stdin: x\n",
        "3: testcases must be a list, and this is a mapping: begin each entry with a hyphen",
    ),
    (
        "- tab: A\n  testcases:\n  - x\n",
        "3: a case must be a mapping, and this is 'x': write expression: area(2, 3), and return: 6 below it",
    ),
    (
        "- tab: A\n  contexts: [[]]\n",
        "2: a context must be a mapping, and this is a list: write testcases: and a list of cases below it",
    ),
    ("- tab: A\n  contexts:\n  - context: x\n", "3: the context has no cases: write testcases: and a list of them"),
    (
        f"{GIVEN}  contexts:\n  - testcases: [{{stdin: y}}]\n",
        "2: a tab has contexts or testcases: put these cases into a context of their own",
    ),
    (
        f"{GIVEN}- tab: A\n  testcases:\n  - stdin: y\n",
        "4: two tabs are named 'A', and unit.toml points by name: rename one",
    ),
    ("- tab: 1\n  testcases: [{stdin: x}]\n", '1: tab must be a text, and 1 means a number: write "1"'),
    ("- tab: ''\n  testcases: [{stdin: x}]\n", "1: the tab's name is empty: write a name, such as tab: Examples"),
    (
        '- tab: "a\\nb"\n  testcases: [{stdin: x}]\n',
        "1: tab: A name is one line: there is a line break in it.",
    ),
    (
        f"- tab: {'x' * 101}\n  testcases: [{{stdin: x}}]\n",
        "1: a tab's name has at most 100 characters: write a shorter one",
    ),
    (f"{GIVEN}  hidden: true\n", "4: who sees a tab is said in unit.toml, by show = …: remove hidden"),
    (f"tabb: 1\ntabs:\n{GIVEN}", "1: unknown key 'tabb'; did you mean 'tabs'?"),
    (
        "- tab: A\n  stdin: x\n",
        "2: stdin is a key of a case: write it below testcases, in an entry that begins with a hyphen",
    ),
    (
        "- tab: A\n  contexts:\n  - stdin: x\n",
        "3: stdin is a key of a case: write it below testcases, in an entry that begins with a hyphen",
    ),
    (f"{GIVEN}    context: x\n", "4: context is a key of a context: write it in an entry below contexts"),
    (f"{GIVEN}  namespace: x\n", "4: namespace is a key of the whole suite: write it at the top, beside tabs:"),
    (f"{GIVEN}  tests: 1\n", "4: unknown key 'tests'; did you mean 'testcases'?"),
    (
        "- tab: A\n  contexts:\n  - testcases: [{stdin: x}]\n    contxt: x\n",
        "4: unknown key 'contxt'; did you mean 'context'?",
    ),
    (
        "- unit: A\n  cases: []\n",
        "1: unit is the old name of tab: write tab",
        "2: cases is the old name of contexts: write contexts",
    ),
    ("units:\n- tab: A\n", "1: units is the old name of tabs: write tabs"),
    ("- tab: A\n  scripts: []\n", "2: scripts is the old name of testcases: write testcases"),
    ("{[a]: b}", "1: a key must be a word, such as tabs", "1: the suite has no tabs: write tabs: and a list of them"),
    (f"{GIVEN}  tab: B\n", "4: the key 'tab' is here twice, first in line 1: remove one"),
    (
        f"language: python\ntabs:\n{GIVEN}",
        "1: code for one language is not read yet: remove language, and write calls in Python's way",
    ),
    (
        f"namespace: my-file\ntabs:\n{GIVEN}",
        "1: namespace must be a name that Python can import, such as shapes, and not 'my-file'",
    ),
    (
        f"namespace: class\ntabs:\n{GIVEN}",
        "1: namespace must be a name that Python can import, such as shapes, and not 'class'",
    ),
    (
        f"config: 5\ntabs:\n{GIVEN}",
        "1: config must be a mapping, and this is '5': write it as {stdout: {ignoreWhitespace: true}}",
    ),
    (
        f"config: {{stdout: yes}}\ntabs:\n{GIVEN}",
        "1: the options of a text must be a mapping, and this is 'yes': write them as {ignoreWhitespace: true}",
    ),
    (f"config: {{stout: {{}}}}\ntabs:\n{GIVEN}", "1: unknown key 'stout'; did you mean 'stdout'?"),
    (
        f"files: []\ninput_files: []\ntabs:\n{GIVEN}",
        "2: files are not given to programs yet: remove input_files, and give the text as stdin",
        "warning 1: links to files are left out: students do not see them, nor do programs",
    ),
    (f"{GIVEN}  - <<: 5\n", "4: after << stands the alias of a mapping, such as *base"),
]


@pytest.mark.parametrize(("source", "sentences"), [(source, sentences) for source, *sentences in WHOLE])
def test_a_broken_suite(source: str, sentences: list[str]) -> None:
    read = read_suite(source)
    assert told(read) == sentences
    assert read.suite is None


TEXT = "must be a text, and"

CASES = [
    ("stdin: 5", f'3: stdin {TEXT} 5 means a number: write "5"'),
    ("stdin: no", f'3: stdin {TEXT} no means the truth value false: write "no"'),
    ("stdin: Yes", f'3: stdin {TEXT} Yes means the truth value true: write "Yes"'),
    ("stdin: 1:30", f'3: stdin {TEXT} 1:30 means a number: write "1:30"'),
    ("stdin: 010", f'3: stdin {TEXT} 010 means a number: write "010"'),
    ("stdin: 2024-01-01", f'3: stdin {TEXT} 2024-01-01 means a date: write "2024-01-01"'),
    ("stdin: ~", f'3: stdin {TEXT} ~ means nothing: write "~"'),
    ("stdin: =", f'3: stdin {TEXT} = means something else in YAML: write "="'),
    ("stdin:", '3: stdin is empty: write "" for an empty text, or remove stdin'),
    ("stdin: #a", '3: stdin is empty: write "" for an empty text, or remove stdin'),
    ("stdin: [a, b]", "3: stdin must be a text, and this is a list: put it into quotes"),
    ("stdin: !path x", "3: texts are not read from files yet: write the text itself instead of !path"),
    ("stdin: {path: x}", "3: files are not given to programs yet: remove path, and give the text as stdin"),
    ("stdin: {a: x}", "3: unknown key 'a'"),
    ("stdin: {}", "3: stdin is a text: write it in quotes, or below a | at the line's end"),
    ("arguments: x", '3: arguments must be a list, and this is \'x\': write it as ["a.txt", "5"]'),
    ("arguments: [5]", f'3: an argument {TEXT} 5 means a number: write "5"'),
    ("expression: 5", f'3: expression {TEXT} 5 means a number: write "5"'),
    ("expression: {python: f(1)}", "3: code for one language is not read yet: write the expression as one text"),
    ("statement: {python: f(1)}", "3: code for one language is not read yet: write the statement as one text"),
    (
        "expression: f(1)\nstatement: g(1)\nreturn: 1",
        "4: a case has an expression or a statement: put the statement into a case before this one",
    ),
    (
        "expression: f(1)\narguments: [a]\nreturn: 1",
        "4: arguments are for a case that runs the program: remove them, or the expression",
    ),
    (
        "stdin: x\nreturn: 1",
        "4: return needs an expression: a program that is run returns nothing, so check stdout",
    ),
    (
        "statement: n = f(1)\nreturn: 1",
        "4: an assignment has no value: put the call alone into an expression, or remove return",
    ),
    ("expression: f(1)\nretrun: 1", "4: unknown key 'retrun'; did you mean 'return'?"),
    ("expression: f(1)\nreturns: 1", "4: unknown key 'returns'; did you mean 'return'?"),
    ("stdin: x\nstdin: y", "4: the key 'stdin' is here twice, first in line 3: remove one"),
    ('stdin: x\n!v "stdin": y', "4: the key 'stdin' is here twice, first in line 3: remove one"),
    ('stdin: x\n"\\e[2J\\u202e": y', "4: unknown key '\ufffd[2J\ufffd'"),
    ("stdin: x\nconfig: {}", "4: a case has no config: write it beside testcases, or inside stdout or stderr"),
    ("stdin: x\nhidden: true", "4: who sees a tab is said in unit.toml, by show = …: remove hidden"),
    (
        "stdin: x\nfile: {}",
        "4: file is the old name of output_files, and files are not checked yet: check what is printed instead",
    ),
    (
        "stdin: x\noutput_files: []",
        "4: files that a program writes are not checked yet: remove output_files, and check what is printed",
    ),
    ("description: 5", f'3: description {TEXT} 5 means a number: write "5"'),
    ("description: {format: text}", "3: description is missing: write the text as description: …"),
    ("description: [x]", "3: description must be a text, and this is a list: write it in quotes"),
    ("stdout: 5", f'3: stdout {TEXT} 5 means a number: write "5"'),
    ("stdout: true", f'3: stdout {TEXT} true means the truth value true: write "true"'),
    ("stdout:", '3: stdout is empty: write "" for an empty text, or remove stdout'),
    ("stdout: {data: 010}", f'3: stdout {TEXT} 010 means a number: write "010"'),
    ("stdout: {data: 1.50}", f'3: stdout {TEXT} 1.50 means a number: write "1.50"'),
    ("stdout: {config: {ignoreWhitespace: true}}", "3: data is missing: write the expected text as data: …"),
    ("stdout: {data: x, content: x}", "3: data and content are the same: remove one of them"),
    ("stdout: {path: x}", "3: expected texts are not read from files yet: write the text itself as data"),
    ("stdout: [x]", "3: stdout must be a text, and this is a list: put it into quotes"),
    ("stdout: !v {data: x}", "3: stdout must be a text, and this is something with the type !v: leave the type out"),
    (
        "stdout: {data: x, config: {ignoreWhitespace: 'true'}}",
        "3: ignoreWhitespace must be true or false, without quotes",
    ),
    (
        "stdout: {data: x, config: {hideExpected: true}}",
        "3: what students see of a tab is said in unit.toml, by show = …: remove hideExpected",
    ),
    (
        "stdout: {data: x, config: {mode: line}}",
        "3: mode says how files are compared, and files are not checked yet: remove it",
    ),
    (
        "stdout: {data: x, config: {ignoreWitespace: true}}",
        "3: unknown key 'ignoreWitespace'; did you mean 'ignoreWhitespace'?",
    ),
    (
        "stdout: {data: five, config: {tryFloatingPoint: true}}",
        "3: tryFloatingPoint: the expected text must be one number, and is 'five'",
    ),
    (
        "stdout: {data: '5', config: {tryFloatingPoint: true, applyRounding: true, roundTo: 2.5}}",
        "3: roundTo must be a whole number, without quotes",
    ),
    (
        "stdout: {data: '5', config: {tryFloatingPoint: true, applyRounding: true, roundTo: -1}}",
        "3: roundTo must be from 0 to 15 decimal places",
    ),
    ("exception: 5", f'3: exception {TEXT} 5 means a number: write "5"'),
    ("exception: {}", "3: exception says nothing: write the message, or types: {python: ValueError}"),
    ("exception: {types: {java: E}}", "3: types names no class for Python: write {python: ValueError}"),
    ("exception: {types: ValueError}", "3: types is a mapping, such as {python: ValueError}"),
    (
        "exception: {types: {python: a b}}",
        "3: python must name a class, and 'a b' is none: write its name, such as ValueError",
    ),
    ("exit_code: '0'", "3: exit_code must be a whole number, without quotes"),
    ("exit_code: 256", "3: exit_code must be from 0 to 255: no process ends with another"),
    ("exit_code: -1", "3: exit_code must be from 0 to 255: no process ends with another"),
]


@pytest.mark.parametrize(("case", "sentence"), CASES)
def test_a_broken_case(case: str, sentence: str) -> None:
    assert told(read_suite(suite_of_case(case))) == [sentence]


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        (
            ("stdin: x", "stdin: y"),
            (
                "5: only the first case of a context can run the program: give this one an expression or a statement, "
                "or a context of its own"
            ),
        ),
        (
            ("expression: f(1)\nreturn: 1", "stdout: x"),
            (
                "6: only the first case of a context can run the program: give this one an expression or a statement, "
                "or a context of its own"
            ),
        ),
        (
            ("stdin: x", "expression: f(1)\nstdin: y\nreturn: 1"),
            "6: only the first case of a context can give stdin: move it there, or into a context of its own",
        ),
        (
            ("stdin: x\nexit_code: 0", "statement: f(1)"),
            "5: only the last case of a context can check the exit code: move exit_code there",
        ),
    ],
)
def test_a_broken_context(cases: tuple[str, ...], sentence: str) -> None:
    assert told(read_suite(suite_of_cases(*cases))) == [sentence]


@pytest.mark.parametrize(
    ("oracle", "sentence"),
    [
        (
            "value: 1\noracle: custom_check",
            "6: file is missing: name the file with your function, such as file: near.py",
        ),
        ("oracle: custom_check\nfile: a.py", "4: value is missing: write what the function returns, as value: …"),
        ("value: null", "5: value is missing: write what the function returns, as value: …"),
        ("value: 1\noracle: custom", "6: 'custom' is no oracle: write custom_check, or builtin"),
        ("value: 1\nfile: a.py", "6: file needs oracle: custom_check beside it"),
        (
            "value: 1\noracle: custom_check\nfile: ../a.py",
            "7: file must be a Python file in the suite's folder, such as near.py, and not '../a.py'",
        ),
        (
            "value: 1\noracle: custom_check\nfile: /a.py",
            "7: file must be a Python file in the suite's folder, such as near.py, and not '/a.py'",
        ),
        (
            "value: 1\noracle: custom_check\nfile: a.txt",
            "7: file must be a Python file in the suite's folder, such as near.py, and not 'a.txt'",
        ),
        (
            "value: 1\noracle: custom_check\nfile: 'a\\b.py'",
            "7: file must be a Python file in the suite's folder, such as near.py, and not 'a\\b.py'",
        ),
        (
            "value: 1\noracle: custom_check\nfile: a.py\nname: a.b",
            "8: name must be the name of a function, and 'a.b' is none: write one, such as near",
        ),
        (
            "value: 1\noracle: custom_check\nfile: a.py\narguments: 5",
            "8: arguments must be a list, and this is '5': write it as [0.5]",
        ),
        (
            "value: 1\noracle: custom_check\nfile: a.py\nlanguages: [java]",
            "8: this check is not for Python: write python among its languages, or remove the check",
        ),
        (
            "oracle: specific_check\nfunctions: {python: {file: a.py}}",
            (
                "5: specific_check runs beside the student's code, which could overrule it: write oracle: "
                "custom_check, with the file of a function"
            ),
        ),
        (
            "value: 1\noracle: custom_check\nfile: a.py\nfunctions: {}",
            "8: functions is for specific_check: write file and name instead",
        ),
        ("data: 1", "5: unknown key 'data'"),
    ],
)
def test_a_broken_oracle(oracle: str, sentence: str) -> None:
    indented = oracle.replace("\n", "\n  ")
    assert told(read_suite(suite_of_case(f"expression: f()\nreturn: !oracle\n  {indented}"))) == [sentence]


def test_options_are_not_for_a_check_of_ones_own() -> None:
    case = "stdout: {data: x, oracle: custom_check, file: a.py, config: {ignoreWhitespace: true}}"
    assert told(read_suite(suite_of_case(case))) == ["3: config is not for a check of your own: remove it"]


def test_all_faults_are_told_at_once_by_line_with_the_name_of_the_file() -> None:
    source = "- tab: A\n  testcases:\n  - stdin: 5\n    stdoud: x\n  - expression: f(\n    return: 010\n"
    read = read_suite(source, file="tests/suite.yaml")
    assert [str(fault) for fault in (*read.faults, *read.warnings)] == [
        'tests/suite.yaml:3: stdin must be a text, and 5 means a number: write "5"',
        "tests/suite.yaml:4: unknown key 'stdoud'; did you mean 'stdout'?",
        "tests/suite.yaml:5: expression: this is not Python: '(' was never closed",
        'tests/suite.yaml:6: 010 is the number 8 here: write 8, or "010"',
    ]


def test_a_fault_in_what_aliases_stand_for_is_told_once() -> None:
    source = "- tab: A\n  testcases:\n  - &a {stdin: 5}\n  - *a\n  - *a\n"
    assert told(read_suite(source)) == ['3: stdin must be a text, and 5 means a number: write "5"']


def test_more_than_a_hundred_faults_are_cut() -> None:
    read = read_suite("- tab: A\n  testcases:\n" + "  - stdin: 5\n" * 150)
    assert len(read.faults) == 101
    assert str(read.faults[-1]) == "tests.yaml:103: the suite has more faults; mend these first"
