from django.db import migrations

from slipway.content.exercise_field import ExerciseField


class Migration(migrations.Migration):
    dependencies = [("content", "0003_units_counted")]

    operations = [migrations.AddField("unit", "exercise", ExerciseField(null=True))]
