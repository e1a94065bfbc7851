from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0002_unit_kind")]

    operations = [
        migrations.AddIndex(
            "unit",
            models.Index(
                fields=["classroom", "module", "points"], condition=models.Q(withdrawn_at=None), name="units_counted"
            ),
        )
    ]
