"""Units are models of `content` now; their table stays."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("picker", "0001_initial"), ("content", "0001_from_classes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "placement",
                    "unit",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="placements", to="content.unit"),
                ),
            ]
        )
    ]
