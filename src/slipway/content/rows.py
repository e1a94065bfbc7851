"""Giving rows other values, and saving many rows at once."""

from collections.abc import Mapping, Sequence

from django.db import models


def set_values(row: models.Model, values: Mapping[str, object]) -> bool:
    """Give the row these values, unsaved; whether one of them was another."""
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs


def save_all(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Save these fields of rows of one model that are in the database; nobody else may write to them meanwhile.

    It inserts what is there already, because `bulk_update` takes seconds for a thousand rows.
    """
    if rows:
        manager = type(rows[0])._default_manager  # noqa: SLF001 - Django's public name for it
        manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
