"""The models of classes' content, taken over from the room `classes` with their tables and all that is in them."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("classes", "0008_read_lms_urls_anew"), ("orgs", "0004_tallies")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Classroom",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="classrooms",
                                to="orgs.organization",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=64)),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        ("lti_enabled", models.BooleanField(default=False, verbose_name="Enable LTI")),
                        ("lms_url", models.CharField(blank=True, max_length=1000, verbose_name="Class LMS URL")),
                        ("lms_host", models.CharField(blank=True, max_length=255)),
                        ("lms_course_id", models.CharField(blank=True, max_length=255)),
                        (
                            "links_open",
                            models.CharField(
                                choices=[("window", "In a new tab"), ("frame", "Inside the page of the LMS")],
                                db_default="window",
                                default="window",
                                max_length=8,
                                verbose_name="Units open",
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "db_table": "classes_classroom",
                        "ordering": ["title"],
                        "indexes": [
                            models.Index(
                                fields=["organization", "lms_course_id"], name="classes_cla_organiz_eb38d1_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("organization", "slug"), name="one_class_per_slug")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StoredFile",
                    fields=[
                        ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("size", models.PositiveIntegerField()),
                        ("content_type", models.CharField(max_length=100)),
                        ("content", models.BinaryField()),
                        ("kept_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "classes_storedfile",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Module",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "classroom",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="modules",
                                to="content.classroom",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=64)),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "classes_module",
                        "ordering": ["position", "title"],
                        "constraints": [
                            models.UniqueConstraint(fields=("classroom", "slug"), name="one_module_per_slug")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "classroom",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="units",
                                to="content.classroom",
                            ),
                        ),
                        (
                            "module",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="units", to="content.module"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=64)),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("guide", models.TextField(blank=True, verbose_name="guide")),
                        ("guide_html", models.TextField(blank=True)),
                        ("guide_work", models.PositiveIntegerField(null=True)),
                        (
                            "points",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("100"),
                                max_digits=8,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(10000),
                                ],
                                verbose_name="points",
                            ),
                        ),
                        ("available_from", models.DateTimeField(blank=True, null=True, verbose_name="available from")),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                        ("until_at", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                        ("published", models.BooleanField(default=False, verbose_name="published")),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        ("position", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "db_table": "classes_unit",
                        "ordering": ["position", "title"],
                        "constraints": [
                            models.UniqueConstraint(fields=("classroom", "slug"), name="one_unit_per_slug")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="UnitFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="content.unit"
                            ),
                        ),
                        ("path", models.CharField(max_length=255)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="content.storedfile"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "classes_unitfile",
                        "ordering": ["path"],
                        "constraints": [models.UniqueConstraint(fields=("unit", "path"), name="one_file_per_path")],
                        "indexes": [],
                    },
                ),
            ]
        )
    ]
