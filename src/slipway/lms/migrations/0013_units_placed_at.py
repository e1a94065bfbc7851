"""When units were first placed by a registration: a column of its own, filled from the audit trail, which kept it alone."""

from django.db import migrations, models


def read_from_the_trail(apps, schema_editor):
    del schema_editor
    Registration = apps.get_model("lms", "Registration")
    AuditEntry = apps.get_model("audit", "AuditEntry")
    placed = AuditEntry.objects.filter(action="units.place").order_by("at")
    first = {}
    for organization_id, details, at in placed.values_list("organization_id", "details", "at").iterator():
        first.setdefault((organization_id, details.get("registration")), at)
    for row in Registration.objects.filter(units_placed_at=None).select_related("lms").iterator():
        if at := first.get((row.lms.organization_id, str(row.pk))):
            Registration.objects.filter(pk=row.pk).update(units_placed_at=at)


class Migration(migrations.Migration):
    dependencies = [("lms", "0012_moved_registrations"), ("audit", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="registration",
            name="units_placed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(read_from_the_trail, migrations.RunPython.noop),
    ]
