"""What the page of an exercise shows besides its guide: the code to begin with, and what the tests are worth."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import UUIDField

from slipway.content.kinds.exercise_parts import STARTER
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.models import Unit, UnitFile
from slipway.statements.given import Given
from slipway.statements.select import SelectRows


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file that students begin with, by the name that it has in their work."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class TabWorth:
    """A tab of the tests: its share of the points in percent (None: shares are not said), and what is seen of it."""

    name: str
    percent: float | None
    show: str


def _starter_file(path: str, content: bytes) -> StarterFile:
    return StarterFile(path.removeprefix(f"{STARTER}/"), bytes(content).decode("utf-8-sig", "replace"))


_STARTER = SelectRows(
    _starter_file,
    lambda: (
        UnitFile.objects.filter(unit=Given("unit_id", UUIDField()), path__startswith=f"{STARTER}/")
        .order_by("path")
        .values_list("path", "file__content")
    ),
)


def exercise_page(unit: Unit) -> dict[str, object]:
    """For the template of exercises. One statement; nothing of tests and solutions is read."""
    settings = unit.exercise or ExerciseSettings()
    return {"exercise": settings, "starter": _STARTER.all(unit_id=unit.pk), "tabs": list(_tabs(settings))}


def _tabs(settings: ExerciseSettings) -> Iterator[TabWorth]:
    whole = sum(tab.share or 0 for tab in settings.tabs)
    for tab in settings.tabs:
        percent = float(Fraction(100 * (tab.share or 0), whole)) if whole else None
        yield TabWorth(tab.tab, percent, tab.show)
