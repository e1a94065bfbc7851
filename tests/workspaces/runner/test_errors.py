"""Beginners' errors, made by real programs in the runner's own Python, and the plain sentence for each."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.workspaces.runner.test_running import run

pytestmark = pytest.mark.browser

ROOM = Path(__file__).parents[3] / "src" / "slipway" / "workspaces"
TABLE = [
    ("if True\n    x = 1", "syntax-colon", {"line": "1"}),
    ("for i in range(3)\n    print(i)", "syntax-colon", {"line": "1"}),
    ("x = 1\nprint('abc)", "syntax-quote", {"line": "2"}),
    ('"""never closed', "syntax-quote", {}),
    ("print('hi'", "syntax-open-bracket", {"bracket": "("}),
    ("x = [1, 2", "syntax-open-bracket", {"bracket": "["}),
    ("print('hi'))", "syntax-close-bracket", {"bracket": ")"}),
    ("x = (1, 2]", "syntax-close-bracket", {"bracket": "]"}),
    ("print 'hi'", "syntax-print", {"name": "print"}),
    ("if x = 3:\n    pass", "syntax-equals", {}),
    ("5 = x", "syntax-equals", {}),
    ("f() = 3", "syntax-equals", {}),
    ("f() += 3", "syntax-assign", {}),
    ("print(“hi”)", "syntax-character", {"character": "“"}),
    ("x = [1 2]", "syntax-comma", {}),
    ("return 3", "syntax-outside", {"word": "return"}),
    ("break", "syntax-outside", {"word": "break"}),
    ("while True print(1)", "syntax", {}),
    ("x = = 3", "syntax", {"line": "1"}),
    ("def f():\nprint(1)", "indent-missing", {"line": "2"}),
    ("x = 1\n  y = 2", "indent-unexpected", {"line": "2"}),
    ("if 1:\n    x = 1\n  y = 2", "indent-uneven", {"line": "3"}),
    ("if 1:\n\tx = 1\n        y = 2", "indent-tabs", {"line": "3"}),
    ("print(total)", "name", {"name": "total", "line": "1"}),
    ("prnt('hi')", "name-like", {"name": "prnt", "other": "print"}),
    ("import math\nsqrt(2)", "name", {"name": "sqrt"}),
    ("print(math.pi)", "name-like", {"name": "math", "other": "math"}),
    ("def f():\n    print(n)\n    n = 1\nf()", "name-too-early", {"name": "n", "line": "2"}),
    ("'a' + 1", "type-text-plus", {"type": "int"}),
    ("1 + 'a'", "type-text-plus", {"type": "int"}),
    ("x = 1.5\nx += 'a'", "type-text-plus", {"type": "float"}),
    ("'a' - 1", "type-operator", {"operator": "-", "type": "str", "other": "int"}),
    ("input() > 3", "type-operator", {"operator": ">", "type": "str", "other": "int"}),
    ("max = 3\nmax(1, 2)", "type-not-callable", {"type": "int"}),
    ("for x in 5:\n    pass", "type-not-many", {"type": "int"}),
    ("len(5)", "type-not-many", {"type": "int"}),
    ("x = 5\nx[0]", "type-not-many", {"type": "int"}),
    ("def f(a):\n    pass\nf()", "type-arguments", {"name": "f"}),
    ("def f(a):\n    pass\nf(1, 2)", "type-arguments", {"name": "f"}),
    ("def f():\n    pass\nf() + 1", "value-none", {}),
    ("x = [2, 1].sort()\nx[0]", "value-none", {}),
    ("x = [2, 1].sort()\nx.append(3)", "value-none", {"name": "append"}),
    ("int('3.5')", "value-int", {"text": "3.5"}),
    ("int(input())", "value-int", {"text": "Ada"}),
    ("float('1,5')", "value-float", {"text": "1,5"}),
    ("a, b = 1, 2, 3", "value-unpack", {}),
    ("a, b, c = 1, 2", "value-unpack", {}),
    ("x = [1]\nx[1]", "index", {"line": "2"}),
    ("'abc'[3]", "index", {}),
    ("{'a': 1}['b']", "key", {"key": "'b'"}),
    ("[].push(1)", "attribute", {"type": "list", "name": "push"}),
    ("[].appendd(1)", "attribute", {"type": "list", "name": "appendd"}),
    ("import math\nmath.root(2)", "attribute-of-module", {"module": "math", "name": "root"}),
    ("1 / 0", "division-by-zero", {"line": "1"}),
    ("1 % 0", "division-by-zero", {}),
    ("input()\ninput()", "input-ended", {"line": "2"}),
    ("import numpy", "module", {"module": "numpy"}),
    ("open('scores.txt')", "file", {"name": "scores.txt"}),
    ("def f(n):\n    return f(n - 1)\nf(3)", "recursion", {"line": "2"}),
    ("x = 'a' * 10**10", "memory", {}),
    ("x = [0] * 2**30", "memory", {}),
]
UNKNOWN = ["raise Exception('mine')", "class E(Exception): pass\nraise E", "assert 1 == 2", "raise ValueError('mine')"]


OFTEN = 8  # of the table, each time


@pytest.mark.parametrize(
    ("source", "kind", "values"),
    [
        pytest.param(*row, id=f"{row[1]} {row[0][:20]}", marks=() if at < OFTEN else pytest.mark.long)
        for at, row in enumerate(TABLE)
    ],
)
def test_an_error_is_recognised_and_said_plainly(tab: Page, source: str, kind: str, values: dict[str, str]) -> None:
    error = run(tab, source, stdin="Ada")["error"]
    found = tab.evaluate("error => recognise(error)", error)
    assert found is not None, error
    assert found["kind"] == kind, error
    assert found["values"].items() >= values.items()
    said = tab.evaluate("error => sentence(error)", error)
    assert said
    assert not re.search(r"\{\w+\}", said)


@pytest.mark.parametrize("source", UNKNOWN)
def test_of_others_nothing_is_said(tab: Page, source: str) -> None:
    error = run(tab, source)["error"]
    assert tab.evaluate("error => [recognise(error), sentence(error)]", error) == [None, ""]


def test_a_value_of_a_program_is_cut_and_is_no_markup(tab: Page) -> None:
    error = run(tab, "int('<b>' + 'x' * 500)")["error"]
    said = tab.evaluate("error => sentence(error)", error)
    assert "<b>xxx" in said
    assert len(said) < 150


def test_every_kind_has_its_sentence() -> None:
    script = (ROOM / "static/workspaces/runner/errors.js").read_text()
    template = (ROOM / "templates/workspaces/runner/error_words.html").read_text()
    kinds = set(re.findall(r"/[a-z]*, \"([\w-]+)\"", script))
    assert kinds == set(re.findall(r'data-kind="([\w-]+)"', template))
    assert kinds == {kind for _, kind, _ in TABLE}
