"""When a registration was given another platform: it is no older there than that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lms", "0011_contested_clients")]
    operations = [
        migrations.AddField(
            model_name="registration",
            name="moved_at",
            field=models.DateTimeField(null=True),
        ),
    ]
