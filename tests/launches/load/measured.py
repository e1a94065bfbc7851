"""What a deed costs in this process: its SQL statements, and how many of them Django compiled for it.

Imported by the programs that count; sets Django up. BEGIN, COMMIT and SAVEPOINT are not counted: they cost no look at
the data.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models.sql.compiler import SQLCompiler  # noqa: E402

UNCOUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


class Costs:
    """The figures of several deeds by their names; those of compiling by `<name> compiled`."""

    def __init__(self) -> None:
        self.figures: dict[str, Any] = {}
        self._seen: dict[str, Any] = {}

    def of(self, name: str, deed: Callable[[], Any]) -> Any:
        """What `deed` returns; its figures are kept under `name`."""
        statements: dict[int, str] = {}

        def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            if not sql.startswith(UNCOUNTED):
                statements[len(statements)] = sql
                self._seen[sql] = params
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note), _compiled() as compiled:
            result = deed()
        self.figures |= {name: len(statements), f"{name} compiled": len(compiled)}
        print(name, *statements.values(), sep="\n  ", file=sys.stderr)
        return result

    def read_plans(self) -> None:
        """Keep under `scans` what the database would read a whole table for, of all that was done."""
        read = {sql: params for sql, params in self._seen.items() if sql.startswith(("SELECT", "UPDATE", "DELETE"))}
        self.figures["scans"] = [f"{line}: {sql}" for sql, params in read.items() for line in _scans(sql, params)]


@contextmanager
def _compiled() -> Iterator[list[None]]:
    """A list that grows with each SELECT that Django compiles."""
    compiled: list[None] = []
    usual = SQLCompiler.as_sql

    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        compiled.append(None)
        return usual(self, *args, **kwargs)

    SQLCompiler.as_sql = noted  # type: ignore[method-assign]
    try:
        yield compiled
    finally:
        SQLCompiler.as_sql = usual  # type: ignore[method-assign]


def _scans(sql: str, params: Any) -> list[str]:
    """The lines of the statement's plan that read a whole table. In tests tables are small, and PostgreSQL would rather
    read such a one: there it is told to do so only where no index helps.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            return [row[3] for row in cursor.fetchall() if row[3].startswith("SCAN") and "subquery" not in row[3]]
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        return [row[0].strip() for row in cursor.fetchall() if "Seq Scan on" in row[0]]
