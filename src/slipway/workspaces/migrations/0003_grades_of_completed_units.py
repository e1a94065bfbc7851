"""Units to read that students had completed before there were grades: full points, as completing one gives now."""

from decimal import Decimal
from typing import Any

from django.db import migrations

READING = "reading"  # completed by the student's word; no release before had another kind
MANY = 1_000  # rows at once


def credit(apps: Any, _schema_editor: Any) -> None:
    workspaces = apps.get_model("workspaces", "Workspace").objects.filter(completed_at__isnull=False)
    grade = apps.get_model("gradebook", "Grade")
    completed = workspaces.filter(unit__kind=READING).values_list("unit_id", "user_id", "completed_at")
    waiting: list[Any] = []
    for unit_id, user_id, at in completed.iterator(chunk_size=MANY):
        row = {"unit_id": unit_id, "user_id": user_id, "changed_at": at, "source": "completion"}
        waiting.append(grade(score=Decimal(1), earned=Decimal(1), **row))
        if len(waiting) == MANY:
            grade.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting.clear()
    grade.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0002_units_moved"), ("gradebook", "0001_initial"), ("content", "0004_unit_exercise")]

    operations = [migrations.RunPython(credit, migrations.RunPython.noop)]
