from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("content", "0001_from_classes")]

    operations = [
        migrations.AddField("unit", "kind", models.CharField(db_default="reading", default="reading", max_length=16))
    ]
