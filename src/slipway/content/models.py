"""Classes and their content: modules, units, and units' files.

The tables are named `classes_…`, as earlier releases made them, so that an upgrade moves no row.
"""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from slipway.content.exercise_field import ExerciseField
from slipway.content.kinds import READING
from slipway.content.querysets import ModuleQuerySet, UnitQuerySet
from slipway.lms_kinds.course import CourseRef
from slipway.orgs.models import Organization

PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


class LinksOpen(models.TextChoices):
    """Where a placed link opens its unit."""

    WINDOW = "window", _("In a new tab")
    FRAME = "frame", _("Inside the page of the LMS")


# What a class says of handing in: its columns of these names.
CLASS_TERMS = ("late_per_day", "late_most", "sealed_time_counts")


class Classroom(models.Model):
    """A class. `lms_host` and `lms_course_id` are its Class LMS URL, taken apart to be compared with launches."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="classrooms")
    slug = models.SlugField(max_length=64)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    lti_enabled = models.BooleanField(_("Enable LTI"), default=False)
    lms_url = models.CharField(_("Class LMS URL"), max_length=1000, blank=True)
    lms_host = models.CharField(max_length=255, blank=True)
    lms_course_id = models.CharField(max_length=255, blank=True)
    # How the links that a picker places open. Those that were placed before stay as the LMS has them.
    links_open = models.CharField(
        _("Units open"), max_length=8, choices=LinksOpen, default=LinksOpen.WINDOW, db_default="window"
    )
    # What lateness takes of a score: so many percent for each day that has begun, and how many at most.
    late_per_day = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(0), db_default=Decimal(0), validators=PERCENT
    )
    late_most = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(100), db_default=Decimal(100), validators=PERCENT
    )
    # Whether work that was sealed without a connection counts by the time at which it was sealed.
    sealed_time_counts = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "classes_classroom"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["organization", "slug"], name="one_class_per_slug")]
        indexes = [models.Index(fields=["organization", "lms_course_id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def lms_course_ref(self) -> CourseRef:
        """The course that the Class LMS URL names; an empty reference where the class has no such URL."""
        return CourseRef(host=self.lms_host, course_id=self.lms_course_id, home_url=self.lms_url)


class Module(models.Model):
    """A named group of units. Withdrawn ones keep their units' work and links, and are shown to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="modules")
    slug = models.SlugField(max_length=64)
    title = models.CharField(_("title"), max_length=200)
    position = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        db_table = "classes_module"
        ordering = ["position", "title"]
        constraints = [models.UniqueConstraint(fields=["classroom", "slug"], name="one_module_per_slug")]

    def __str__(self) -> str:
        return self.title


class Unit(models.Model):
    """Work to do; what an LMS item links to. The class stands beside the module: a launch reads a join less."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="units")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="units")
    slug = models.SlugField(max_length=64)
    kind = models.CharField(max_length=16, default=READING.code, db_default=READING.code)  # `content.kinds`
    title = models.CharField(_("title"), max_length=200)
    guide = models.TextField(_("guide"), blank=True)
    guide_html = models.TextField(blank=True)
    # What it cost to lay the guide out. Null: an earlier release did, or earlier rules; it is laid out anew by `tidy`.
    guide_work = models.PositiveIntegerField(null=True)
    points = models.DecimalField(
        _("points"),
        max_digits=8,
        decimal_places=2,
        default=Decimal(100),
        validators=[MinValueValidator(0), MaxValueValidator(10_000)],
    )
    available_from = models.DateTimeField(_("available from"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    until_at = models.DateTimeField(_("until"), null=True, blank=True)
    exercise = ExerciseField(null=True)  # of units of that kind
    published = models.BooleanField(_("published"), default=False)
    withdrawn_at = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        db_table = "classes_unit"
        ordering = ["position", "title"]
        constraints = [models.UniqueConstraint(fields=["classroom", "slug"], name="one_unit_per_slug")]
        indexes = [  # how many of which points: counted without reading a row
            models.Index(fields=["classroom", "module", "points"], condition=Q(withdrawn_at=None), name="units_counted")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of its class, alone or with its module. Reads the module."""
        return self.withdrawn_at is not None or self.module.withdrawn_at is not None


class StoredFile(models.Model):
    """The content of a file, kept once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    # When a unit was last given it: what somebody has just taken up is not tidied away. Null: by a release before.
    kept_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "classes_storedfile"

    def __str__(self) -> str:
        return self.sha256[:12]


class UnitFile(models.Model):
    """A file that belongs to a unit, by its path in the unit's folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "classes_unitfile"
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["unit", "path"], name="one_file_per_path")]

    def __str__(self) -> str:
        return self.path
