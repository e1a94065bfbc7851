"""A small exercise in a class, straight in the database."""

import hashlib
from typing import Any

from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.models import StoredFile, Unit, UnitFile
from tests import factories

SUITE = """
namespace: shapes
tabs:
  - tab: Examples
    contexts:
      - testcases:
          - expression: area(3, 4)
            return: 12
          - expression: area(0, 4)
            return: 0
  - tab: Errors
    testcases:
      - expression: area(-1, 4)
        exception: sides are positive
"""
RIGHT = """def area(width, height):
    if width < 0 or height < 0:
        raise ValueError("sides are positive")
    return width * height
"""
HALF_RIGHT = "def area(width, height):\n    return width * height\n"
WRONG = "def area(width, height):\n    return width + height\n"
NO_PYTHON = "def area(width, height)\n    return\n"


def exercise_unit(files: dict[str, str] | None = None, **settings: Any) -> Unit:
    """A unit of the kind with these files, or those of `SUITE`; `settings` are the exercise's."""
    made = factories.classroom_with_units(units=0)
    given = {"file": "shapes.py", **settings}
    unit = factories.unit_in(
        made, made.classroom.modules.order_by("position")[0], kind="exercise", exercise=ExerciseSettings(**given)
    )
    put_files(unit, files or {"tests/tests.yaml": SUITE, "starter/shapes.py": "def area(width, height):\n    ...\n"})
    return unit


def put_files(unit: Unit, files: dict[str, str]) -> None:
    """Give the unit files, in the place of those of the same path."""
    for path, text in files.items():
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        stored, _ = StoredFile.objects.get_or_create(
            sha256=digest, defaults={"size": len(data), "content_type": "text/plain", "content": data}
        )
        UnitFile.objects.update_or_create(unit=unit, path=path, defaults={"file": stored})
