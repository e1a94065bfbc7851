"""Lines of keys in valid TOML, however it is written."""

import tomllib

import pytest

from slipway.content.folder.toml_lines import Path, toml_lines, too_deep_line

TEXT = '''\
# a comment with = and [brackets]
title = "an = sign, a # and a \\" quote"
description = """
units = ["not", "a key"]
# no comment either \\"""
a quote at the end""""
odd."quoted.key" . last = 'it'
'''
REST = """\
when = 2026-09-01 08:00:00Z  # two words, one value
raw = \'\'\'
x = 1
\'\'\'
[[module]]
units = ["one",
  # between
  "two", [ "deep",
    "deeper" ], { a = 1, b = [
      2 ] } ]

[[module]]
slug = "second"
[module.inner]
key = 1
[[module.list]]
[[module.list]]
name = "x"
[ "quoted table" ]
[a.b]
c = {}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("when",), 1),
        (("raw",), 2),
        (("module", 0), 5),
        (("module", 0, "units"), 6),
        (("module", 0, "units", 0), 6),
        (("module", 0, "units", 1), 8),
        (("module", 0, "units", 2), 8),
        (("module", 0, "units", 2, 1), 9),
        (("module", 0, "units", 3), 9),
        (("module", 0, "units", 3, "b"), 9),
        (("module", 0, "units", 3, "b", 0), 10),
        (("module", 1), 12),
        (("module", 1, "slug"), 13),
        (("module", 1, "title"), 12),
        (("module", 1, "inner", "key"), 15),
        (("module", 1, "list", 1, "name"), 18),
        (("quoted table",), 19),
        (("a", "b", "c"), 21),
        (("nowhere",), 1),
    ],
)
def test_everything_has_its_line(path: Path, line: int) -> None:
    tomllib.loads(REST)
    assert toml_lines(REST).of(path) == line


def test_strings_and_comments_hide_what_looks_like_keys() -> None:
    assert set(tomllib.loads(TEXT)) == {"title", "description", "odd"}
    assert dict(toml_lines(TEXT).lines) == {
        ("title",): 2,
        ("description",): 3,
        ("odd",): 7,
        ("odd", "quoted.key"): 7,
        ("odd", "quoted.key", "last"): 7,
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only this", "a=1", "a=1\r\nb=2\r\n", "[a]", "a = ''", 'a = """"""'])
def test_short_texts(text: str) -> None:
    assert set(tomllib.loads(text)) == {path[0] for path in toml_lines(text).lines}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a" + ".a" * 19 + " = 1", None),
        ("x = 1\na" + ".a" * 20 + " = 1", 2),
        ("[a" + " . 'a'" * 20 + "]", 1),
        ("x = { a" + ".a" * 20 + " = 1 }", 1),
        ("x = '" + "." * 99 + "' # " + "." * 99, None),
        ("x = [" + "1.5, " * 99 + "]", None),
        ('x = """' + '\\"""' * 20_000, None),  # broken, and found to be so in no time
    ],
)
def test_keys_that_would_cost_gigabytes_are_seen_first(text: str, line: int | None) -> None:
    assert too_deep_line(text) == line
