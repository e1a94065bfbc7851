"""What units of some kinds show besides what all do, for `workspaces/kinds/<code>.html`."""

from collections.abc import Callable

from slipway.content.kinds import EXERCISE
from slipway.content.models import Unit
from slipway.workspaces.exercise_page import exercise_page

_PAGES: dict[str, Callable[[Unit], dict[str, object]]] = {EXERCISE.code: exercise_page}


def kind_context(unit: Unit) -> dict[str, object]:
    """What the template of the unit's kind needs."""
    page = _PAGES.get(unit.kind)
    return page(unit) if page else {}
