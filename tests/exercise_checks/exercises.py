"""An exercise that is sound, and what makes it unsound, as the files of its unit."""

from collections.abc import Mapping

from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.models import Unit
from tests.submissions.exercise import HALF_RIGHT, RIGHT, SUITE, exercise_unit

SETTINGS = ExerciseSettings(file="shapes.py")
LACKS_ERRORS = f"# scores below 0.6: forgets that sides are positive\n{HALF_RIGHT}"
ADDS = "# adds\ndef area(width, height):\n    return width + height\n"
SOUND = {
    "tests/tests.yaml": SUITE,
    "reference/shapes.py": RIGHT,
    "wrong/no-errors.py": LACKS_ERRORS,
    "wrong/adds.py": ADDS,
}
# The same with nothing but what has to be there: checking it takes four runs.
SMALL = {
    "tests/tests.yaml": SUITE[: SUITE.index("  - tab: Errors")],
    "reference/shapes.py": HALF_RIGHT,
    "wrong/adds.py": ADDS,
}


def as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: content.encode() for path, content in files.items()}


def unit_of(files: Mapping[str, str]) -> Unit:
    """A unit in a class, with these files."""
    return exercise_unit(dict(files), file=SETTINGS.file)
