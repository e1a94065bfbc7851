"""The kinds of units: what a unit is made of, and what completes it. The registry is `UNIT_KINDS`.

A kind is a module here, a template `workspaces/kinds/<code>.html` for what a student does, and a form in
`class_pages/unit_kinds.py` for its teacher. `docs/architecture.md` has the recipe.
"""

from slipway.content.kinds.exercise import EXERCISE
from slipway.content.kinds.kind import Completion, ReadUnit, UnitKind
from slipway.content.kinds.reading import READING

UNIT_KINDS: dict[str, UnitKind] = {kind.code: kind for kind in (READING, EXERCISE)}

__all__ = ["EXERCISE", "READING", "UNIT_KINDS", "Completion", "ReadUnit", "UnitKind"]
