"""The indexes of a database, and of one whose tables are made straight from today's models, without migrations.

`python -m tests.site.indexes` makes the tables and prints their indexes as JSON; environment as for any `slipway`
command.
"""

import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402


def indexes() -> dict[str, list[str]]:
    """By table: the columns of each index with their order, and what each of them is for."""
    tables = sorted(model._meta.db_table for model in apps.get_models())
    with connection.cursor() as cursor:
        found = {table: connection.introspection.get_constraints(cursor, table).values() for table in tables}
    return {
        table: sorted(
            f"{each['columns']} {each['orders'] if each['index'] else ''} unique={each['unique']} {each.get('type')}"
            for each in constraints
            if each["index"] or each["unique"]
        )
        for table, constraints in found.items()
    }


if __name__ == "__main__":
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    json.dump(indexes(), sys.stdout)
