"""What a launch left behind: all rows but the launch log's, so that a refusal can be shown to change nothing."""

from typing import Any

from django.apps import apps

from tests.servers import Slipway

LOG = {"lms_launchrecord", "lms_refusaltally"}


def rows(server: Slipway) -> dict[str, list[str]]:
    """Every row of every table but the log's, as text."""
    tables = sorted({model._meta.db_table for model in apps.get_models()} - LOG)
    return {table: sorted(str(row) for row in server.query(f"SELECT * FROM {table}")) for table in tables}


def changed(server: Slipway, before: dict[str, list[str]]) -> dict[str, int]:
    """Tables whose rows are not what they were, with how many rows came or went."""
    after = rows(server)
    return {table: len(after[table]) - len(old) for table, old in before.items() if after[table] != old}


def record(server: Slipway, launch_id: str) -> dict[str, Any]:
    """The launch log's row."""
    return server.query("SELECT * FROM lms_launchrecord WHERE id = %s", [launch_id.replace("-", "")])[0]


def records(server: Slipway) -> int:
    """How many launches were recorded."""
    return int(server.query("SELECT count(*) AS n FROM lms_launchrecord")[0]["n"])
