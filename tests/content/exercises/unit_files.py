"""A small exercise as the files of its unit, for tests that break it."""

from io import BytesIO

from slipway.content.folder import ClassFolder, read_class_archive
from tests.content.archives import packed

SETTINGS = """\
kind = "exercise"
title = "Shapes"
points = 10
due = 2027-01-10T08:00:00Z
until = 2027-01-10T08:00:00Z

[exercise]
language = "python"
file = "shapes.py"
tests = "tests/tests.yaml"
time_limit = 10
attempts = 5
counts = "latest"
completed = "student"
late_per_day = 2.5
late_most = 0

[[exercise.tab]]
tab = "Examples"
share = 20

[[exercise.tab]]
tab = "Hidden"
share = 80
credit = "cases"
show = "after-due"
time_limit = 2
"""
SUITE = """\
namespace: shapes
tabs:
  - tab: "Examples"
    testcases:
      - expression: "area(2, 3)"
        return: 6
  - tab: "Hidden"
    testcases:
      - expression: "area(0, 3)"
        return: !oracle
          value: 0
          oracle: custom_check
          file: near.py
          name: within
      - expression: "area(5, 5)"
        return: 25
"""
EXERCISE_FILES = {
    "unit.toml": SETTINGS.encode(),
    "guide.md": b"Write `area`.\n",
    "starter/shapes.py": b"def area(a, b):\n    return 0\n",
    "starter/notes.txt": b"Think first.\n",
    "tests/tests.yaml": SUITE.encode(),
    "tests/near.py": b"def within(context):\n    return True\n",
    "tests/files/words.csv": b"a;b\r\n1;2\r\n",
    "reference/shapes.py": b"def area(a, b):\n    return a * b\n",
    "wrong/adds.py": b"# scores below 0.5: adds the sides\ndef area(a, b):\n    return a + b\n",
    "wrong/broken.py": b"# does not parse: a colon is missing\ndef area(a, b)\n    return a * b\n",
}
CLASS_OF_ONE = b'title = "C"\n\n[[module]]\nslug = "m"\ntitle = "M"\nunits = ["u"]\n'


def exercise_class(**changed: bytes | None) -> ClassFolder:
    """The class `c` whose only unit `u` is the exercise, with other files by path; None takes one away."""
    files = {**EXERCISE_FILES, **changed}
    of_class = {"class.toml": CLASS_OF_ONE} | {f"u/{path}": data for path, data in files.items() if data is not None}
    return read_class_archive(BytesIO(packed(of_class)))
