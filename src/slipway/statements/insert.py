"""Inserts that are written once."""

from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, CharField, Model, PositiveIntegerField, TextField

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
        values = [
            getattr(row, field.attname) if is_plain else field.get_db_prep_save(field.pre_save(row, add=True), used)
            for field, is_plain in self._fields
        ]
        with fixed_cursor(used) as cursor:
            cursor.execute(self._sql, values)
            inserted = bool(cursor.rowcount == 1)
        row._state.adding = not inserted  # noqa: SLF001  # a later `save` is an UPDATE
        return inserted

    @cached_property
    def _fields(self) -> list[tuple[Any, bool]]:
        """The columns, and whether Python's values of each are the database's."""
        return [(field, type(field) in PLAIN) for field in self._model._meta.concrete_fields]  # noqa: SLF001

    @cached_property
    def _sql(self) -> str:
        quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
        columns = ", ".join(quoted(field.column) for field, _is_plain in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        end = " ON CONFLICT DO NOTHING" if self._once else ""
        table = quoted(self._model._meta.db_table)  # noqa: SLF001
        return f"INSERT INTO {table} ({columns}) VALUES ({places}){end}"  # noqa: S608
