"""Every sentence that is made below Django, and every cause of a refusal, is there for readers of German."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import slipway
from slipway.web.languages import translated
from slipway.words import Text

SOURCES = Path(slipway.__file__).parent
MADE_BY = {"text": 0, "Refused": 1, "NotConnectedError": 1}  # function → which argument is the pattern
ALIKE = {  # keys of files and places in them, with a sentence after them
    "title: %(problem)s", "tab: %(problem)s", "!expression: %(reason)s", "%(key)s: %(reason)s",
    "%(file)s:%(line)d: %(fault)s", "'%(written)s'", "%(path)s: %(problem)s.", "%(given)s: %(said)s",
}  # fmt: skip
PLACE = re.compile(r"%\((\w+)\)([dsr])")


def patterns() -> Iterator[str]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            # A plain text with a name is not seen by the extraction of texts: it fails here.
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                yield from (str(node.value.value) for name in node.targets if ast.unparse(name) == "cause")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MADE_BY:
                for given in node.args[MADE_BY[node.func.id] :][:1]:
                    if isinstance(given, ast.Constant):
                        yield str(given.value)


def filled(pattern: str) -> Text:
    places = PLACE.findall(pattern)
    return Text(pattern, {name: 4711 if kind == "d" else f"<{name}>" for name, kind in places})


@pytest.mark.parametrize("pattern", sorted(set(patterns()) - ALIKE))
def test_a_sentence_is_kept_and_told_in_german_with_all_that_it_holds(pattern: str) -> None:
    sentence = filled(pattern)
    with translation.override("de"):
        told = translated(Text.from_json(json.loads(json.dumps(sentence.to_json()))))
    assert told != sentence.english
    assert [value for value in sentence.values.values() if str(value) not in told] == []


def test_all_of_them_were_found() -> None:
    assert len(set(patterns())) > 250
