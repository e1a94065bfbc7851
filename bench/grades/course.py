"""A class with two exercises of twelve contexts each: judged by what a program says, and by oracles."""

from pathlib import Path

CONTEXTS = 12
PROGRAM = "def add(a, b):\n    return a + b\n\nname = input()\nprint('Hello', name)\n"
UNIT = """
kind = "exercise"
title = "{title}"

[exercise]
language = "python"
file = "submission.py"
tests = "tests/tests.yaml"
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
CLASS = """
title = "Sums"

[[module]]
slug = "sums"
title = "Sums"
units = ["plain", "oracles"]
"""


def write_class(folder: Path) -> None:
    """Write it as a class folder."""
    folder.mkdir(parents=True)
    (folder / "class.toml").write_text(CLASS)
    for slug, context in (("plain", PLAIN), ("oracles", ORACLE)):
        contexts = "".join(context.format(number=number, sum=number + 1) for number in range(CONTEXTS))
        files = {
            "unit.toml": UNIT.format(title=slug.capitalize()),
            "guide.md": "# Sums\n\nAdd.\n",
            "starter/submission.py": "def add(a, b):\n    ...\n",
            "reference/submission.py": PROGRAM,
            "tests/tests.yaml": f"tabs:\n  - tab: Results\n    contexts:{contexts}",
        } | ({"tests/sums.py": SUMS} if slug == "oracles" else {})
        for path, text in files.items():
            file = folder / slug / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
