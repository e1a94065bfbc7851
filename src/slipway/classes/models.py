"""People in classes, the LMS courses connected to them, archives on their way into one, and launch sessions."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from slipway.classes.roles import COURSE_ROLES, ENROLLED_CHOICES, ClassRole
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, LmsCourse, Registration
from slipway.orgs.models import Organization, User
from slipway.people.models import LmsIdentity


class ClassUpload(models.Model):
    """A class folder that somebody sent as an archive, kept while they look at what it would change.

    `classroom` is None where a class is to be made, by the name `slug`. `changes` are those that its sender was shown,
    as `content.imports.words.kept_lines` gives them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    classroom = models.ForeignKey(Classroom, null=True, on_delete=models.CASCADE, related_name="uploads")
    slug = models.CharField(max_length=64, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    title = models.CharField(max_length=200)
    archive = models.BinaryField(default=b"")  # in parts since; the release before wrote it here
    changes = models.JSONField(default=list)
    received = models.BooleanField(default=True, db_default=True)  # all parts are there

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return self.title


class UploadPart(models.Model):
    """Some megabytes of an archive: written one by one, so that no statement keeps others from writing for long."""

    # The database does not hold it: the release before deletes uploads without knowing of their parts.
    upload = models.ForeignKey(ClassUpload, on_delete=models.CASCADE, related_name="parts", db_constraint=False)
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="one_part_per_number")]

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.number}"


class Enrolment(models.Model):
    """A person in a class. `lms` is set when a launch from that LMS made or found it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="enrolments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="enrolments")
    role = models.CharField(max_length=16, choices=ENROLLED_CHOICES)
    lms = models.ForeignKey(Lms, null=True, on_delete=models.SET_NULL, related_name="+")
    by_hand = models.BooleanField(default=False)  # made here by a person: launches leave its role alone
    is_test = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["classroom", "user"], name="one_enrolment_each")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} in {self.classroom}"


class ToldRole(models.Model):
    """What the last launch from an LMS course into the class said of somebody in it. Launches write it when it changes.

    Somebody who comes from two courses, as an assistant from one and as a student from the other, is in the class what
    the courses say at most, whichever was opened last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="told")
    lms_course = models.ForeignKey(LmsCourse, on_delete=models.CASCADE, related_name="told_roles")
    # A ClassRole's rank, so that the database finds the greatest.
    told = models.PositiveSmallIntegerField(choices=[(role.rank, role.label) for role in COURSE_ROLES])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "lms_course"], name="one_told_role_each")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {COURSE_ROLES[self.told]} in {self.lms_course}"

    @property
    def role(self) -> ClassRole:
        """What it makes of the person in the class."""
        return COURSE_ROLES[self.told].enrolled


class CourseConnection(models.Model):
    """An LMS course that a teacher of the class connected to it. The one that the Class LMS URL names needs none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey(LmsCourse, on_delete=models.CASCADE, related_name="connections")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="connections")
    connected_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms_course", "classroom"], name="one_connection_each")]

    def __str__(self) -> str:
        return f"{self.lms_course} to {self.classroom}"


class ConnectionRequest(models.Model):
    """A teacher at the LMS, unknown to the class, launched one of its units: the class's teachers decide."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey(LmsCourse, on_delete=models.CASCADE, related_name="requests")
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="requests")
    identity = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms_course", "classroom"], name="one_request_each")]

    def __str__(self) -> str:
        return f"{self.identity}: {self.lms_course} to {self.classroom}"


class ClassRequest(models.Model):
    """A teacher at the LMS has no class to pick units from: the organization's owners and teachers are asked for one.

    One per LMS course; `done_at` is set when somebody has seen to it. Asking again opens it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.OneToOneField(LmsCourse, on_delete=models.CASCADE, related_name="class_request")
    identity = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.identity}: a class for {self.lms_course}"


class LaunchSessions(models.QuerySet["LaunchSession"]):
    """Launch sessions, and their end."""

    def end(self) -> None:
        """End those of them that still run."""
        self.filter(ended_at=None).update(ended_at=timezone.now())


class LaunchSession(models.Model):
    """What a launch that was let in may do, for whom, where, until when. Only the token's hash is kept.

    Every launch writes each index that there is here, and rows stay for hours only: what is looked up once in a while
    has none.
    """

    class Kind(models.TextChoices):
        CLASS = "class"
        PICKER = "picker"

    token_hash = models.CharField(max_length=64, primary_key=True)
    launch = models.ForeignKey(LaunchRecord, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=8, choices=Kind)
    identity = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="+", db_index=False)
    lms = models.ForeignKey(Lms, on_delete=models.CASCADE, related_name="+", db_index=False)
    # The credential that the launch came by is one of the two.
    consumer_key = models.ForeignKey(ConsumerKey, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    by_old_secret = models.BooleanField(default=False)  # what the LMS must verify is signed with the one it knows
    lms_course = models.ForeignKey(LmsCourse, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    classroom = models.ForeignKey(Classroom, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16)  # a ClassRole: PREVIEW for the LMS's administrator
    # A picker's: the LMS says that its person teaches the course, and does not only help there.
    leads = models.BooleanField(default=False, db_default=False)
    picker = models.JSONField(default=dict)  # what `sessions.requests` keeps; empty for a unit or a class
    last_used_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LaunchSessions.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} session of {self.identity}"

    @property
    def credential(self) -> ConsumerKey | Registration:
        """What its launch proved itself by."""
        found = self.consumer_key or self.registration
        assert found is not None
        return found
