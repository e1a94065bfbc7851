"""A database of an earlier release with a row in every table, brought up to date: what is in it before and after.

`python -m tests.site.upgraded` prints both as JSON; environment as for any `slipway` command.
"""

import json
import sys
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from tests.site.indexes import indexes  # noqa: E402

# What stood at the end of each room's migrations on 2026-11-28; others had those of their packages.
EARLIER = [
    ("audit", "0001_initial"),
    ("classes", "0005_files_kept_at"),
    ("lms", "0008_claimed_deployments"),
    ("orgs", "0003_ended_sessions"),
    ("people", "0003_legacy_ids"),
    ("picker", "0001_initial"),
    ("workspaces", "0001_initial"),
]
WHEN = datetime(2026, 11, 28, 9, tzinfo=UTC)
OF_TYPE: list[tuple[Any, Any]] = [
    (models.EmailField, "ada@example.org"),
    (models.BinaryField, b"\x00bytes"),
    (models.BooleanField, True),
    (models.DateTimeField, WHEN),
    (models.DecimalField, Decimal("2.50")),
    (models.IntegerField, 1),
    (models.JSONField, {"kept": [1, "é"]}),
]


def main() -> None:
    """Make the earlier database, fill it, upgrade it."""
    executor = MigrationExecutor(connection)
    executor.migrate(EARLIER)
    earlier = executor.loader.project_state(EARLIER).apps
    made: dict[type[models.Model], models.Model] = {}
    for model in earlier.get_models():
        row_of(model, made)
    tables = sorted(model._meta.db_table for model in earlier.get_models())
    before = contents(tables)
    call_command("migrate", verbosity=0)
    after = contents(sorted(connection.introspection.table_names()))
    sys.stdout.write(json.dumps({"before": before, "after": after, "indexes": indexes()}))


def row_of(model: type[models.Model], made: dict[type[models.Model], models.Model]) -> models.Model:
    """The model's row, made when it is asked for first, with those that it hangs on."""
    if model not in made:
        values = {}
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                values[field.name] = row_of(field.related_model, made)
            elif not isinstance(field, models.AutoField):
                values[field.name] = value_of(field)
        made[model] = model._base_manager.create(**values)
    return made[model]


def value_of(field: "models.Field[Any, Any]") -> Any:
    """Something that such a field may hold."""
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if field.choices:
        return next(iter(field.choices))[0]
    for kind, value in OF_TYPE:
        if isinstance(field, kind):
            return value
    return f"{field.name}-é"[: field.max_length or 40]


def contents(tables: list[str]) -> dict[str, list[dict[str, str]]]:
    """All rows of these tables, values as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
            found[table] = [dict(zip(names, map(as_text, row), strict=True)) for row in cursor.fetchall()]
    return found


def as_text(value: Any) -> str:
    """The same for both databases."""
    return repr(bytes(value)) if isinstance(value, memoryview) else repr(value)


if __name__ == "__main__":
    main()
