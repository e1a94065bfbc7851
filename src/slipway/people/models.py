"""People as LMSs name them. What an LMS says of a person stays here: it signs nobody in and matches nobody."""

import uuid

from django.db import models
from django.utils.translation import gettext

from slipway.audit.trail import Named
from slipway.lms.models import LaunchRecord, Lms
from slipway.orgs.models import User


class LmsIdentity(models.Model):
    """A person as one LMS names them: (LMS, user id). Belongs to one user."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms = models.ForeignKey(Lms, on_delete=models.CASCADE, related_name="identities")
    lms_user_id = models.CharField(max_length=255)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    # Whom this identity belonged to before it was linked to an account: the way back.
    unlinked_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    given_name = models.CharField(max_length=255, blank=True)
    family_name = models.CharField(max_length=255, blank=True)
    email = models.CharField(max_length=320, blank=True)
    picture = models.CharField(max_length=1000, blank=True)
    sourcedid = models.CharField(max_length=255, blank=True)
    is_test = models.BooleanField(default=False)
    # How LTI 1.1 launches of the LMS name the same person, as one of LTI 1.3 said. Until it is proven, or an owner has
    # confirmed that such words may be believed, it is hearsay, and joins nobody.
    legacy_user_id = models.CharField(max_length=255, blank=True, default="", db_default="")
    legacy_proven = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms", "lms_user_id"], name="one_identity_per_lms_user")]
        indexes = [models.Index(fields=["lms", "legacy_user_id"], name="identity_by_legacy_id")]

    def __str__(self) -> str:
        return self.name or self.pseudonym

    @property
    def pseudonym(self) -> str:
        """A stable stand-in for somebody whom the LMS does not name."""
        return pseudonym(self.id)

    @property
    def acting(self) -> Named:
        """This person as the audit trail names them: as pages show them, with the user that they are here."""
        return Named(pk=self.user_id, name=str(self))


def pseudonym(identity_id: uuid.UUID) -> str:
    """The stable stand-in for the name of an identity, from its id."""
    return gettext("Person %(number)s") % {"number": identity_id.hex[:6].upper()}


def shown_name(user: User, organization_id: uuid.UUID) -> str:
    """The account's name, else what an LMS of the organization calls the person, else their stable pseudonym."""
    if user.name or user.email:
        return str(user)
    told = LmsIdentity.objects.filter(user=user, lms__organization=organization_id).order_by("created_at", "pk")
    identity = told.exclude(name="").first() or told.first()
    return str(identity) if identity else pseudonym(user.pk)


class Linking(models.Model):
    """An identity was linked to an account, and what went over with it: the way back, until it was gone (`undone_at`).

    `moved` keeps, by the name of each room above that moved work, what that room needs to give it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    identity = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="linkings")
    account = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=models.Q(undone_at=None), name="one_standing_linking_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.identity} to {self.account}"


class CodePurpose(models.TextChoices):
    """What a code may be spent on."""

    DASHBOARD = "dashboard"
    SIGN_IN = "sign-in"
    LINK = "link"


class SingleUseCode(models.Model):
    """A code that a launched page hands to a new tab: single use, 60 seconds; spending deletes the row."""

    code_hash = models.CharField(max_length=64, primary_key=True)
    purpose = models.CharField(max_length=16, choices=CodePurpose)
    identity = models.ForeignKey(LmsIdentity, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(LaunchRecord, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} for {self.identity}"
