"""The column of an exercise's settings."""

from typing import Any

from django.db import models

from slipway.content.kinds.exercise_settings import ExerciseSettings


class ExerciseField(models.JSONField):
    """Kept as JSON, read as `ExerciseSettings`; None for units that are no exercises."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> ExerciseSettings | None:
        kept = super().from_db_value(value, expression, connection)
        return None if kept is None else ExerciseSettings.from_json(kept)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        kept = value.to_json() if isinstance(value, ExerciseSettings) else value
        return super().get_db_prep_value(kept, connection, prepared)
