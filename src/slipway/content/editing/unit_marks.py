"""What the form of a unit was opened with, in one word: so that it is known when somebody else has saved meanwhile."""

from hashlib import sha256

from slipway.content.models import Unit, UnitFile
from slipway.content.unit import UNIT_FIELDS

_LAID_OUT = ("guide_html", "guide_work")  # made of the guide


class ChangedUnitError(Exception):
    """Somebody else has saved the unit since its form was opened. Nothing was saved."""


def unit_mark(unit: Unit) -> str:
    """Another one when any field of the unit is another, or the suite whose tabs its form lists; one statement at most.

    `unit` is as the database has it, and nothing was set since.
    """
    said = [repr(getattr(unit, name)) for name in UNIT_FIELDS if name not in _LAID_OUT]
    if unit.exercise is not None:
        suite = UnitFile.objects.filter(unit=unit, path=unit.exercise.tests)
        said += suite.values_list("file_id", flat=True)
    return sha256("\0".join(said).encode()).hexdigest()
