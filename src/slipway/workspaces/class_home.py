"""The modules and units of a class, as its home shows them to a student, a teacher, or somebody who only reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from slipway.classes.roles import ClassRole
from slipway.content.models import Module, Unit
from slipway.sessions.visitor import Visitor
from slipway.web.origin import absolute
from slipway.workspaces.outline import units_for
from slipway.workspaces.progress import Progress, progress_of, workspaces_in
from slipway.workspaces.tally import UnitCounts, unit_tallies


@dataclass(frozen=True)
class UnitProgressRow:
    """One unit: students see their progress, teachers the class's; `marks` say why students do not see it."""

    unit: Unit
    progress: Progress | None = None
    tally: UnitCounts | None = None
    marks: Sequence[str] = ()  # states of the pill
    launch_url: str = ""

    @property
    def copy_id(self) -> str:
        """The id of the field that holds the LTI URL."""
        return f"lti-url-{self.unit.pk}"


@dataclass
class Section:
    """A module and what it holds."""

    id: UUID
    title: str
    rows: list[UnitProgressRow] = field(default_factory=list)


def sections(visitor: Visitor, role: ClassRole, classroom_id: UUID) -> Sequence[Section]:
    """The class in order. Teachers see modules without units too; nobody else learns of them."""
    rows = _rows(visitor, role, classroom_id)
    if role is not ClassRole.TEACHER:
        return _in_modules(rows, {})
    modules = Module.objects.of(classroom_id).shown().in_order()
    return _in_modules(rows, {module.pk: Section(module.pk, module.title) for module in modules})


def _in_modules(rows: Iterable[UnitProgressRow], found: dict[UUID, Section]) -> Sequence[Section]:
    for row in rows:
        module = row.unit.module
        found.setdefault(module.pk, Section(module.pk, module.title)).rows.append(row)
    return list(found.values())


def _rows(visitor: Visitor, role: ClassRole, classroom_id: UUID) -> Sequence[UnitProgressRow]:
    units = units_for(role, classroom_id)
    if role is ClassRole.STUDENT:
        mine = workspaces_in(user=visitor.user, classroom_id=classroom_id)
        return [UnitProgressRow(unit, progress=progress_of(mine.get(unit.pk))) for unit in units]
    if role is ClassRole.TEACHER:
        tallies = unit_tallies(classroom_id)
        return [_teachers_row(unit, tallies.get(unit.pk, UnitCounts())) for unit in units]
    return [UnitProgressRow(unit, marks=marks(unit)) for unit in units]


def _teachers_row(unit: Unit, tally: UnitCounts) -> UnitProgressRow:
    return UnitProgressRow(unit, tally=tally, marks=marks(unit), launch_url=absolute(f"/lti/units/{unit.pk}"))


def marks(unit: Unit) -> Sequence[str]:
    """Why students do not see the unit; nothing when they do."""
    draft = [] if unit.published else ["draft"]
    return [*draft, "withdrawn"] if unit.is_withdrawn else draft
