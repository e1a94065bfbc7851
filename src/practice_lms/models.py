"""What the practice LMS keeps. Ids are small numbers, as Canvas's are: they stand in its URLs."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import CASCADE, SET_NULL, Manager

from practice_lms.v1p3.records import Registration, StoredLink

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

ROLES = ("teacher", "ta", "designer", "student", "observer")


class Person(models.Model):
    """Somebody whom a visitor can be. Test students are people of their own, one per course, as in Canvas."""

    objects: ClassVar[Manager["Person"]] = Manager()
    enrolments: "RelatedManager[Enrolment]"

    login = models.CharField(max_length=60, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=200, blank=True)
    sis_id = models.CharField(max_length=60, blank=True)
    is_account_admin = models.BooleanField(default=False)
    is_test_student = models.BooleanField(default=False)
    house_role = models.CharField(max_length=20, blank=True)  # the role in every new course; empty: not enrolled

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Full name."""
        return f"{self.given_name} {self.family_name}".strip()


class Course(models.Model):
    """A course; students reach nothing of it before it is published."""

    objects: ClassVar[Manager["Course"]] = Manager()
    enrolments: "RelatedManager[Enrolment]"
    apps: "RelatedManager[App]"
    pages: "RelatedManager[Page]"
    assignments: "RelatedManager[Assignment]"
    modules: "RelatedManager[Module]"

    name = models.CharField(max_length=200)
    code = models.CharField(max_length=60, blank=True)
    published = models.BooleanField(default=False)
    dialect = models.CharField(max_length=20, default="canvas")  # one of dialects.DIALECTS

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Path that all pages of the course begin with. Its home may have another address: `Dialect.home`."""
        return f"/courses/{self.pk}"


class Enrolment(models.Model):
    """One role of one person in one course; several roles are several rows."""

    objects: ClassVar[Manager["Enrolment"]] = Manager()

    course = models.ForeignKey(Course, on_delete=CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=CASCADE, related_name="enrolments")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "person", "role"], name="one_row_per_role")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} in {self.course}"


class App(models.Model):
    """An installed tool ("external tool" in Canvas), in one course or, without a course, for the whole account.

    With a registration it is a deployment of an LTI 1.3 tool: there is no consumer key and no secret.
    """

    objects: ClassVar[Manager["App"]] = Manager()

    course = models.ForeignKey(Course, null=True, on_delete=CASCADE, related_name="apps")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    consumer_key = models.CharField(max_length=500, blank=True)
    shared_secret = models.CharField(max_length=500, blank=True)
    registration = models.ForeignKey(Registration, null=True, on_delete=CASCADE, related_name="deployments")
    deployment_id = models.CharField(max_length=100, blank=True)
    launch_url = models.TextField(blank=True)
    domain = models.CharField(max_length=300, blank=True)
    privacy_level = models.CharField(max_length=20, default="anonymous")
    icon_url = models.TextField(blank=True)
    custom = models.JSONField(default=dict)
    placements = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    config_type = models.CharField(max_length=20)
    config_url = models.TextField(blank=True)
    config_xml = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Page(models.Model):
    """A page of a course; `body` is HTML that went through the allow-list."""

    objects: ClassVar[Manager["Page"]] = Manager()

    course = models.ForeignKey(Course, on_delete=CASCADE, related_name="pages")
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    published = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Path of the page."""
        return f"{self.course.path}/pages/{self.pk}"


class Assignment(models.Model):
    """An assignment; with `tool_url` its submission type is External Tool."""

    objects: ClassVar[Manager["Assignment"]] = Manager()

    course = models.ForeignKey(Course, on_delete=CASCADE, related_name="assignments")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2, default=100)
    tool_url = models.TextField(blank=True)
    new_tab = models.BooleanField(default=False)
    stored_link = models.ForeignKey(StoredLink, null=True, on_delete=SET_NULL, related_name="+")
    published = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Path of the assignment."""
        return f"{self.course.path}/assignments/{self.pk}"

    @property
    def points_shown(self) -> str:
        """Points without needless zeros."""
        return f"{self.points.normalize():f}"


class Module(models.Model):
    """A heading on the Modules page with its items."""

    objects: ClassVar[Manager["Module"]] = Manager()
    items: "RelatedManager[ModuleItem]"

    course = models.ForeignKey(Course, on_delete=CASCADE, related_name="modules")
    name = models.CharField(max_length=200)
    published = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class ModuleItem(models.Model):
    """One line of a module: a page, an assignment, or a tool's link of its own."""

    objects: ClassVar[Manager["ModuleItem"]] = Manager()

    module = models.ForeignKey(Module, on_delete=CASCADE, related_name="items")
    page = models.ForeignKey(Page, null=True, on_delete=CASCADE, related_name="+")
    assignment = models.ForeignKey(Assignment, null=True, on_delete=CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    tool_url = models.TextField(blank=True)
    new_tab = models.BooleanField(default=False)
    stored_link = models.ForeignKey(StoredLink, null=True, on_delete=SET_NULL, related_name="+")
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True)  # of a graded activity, as Moodle has them
    lti_id = models.CharField(max_length=200, blank=True)  # Open edX: which of the course's LTI passports it uses
    published = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.shown_title

    @property
    def content(self) -> "Page | Assignment | None":
        """The page or assignment that this item shows; None for a tool's link."""
        content: Page | Assignment | None = self.page or self.assignment
        return content

    @property
    def shown_title(self) -> str:
        """Title on the Modules page."""
        return str(self.content or self.title)

    @property
    def is_published(self) -> bool:
        """Whether students see it: a page's or assignment's own switch counts, as in Canvas."""
        return bool((self.content or self).published)


class Faults(models.Model):
    """What the practice LMS does wrong on purpose (one row). See `faults.py`."""

    objects: ClassVar[Manager["Faults"]] = Manager()

    wrong_secret = models.BooleanField(default=False)
    clock_minutes = models.IntegerField(default=0)
    replay = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=False)
    return_url = models.TextField(blank=True)
    kept_form = models.JSONField(null=True)  # the signed form that `replay` sends again
    token_seconds = models.IntegerField(default=0)  # 0: as long as the LMS's id_tokens live
    wrong_audience = models.BooleanField(default=False)
    wrong_nonce = models.BooleanField(default=False)
    unpublished_key = models.BooleanField(default=False)
    hint_used = models.BooleanField(default=False)
    key_set = models.CharField(max_length=10, blank=True)  # slow, dead
    storage = models.CharField(max_length=10, blank=True)  # on, off; '': as the LMS has it
    older = models.BooleanField(default=False)  # an Open edX of before 2026
    odd_writing = models.BooleanField(default=False)  # numbers for ids, one text for a list, capitals
    marked_json = models.BooleanField(default=False)  # a byte order mark before what servers answer

    def __str__(self) -> str:
        return "faults"
