"""Code in guides is coloured by classes, and says the same with and without them."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.content.guides.code import CLASSES, LANGUAGES, LONGEST_CODE, LONGEST_LINE, LONGEST_SPACE, coloured
from slipway.content.guides.layout import lay_out
from slipway.content.guides.work import Budget
from tests.often import at_most


@pytest.mark.parametrize(
    ("language", "code", "found"),
    [
        ("python", "def f(x):\n    return 'a'  # why\n", {"keyword", "name", "string", "comment"}),
        ("Python", "print(1)\n", {"builtin", "number"}),
        ("powershell", "if ($x) { 'a' }  # why\n", {"keyword", "string", "comment"}),
        ("matlab", "function f\nx = 1; % why\n", {"keyword", "number", "comment"}),
        ("dart", "class A { int f() => 1; } // why\n", {"keyword", "name", "number", "comment"}),
        ("{python}", "if x:\n", {"keyword"}),
        ("{r,", "x <- 1\n", {"number"}),
        ("pycon", ">>> 1 / 0\n0.5\n", {"prompt", "number", "output"}),
        ("console", "$ ls\na b\n", {"prompt", "output"}),
        ("shell", "for a in b; do echo $a; done\n", {"keyword", "builtin"}),
        ("output", "1 < 2\n", {"output"}),
        ("diff", "-a\n+b\n", {"deleted", "inserted"}),
        ("json", '{"a": 1}\n', {"name", "number"}),
    ],
)
def test_parts_of_code_have_classes(language: str, code: str, found: set[str]) -> None:
    assert found <= set(re.findall(r'class="code-(\w+)"', coloured(code, language).html))


@pytest.mark.parametrize("language", ["klingon", "text", "", "csharp", "../python", "python:x"])
def test_other_languages_are_shown_plainly(language: str) -> None:
    assert coloured("if x:\n", language).html == ""
    assert "if x:\n</code></pre>" in lay_out(f"```{language}\nif x:\n```\n", Budget()).html


@pytest.mark.parametrize(
    "code",
    ["x = 1\n" * LONGEST_CODE, "x" * (LONGEST_LINE + 1), "x" + " " * (LONGEST_SPACE + 1), "\n" * (LONGEST_SPACE + 1)],
)
def test_a2_what_lexers_take_long_for_is_shown_plainly_and_costs_nothing(code: str) -> None:
    assert (coloured(code, "python").html, coloured(code, "python").cost) == ("", 0)


def test_a2_colours_come_out_of_the_budget() -> None:
    piece = "```python\nfor n in range(3):\n    print(n, 'and', n)\n```\n\n"
    plain, painted = Budget(), Budget()
    lay_out(piece.replace("python", "klingon"), plain)
    lay_out(piece, painted)
    assert painted.spent > plain.spent + 100


@settings(max_examples=at_most(150))
@given(
    st.sampled_from(sorted(LANGUAGES)), st.text(st.sampled_from("aé1 \t\n\"'`#/*<>{}[]()$=+-_.,:;!&|\\@"), max_size=120)
)
def test_colours_change_no_character(language: str, code: str) -> None:
    html = coloured(code, language).html
    assert html == "" or unescape(re.sub(r"</?span[^>]*>", "", html)) == code
    assert set(re.findall(r'class="([^"]*)"', html)) <= set(CLASSES)


def test_no_language_names_a_class_of_the_page() -> None:
    html = lay_out("```python\n'<span class=\"btn\">'\n```\n", Budget()).html
    assert '<span class="btn"' not in html
