"""Places in a statement for the values that each run gives."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Expression, Field


class Given(Expression):
    """Stands in a queryset for the value that a run gives by `name`; `field` says what kind of value it is."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A placeholder whose value is filled in later."""
        return "%s", (self,)


def filled_in(params: Sequence[object], values: Mapping[str, object], connection: Any) -> tuple[object, ...]:
    """The parameters with the values of a run in their places, as the database takes them. Raises KeyError for a value
    that is not given.
    """
    return tuple(
        param.output_field.get_db_prep_value(values[param.name], connection) if isinstance(param, Given) else param
        for param in params
    )
