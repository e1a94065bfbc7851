"""What the form of a unit was opened with, in one word: so that it is known when somebody else has saved meanwhile."""

from collections.abc import Mapping
from hashlib import sha256

from slipway.content.models import Unit, UnitFile
from slipway.content.unit import UNIT_FIELDS

_LAID_OUT = ("guide_html", "guide_work")  # made of the guide


class ChangedUnitError(Exception):
    """Somebody else has saved the unit since its form was opened. Nothing was saved."""


def unit_mark(unit: Unit, hashes: Mapping[str, str] | None = None) -> str:
    """Another one when any field of the unit is another, or the suite whose tabs its form lists.

    `unit` is as the database has it, and nothing was set since. `hashes` are those of its files, by path; without them
    one statement asks.
    """
    said = [repr(getattr(unit, name)) for name in UNIT_FIELDS if name not in _LAID_OUT]
    if unit.exercise is not None:
        if hashes is None:
            suite = UnitFile.objects.filter(unit=unit, path=unit.exercise.tests)
            hashes = dict(suite.values_list("path", "file_id"))
        said += [sha for path, sha in hashes.items() if path == unit.exercise.tests]
    return sha256("\0".join(said).encode()).hexdigest()
