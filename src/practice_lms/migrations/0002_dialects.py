from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice_lms", "0001_initial")]

    operations = [
        migrations.AddField("course", "dialect", models.CharField(default="canvas", max_length=20)),
        migrations.AddField("moduleitem", "points", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
        migrations.AddField("moduleitem", "lti_id", models.CharField(blank=True, max_length=200)),
    ]
