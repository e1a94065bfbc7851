"""What students begin with."""

from slipway.content.kinds.exercise_parts import STARTER
from slipway.content.models import Unit, UnitFile

FOLDER = f"{STARTER}/"


def starter_files(unit: Unit) -> dict[str, str]:
    """The texts of the unit's `starter/`, by their paths in it: one statement. Without any, one empty file."""
    rows = UnitFile.objects.filter(unit=unit, path__startswith=FOLDER).select_related("file").order_by("path")
    found = {row.path.removeprefix(FOLDER): bytes(row.file.content).decode(errors="replace") for row in rows}
    if found or unit.exercise is None:
        return found
    return {unit.exercise.file: ""}
