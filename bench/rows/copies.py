"""Rows like one that is there, but for what is named; and how they are written fast."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, models

_numbers = count(1_000_000)  # of rows whose ids the database counts itself


def model(name: str) -> type[models.Model]:
    """The model of that name, in whichever room it is."""
    return next(each for each in apps.get_models() if each.__name__ == name)


class Copies:
    """Rows of a model. Names that it does not have are passed over, so that a column may go or come."""

    def __init__(self, seed: models.Model) -> None:
        options = type(seed)._meta  # noqa: SLF001  # Django's documented way to a model's fields
        fields = [field for field in options.concrete_fields if not getattr(field, "generated", False)]
        self.table = options.db_table
        self.columns = [field.column for field in fields]
        self._plain = [_prepared(field, getattr(seed, field.attname)) for field in fields]
        self._places = {field.attname: (place, field) for place, field in enumerate(fields)}
        self._key = options.pk
        together = {name for each in options.total_unique_constraints for name in each.fields}
        unique = [field for field in fields if (field.unique or field.name in together) and not field.is_relation]
        self._fresh = [field for field in unique if field is not self._key and getattr(seed, field.attname) is not None]

    def new_key(self) -> Any:
        """A primary key that no other row has."""
        return self._key.get_default() if self._key.has_default() else next(_numbers)

    def row(self, key: Any, **changes: Any) -> list[Any]:
        """A row of that primary key. What has to be unique and is not named gets a value of its own."""
        row = self._plain.copy()
        for field in self._fresh:
            if field.attname not in changes:
                row[self._places[field.attname][0]] = _fresh(field)
        for name, value in ((self._key.attname, key), *changes.items()):
            if name in self._places:
                place, field = self._places[name]
                row[place] = _prepared(field, value)
        return row

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, as fast as the database takes them."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        raw = connection.connection
        if connection.vendor == "postgresql":
            with raw.cursor() as cursor, cursor.copy(f'COPY "{self.table}" ({columns}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(self.columns))
            raw.executemany(f'INSERT INTO "{self.table}" ({columns}) VALUES ({marks})', rows)


def _prepared(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _fresh(field: Any) -> Any:
    if isinstance(field, models.BinaryField):
        return secrets.token_bytes(20)
    if isinstance(field, models.CharField | models.TextField):
        return secrets.token_hex(20)[: field.max_length]
    return field.get_default() if field.has_default() else next(_numbers)


@contextmanager
def loading() -> Iterator[None]:
    """One transaction without checks of foreign keys, durable only at its end."""
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "postgresql":
        raw.autocommit = True
        raw.execute("SET session_replication_role = replica")
        with raw.transaction():
            yield
        raw.execute("VACUUM ANALYZE")  # as its autovacuum would
        return
    for setting in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = MEMORY", "cache_size = -2000000"):
        raw.execute(f"PRAGMA {setting}")
    raw.execute("BEGIN")
    yield
    raw.execute("COMMIT")


def size_of_database() -> int:
    """Its bytes on disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def one(name: str, **where: Any) -> Any:
    """A row of a model: its attributes are whatever that Slipway has."""
    return model(name)._default_manager.filter(**where).latest("pk")  # noqa: SLF001  # Django's documented way


def only(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Some of a mapping."""
    return {name: values[name] for name in names}
