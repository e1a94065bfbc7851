from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classes', '0005_files_kept_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='guide_work',
            field=models.PositiveIntegerField(null=True),
        ),
    ]
