"""A class with three exercises: twelve contexts judged by what a program says, or by oracles, and twelve unittests."""

from collections.abc import Mapping
from pathlib import Path

CONTEXTS = 12
PROGRAM = "def add(a, b):\n    return a + b\n\nname = input()\nprint('Hello', name)\n"
UNIT = """
kind = "exercise"
title = "{title}"

[exercise]
language = "python"
file = "submission.py"
tests = "tests/{tests}"
"""
PLAIN = """
      - testcases:
          - stdin: "Ada {number}"
            stdout: "Hello Ada {number}"
          - expression: add({number}, 1)
            return: {sum}
"""
ORACLE = """
      - testcases:
          - stdin: "Ada {number}"
            stdout: "Hello Ada {number}"
          - expression: add({number}, 1)
            return: !oracle
              value: {sum}
              oracle: custom_check
              file: sums.py
              name: is_right
"""
SUMS = """from evaluation_utils import EvaluationResult

def is_right(context):
    return EvaluationResult(context.actual == context.expected)
"""
UNIT_TESTS = """import unittest

from submission import add


class Sums(unittest.TestCase):
"""
UNIT_TEST = """    def test_{number}(self):
        self.assertEqual(add({number}, 1), {sum})

"""
ADD = "def add(a, b):\n    return a + b\n"
CLASS = """
title = "Sums"

[[module]]
slug = "sums"
title = "Sums"
units = ["plain", "oracles", "unittests"]
"""


def write_class(folder: Path) -> None:
    """Write it as a class folder."""
    folder.mkdir(parents=True)
    (folder / "class.toml").write_text(CLASS)
    suite = "tabs:\n  - tab: Results\n    contexts:"
    _write_unit(folder / "plain", PROGRAM, {"tests.yaml": suite + _repeated(PLAIN)})
    _write_unit(folder / "oracles", PROGRAM, {"tests.yaml": suite + _repeated(ORACLE), "sums.py": SUMS})
    _write_unit(folder / "unittests", ADD, {"test_sums.py": UNIT_TESTS + _repeated(UNIT_TEST)})


def _repeated(test: str) -> str:
    return "".join(test.format(number=number, sum=number + 1) for number in range(CONTEXTS))


def _write_unit(folder: Path, reference: str, tests: Mapping[str, str]) -> None:
    """`tests`: files beside each other, of which the first is the one that is run."""
    files = {
        "unit.toml": UNIT.format(title=folder.name.capitalize(), tests=next(iter(tests))),
        "guide.md": "# Sums\n\nAdd.\n",
        "starter/submission.py": "def add(a, b):\n    ...\n",
        "reference/submission.py": reference,
        **{f"tests/{name}": text for name, text in tests.items()},
    }
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
