"""People with an account or known by a launch, organizations, and who belongs to which."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

HASH_SALT = "slipway.orgs.sessions"


class UserManager(BaseUserManager["User"]):
    """Makes users; Django's and allauth's way in."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """A user; without password none can be used to sign in."""
        user = self.model(email=self.normalize_email(email) or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. One who came by a launch has neither e-mail nor password: what an LMS says stays with the LMS."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # NULL, not "": the addresses of people who have none must not be one address that all share.
    email = models.EmailField(_("e-mail address"), null=True, unique=True)  # noqa: DJ001
    name = models.CharField(_("name"), max_length=255, blank=True)
    language = models.CharField(max_length=16, blank=True, default="", db_default="")  # '': as the browser says
    is_active = models.BooleanField(default=True)
    sessions_ended_at = models.DateTimeField(null=True)  # what this person had begun before is over for good
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.email or str(_("Somebody without a name"))

    def may_go_on(self, begun_at: datetime) -> bool:
        """Whether what this person began then, a visit or a launch session, still stands."""
        return self.is_active and (self.sessions_ended_at is None or begun_at > self.sessions_ended_at)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django compares it with each session's: it changes with the password, and when all sessions shall end."""
        usual = super()._get_session_auth_hash(secret)  # type: ignore[misc]  # django-stubs leaves it out
        if self.sessions_ended_at is None:
            return str(usual)
        return salted_hmac(HASH_SALT, f"{usual} {self.sessions_ended_at.timestamp()}", secret=secret).hexdigest()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower() if self.email else None  # "" would be one address that all share
        super().save(*args, **kwargs)


class Organization(models.Model):
    """The tenant: owns LMSs, classes and memberships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(User, through="Membership", related_name="organizations")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrgRole(models.TextChoices):
    """What a membership allows: owners everything, teachers classes, members only to be there."""

    OWNER = "owner", _("Owner")
    TEACHER = "teacher", _("Teacher")
    MEMBER = "member", _("Member")


class Membership(models.Model):
    """A person in an organization. Never made by a launch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=OrgRole, default=OrgRole.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "user"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} of {self.organization}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self) -> Self:
        """Those whose link still works."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link that makes one person a member: single use, by its end; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=16, choices=OrgRole, default=OrgRole.TEACHER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.email} to {self.organization}"


class Tally(models.Model):
    """How often something that is limited has happened (`slipway.orgs.limits`)."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    over_at = models.PositiveBigIntegerField(db_index=True)  # seconds since 1970

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
