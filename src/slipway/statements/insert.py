"""Inserts that are written once."""

from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from slipway.statements.cursors import fixed_cursor


class Insert:
    """Inserts instances of one model, with all their columns, by one text of SQL.

    `once`: a row that some unique constraint knows already is left out, and breaks no transaction.
    """

    def __init__(self, model: type[Model], *, once: bool = False) -> None:
        self._model, self._once = model, once

    def run(self, row: Model) -> bool:
        """Insert `row`. False where it is left out. Signals are not sent."""
        used = connections[DEFAULT_DB_ALIAS]
        values = [field.get_db_prep_save(field.pre_save(row, add=True), used) for field in self._fields]
        with fixed_cursor(used) as cursor:
            cursor.execute(self._sql, values)
            inserted = bool(cursor.rowcount == 1)
        row._state.adding = not inserted  # noqa: SLF001  # a later `save` is an UPDATE
        return inserted

    @cached_property
    def _fields(self) -> list[Any]:
        return list(self._model._meta.concrete_fields)  # noqa: SLF001  # Django's documented name

    @cached_property
    def _sql(self) -> str:
        quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
        columns = ", ".join(quoted(field.column) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        end = " ON CONFLICT DO NOTHING" if self._once else ""
        return f"INSERT INTO {quoted(self._model._meta.db_table)} ({columns}) VALUES ({places}){end}"  # noqa: S608, SLF001
