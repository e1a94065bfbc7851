import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('classes', '0006_told_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='unit',
            name='guide_work',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='classupload',
            name='received',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AlterField(
            model_name='classupload',
            name='archive',
            field=models.BinaryField(default=b''),
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.BinaryField()),
                ('upload', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='classes.classupload')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('upload', 'number'), name='one_part_per_number')],
            },
        ),
    ]
