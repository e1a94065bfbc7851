"""Queries of modules and units that say what a class shows, to whom, and in which order."""

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from slipway.content.models import Classroom, Module, Unit  # noqa: F401 - the bases name two in quotes
    from slipway.statements.given import Given


def unit_is_shown(path: str = "") -> Q:
    """The condition that a unit is not withdrawn, nor its module. `path` leads from the model queried: "unit__"."""
    return Q(**{f"{path}withdrawn_at": None, f"{path}module__withdrawn_at": None})


class ModuleQuerySet(QuerySet["Module"]):
    """Modules, of one class or of several."""

    def of(self, classroom: "Classroom | UUID") -> Self:
        """Those of one class."""
        return self.filter(classroom=classroom)

    def shown(self) -> Self:
        """Those that are not withdrawn."""
        return self.filter(withdrawn_at=None)

    def in_order(self) -> Self:
        """As the class has them, for modules of one class. Equal positions go by title."""
        return self.order_by("position", "title", "id")


class UnitQuerySet(QuerySet["Unit"]):
    """Units, of one class or of several."""

    def of(self, classroom: "Classroom | UUID | Given") -> Self:
        """Those of one class."""
        return self.filter(classroom=classroom)

    def shown(self) -> Self:
        """Those that are not withdrawn, alone or with their module; drafts too."""
        return self.filter(unit_is_shown())

    def published(self) -> Self:
        """Those that are no drafts; withdrawn ones too."""
        return self.filter(published=True)

    def in_order(self) -> Self:
        """Module by module, each in the class's order, for units of one class."""
        return self.order_by("module__position", "module__title", "module_id", "position", "title", "id")

    def in_order_of_module(self) -> Self:
        """As a module has its units: for those of one module, or where the caller groups them by module."""
        return self.order_by("position", "title", "id")

    def without_guides(self) -> Self:
        """Without the large columns, for lists. Reading a guide of such a row costs a statement."""
        return self.defer("guide", "guide_html")
