"""The models of `content` stand in their own room now; the tables and all that is in them stay."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [
        ("classes", "0008_read_lms_urls_anew"),
        ("content", "0001_from_classes"),
        ("picker", "0002_units_moved"),
        ("workspaces", "0002_units_moved"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "classupload",
                    "classroom",
                    models.ForeignKey(
                        null=True, on_delete=deletion.CASCADE, related_name="uploads", to="content.classroom"
                    ),
                ),
                migrations.AlterField(
                    "courseconnection",
                    "classroom",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="connections", to="content.classroom"),
                ),
                migrations.AlterField(
                    "launchsession",
                    "classroom",
                    models.ForeignKey(null=True, on_delete=deletion.CASCADE, related_name="+", to="content.classroom"),
                ),
                migrations.AlterField(
                    "enrolment",
                    "classroom",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="enrolments", to="content.classroom"),
                ),
                migrations.AlterField(
                    "connectionrequest",
                    "classroom",
                    models.ForeignKey(on_delete=deletion.CASCADE, related_name="requests", to="content.classroom"),
                ),
                migrations.DeleteModel("UnitFile"),
                migrations.DeleteModel("Unit"),
                migrations.DeleteModel("Module"),
                migrations.DeleteModel("StoredFile"),
                migrations.DeleteModel("Classroom"),
            ]
        )
    ]
