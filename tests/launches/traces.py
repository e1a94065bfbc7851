"""What a launch left behind: its record, and all rows but the launch log's: a refusal is shown to change nothing."""

import re
from typing import Any

import httpx
from django.apps import apps

from tests.servers import Slipway

LOG = {"lms_launchrecord", "lms_refusaltally"}


def rows(server: Slipway) -> dict[str, list[str]]:
    """Every row of every table but the log's, as text."""
    tables = sorted({model._meta.db_table for model in apps.get_models()} - LOG)
    found = server.queries([f"SELECT * FROM {table}" for table in tables])  # of our own models
    return {table: sorted(map(str, of_it)) for table, of_it in zip(tables, found, strict=True)}


def changed(server: Slipway, before: dict[str, list[str]]) -> dict[str, int]:
    """Tables whose rows are not what they were, with how many rows came or went."""
    after = rows(server)
    return {table: len(after[table]) - len(old) for table, old in before.items() if after[table] != old}


def number_of(answer: httpx.Response) -> str:
    """The number of a launch, as the address of its page or its refusal page tells it; '' where that tells none."""
    told = answer.headers.get("location", answer.text)
    found = re.search(r"(?:/l/|<code>)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", told)
    return found[1] if found else ""


def record(server: Slipway, answer: httpx.Response) -> dict[str, Any]:
    """The launch log's row of a launch that was answered so."""
    number = number_of(answer)
    assert number, answer.text
    return server.query("SELECT * FROM lms_launchrecord WHERE id = %s", [number.replace("-", "")])[0]


def records(server: Slipway) -> int:
    """How many launches were recorded."""
    return int(server.query("SELECT count(*) AS n FROM lms_launchrecord")[0]["n"])
