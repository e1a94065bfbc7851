"""What units of some kinds show besides what all do, for `workspaces/kinds/<code>.html`."""

from collections.abc import Callable

from slipway.content.kinds import EXERCISE
from slipway.sessions.visitor import Visitor
from slipway.workspaces.entry import UnitAccess
from slipway.workspaces.exercise_page import exercise_page

_PAGES: dict[str, Callable[[Visitor, UnitAccess], dict[str, object]]] = {EXERCISE.code: exercise_page}


def kind_context(visitor: Visitor, entry: UnitAccess) -> dict[str, object]:
    """What the template of the unit's kind needs."""
    page = _PAGES.get(entry.unit.kind)
    return page(visitor, entry) if page else {}
