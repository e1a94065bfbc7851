"""A unit to read: its guide and files are all there is, and whoever has read it says so."""

from slipway.content.kinds.kind import Completion, UnitKind

READING = UnitKind(
    code="reading",
    completed_by=Completion.MARKED,
    check=lambda _unit: (),
    is_hidden=lambda _path: False,
)
