"""Inserts that are written once."""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, CharField, Model, PositiveIntegerField, TextField, UUIDField

from slipway.statements.cursors import fixed_cursor

PLAIN = {BooleanField, CharField, PositiveIntegerField, TextField}


class Insert:
    """Inserts instances of one model, with all their columns, by one text of SQL.

    `once`: a row that some unique constraint knows already is left out, and breaks no transaction.
    """

    def __init__(self, model: type[Model], *, once: bool = False) -> None:
        self._model, self._once = model, once

    def run(self, row: Model) -> bool:
        """Insert `row`. False where it is left out. Signals are not sent."""
        used = connections[DEFAULT_DB_ALIAS]
        values = [value(row) for value in self._values]
        with fixed_cursor(used) as cursor:
            cursor.execute(self._sql, values)
            inserted = bool(cursor.rowcount == 1)
        row._state.adding = not inserted  # noqa: SLF001  # a later `save` is an UPDATE
        return inserted

    @cached_property
    def _values(self) -> list[Callable[[Any], object]]:
        """What makes the database's value of each column, of a row."""
        used = connections[DEFAULT_DB_ALIAS]
        return [_value_of(field, used) for field in self._model._meta.concrete_fields]  # noqa: SLF001

    @cached_property
    def _sql(self) -> str:
        quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
        columns = ", ".join(quoted(str(field.column)) for field in self._model._meta.concrete_fields)  # noqa: SLF001
        places = ", ".join(["%s"] * len(self._values))
        end = " ON CONFLICT DO NOTHING" if self._once else ""
        table = quoted(self._model._meta.db_table)  # noqa: SLF001
        return f"INSERT INTO {table} ({columns}) VALUES ({places}){end}"  # noqa: S608


def _value_of(field: Any, used: BaseDatabaseWrapper) -> Callable[[Any], object]:
    """What the database is given of a row for a column."""
    of_row = attrgetter(field.attname)
    if type(field) in PLAIN:
        return of_row
    is_id = isinstance(field.target_field if field.is_relation else field, UUIDField)
    if is_id and used.features.has_native_uuid_field:
        return of_row
    if is_id:
        return lambda row: None if (found := of_row(row)) is None else found.hex
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connections[DEFAULT_DB_ALIAS])
