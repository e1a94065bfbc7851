"""The LMSs that organizations have connected: their credentials, courses, links, and every launch."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from slipway.lms.encrypted import EncryptedTextField
from slipway.lms.launch_ids import time_ordered_id
from slipway.lms.service_addresses import CourseServices, GradeAddress  # noqa: F401  # models of this room
from slipway.lms_kinds.course import CourseRef
from slipway.orgs.models import Organization, User
from slipway.web.sentence_field import SentenceField
from slipway.words import Text


class Lms(models.Model):
    """One installation (a Canvas, a Moodle). `family` and `guid` are learned at its first launch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="lmss")
    name = models.CharField(_("name"), max_length=200)
    family = models.CharField(max_length=40, blank=True)
    guid = models.CharField(max_length=255, blank=True)
    # Origins that its signed messages named or a teacher confirmed; read with the credential, so a list, not a table.
    origins = models.JSONField(default=list)
    disabled_at = models.DateTimeField(null=True)  # all its keys refuse, whatever each of them says of itself
    # An owner has confirmed that its key and its registration are of one LMS: what LTI 1.3 says of people's LTI 1.1
    # ids is believed without its old secret's signature.
    legacy_ids_trusted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name


class ConsumerKey(models.Model):
    """A credential of LTI 1.1. The key is unique in this installation: it alone tells LMS and organization."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms = models.ForeignKey(Lms, on_delete=models.CASCADE, related_name="consumer_keys")
    name = models.CharField(_("name"), max_length=200, blank=True)  # which of several: "new Canvas", "until June"
    key = models.CharField(max_length=255, unique=True)
    secret = EncryptedTextField()
    previous_secret = EncryptedTextField(blank=True, default="")
    previous_until = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    # Counted up to end all that was begun by it: launch sessions and visits of launches of an older one are over.
    generation = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.key

    @property
    def is_disabled(self) -> bool:
        """Whether launches with it are refused: by itself, or because its LMS is disabled. Reads the LMS."""
        return self.disabled_at is not None or self.lms.disabled_at is not None

    def live_secrets(self) -> list[str]:
        """The secrets that verify a signature now: the newest first, the one before while its grace lasts."""
        return live_secrets(self.secret, self.previous_secret, self.previous_until)


def live_secrets(secret: str, previous_secret: str, previous_until: datetime | None) -> list[str]:
    """The secrets that verify a signature now, by the columns that hold them."""
    in_grace = previous_secret and previous_until and previous_until > timezone.now()
    return [secret, previous_secret] if in_grace else [secret]


class DeploymentPolicy(models.TextChoices):
    """What becomes of a launch from a deployment that was never seen before."""

    FIRST = "first", _("The first one is accepted, further ones wait for an owner")
    ALL = "all", _("Every one is accepted")
    LISTED = "listed", _("Only those that an owner has listed")


class Signer(models.TextChoices):
    """By whose key Slipway signs what it says to a registration's LMS."""

    ORGANIZATION = "organization"
    # Older than organizations' keys: its LMS knows the installation's key set, until told the organization's.
    EARLIER = "earlier"
    # An application that the operator has registered once for all organizations, as Blackboard wants it. Only a site
    # file says so, and says its addresses: they decide what the installation's key is shown to.
    OPERATOR = "operator"


class Registration(models.Model):
    """A credential of LTI 1.3: what the LMS and Slipway know of each other.

    Issuer and client id are not unique in this installation: all schools of a hosted LMS share its issuer, and
    self-hosted Canvases name the hosted one's issuer and count their clients from the same number. Its own login
    URL tells registrations apart.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms = models.ForeignKey(Lms, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=200, blank=True)  # which of several
    issuer = models.CharField(max_length=255)
    client_id = models.CharField(max_length=255)
    auth_url = models.CharField(max_length=1000)
    token_url = models.CharField(max_length=1000)
    jwks_url = models.CharField(max_length=1000)
    token_audience = models.CharField(max_length=1000, blank=True)  # empty: the token URL
    deployment_policy = models.CharField(max_length=8, choices=DeploymentPolicy.choices, default=DeploymentPolicy.FIRST)
    accepted_at = models.DateTimeField(null=True)  # until then an owner has yet to look at what the LMS told
    disabled_at = models.DateTimeField(null=True)
    generation = models.PositiveIntegerField(default=0, db_default=0)  # as a consumer key's
    # The database's default is for rows of the release before, which tells LMSs the installation's key set.
    signer = models.CharField(
        max_length=12, choices=Signer.choices, default=Signer.ORGANIZATION, db_default=Signer.EARLIER
    )
    # When it was last changed to name another platform; null: never. What launches proved before that counts no more.
    moved_at = models.DateTimeField(null=True)
    # Its first login, and when its picker first placed units: each is written once, for whoever sets it up.
    login_seen_at = models.DateTimeField(null=True)
    units_placed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["lms", "issuer", "client_id"], name="one_registration_per_client")
        ]
        indexes = [models.Index(fields=["issuer", "client_id"])]

    def __str__(self) -> str:
        return self.name or self.client_id

    @property
    def is_disabled(self) -> bool:
        """Whether launches with it are refused: by itself, or because its LMS is disabled. Reads the LMS."""
        return self.disabled_at is not None or self.lms.disabled_at is not None

    @property
    def is_pending(self) -> bool:
        """Whether an owner has yet to accept it; its launches are refused until then."""
        return self.accepted_at is None

    @property
    def assertion_audience(self) -> str:
        """The `aud` of our client assertions (LTI security framework §4.1.1: the token URL, unless the LMS differs)."""
        return self.token_audience or self.token_url

    @property
    def signs_for(self) -> uuid.UUID | None:
        """The organization whose key signs; None for the installation's own key. Reads the LMS."""
        return self.lms.organization_id if self.signer == Signer.ORGANIZATION else None

    @property
    def policy(self) -> str:
        """What becomes of deployments that were never seen: those of an operator's application are listed."""
        return DeploymentPolicy.LISTED if self.is_operators else self.deployment_policy

    @property
    def is_operators(self) -> bool:
        """Whether its addresses and deployments are the operator's word, and no owner's."""
        return self.signer == Signer.OPERATOR


class Deployment(models.Model):
    """One place where the LMS has installed a registration: a school, an account, a course. Named by its launches."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        WAITING = "waiting", _("waiting for an owner")
        REFUSED = "refused", _("refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="deployments")
    deployment_id = models.CharField(max_length=255)
    state = models.CharField(max_length=8, choices=State.choices)
    # When a verified launch from it was first taken, since it was accepted: of several registrations that claim one
    # deployment at the shared login URL, the longest proven one is meant.
    proven_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["registration", "deployment_id"], name="one_row_per_deployment")]

    def __str__(self) -> str:
        return self.deployment_id


class PlatformKeySet(models.Model):
    """The public keys at one address, as they were fetched last: what all processes share instead of fetching.

    `fetching_until` is the lease of the one process that fetches now; `failed_at` begins a pause, in which nobody does.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField(max_length=1000, unique=True)
    keys = models.TextField(blank=True)  # the answer's body, known to be a key set; empty before the first good one
    fetched_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = SentenceField(blank=True, default=Text)  # why the newest fetch failed, for owners; empty: it was good
    fetching_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class KeyPair(models.Model):
    """A key pair that Slipway signs with: published before it signs, and some time after."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()  # counted, so that of two processes only one makes the next key
    kid = models.CharField(max_length=64, unique=True)
    pem = EncryptedTextField()
    created_at = models.DateTimeField(auto_now_add=True)
    active_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)  # when its successor takes over

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return self.kid


class ToolKey(KeyPair):
    """A key of the installation: for the operator's applications, and registrations older than organizations' keys.

    Organizations' keys have another table, because the release before signs for everybody with any key of this one.
    """

    number = models.PositiveIntegerField(unique=True)


class OrganizationKey(KeyPair):
    """A key of one organization: it signs for that one's registrations alone (docs/architecture.md, rule 11)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")

    class Meta(KeyPair.Meta):
        constraints = [models.UniqueConstraint(fields=["organization", "number"], name="one_key_per_number")]


class RegistrationLink(models.Model):
    """A link by which one LMS may register itself once (dynamic registration); shown once, kept as a hash.

    The registration that it makes gets its id: so the LMS is told a login URL of the registration's own before that is
    there. An LMS that was registered already keeps its registration, which both login URLs lead to then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="registration_links")
    lms = models.ForeignKey(Lms, null=True, on_delete=models.CASCADE, related_name="+")  # null: it makes a new one
    name = models.CharField(_("name"), max_length=200, blank=True)  # of the LMS that it makes
    family = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=1000)  # of the LMS, as the owner typed it
    host = models.CharField(max_length=255)  # host[:port] of the address: nobody else may register by it
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)  # the lease of the one press that registers now
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="+")
    # What the owner should look at before accepting: sentences, as `slipway.words.Text.to_json` gives them.
    problems = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    # What an LMS that registered a second time says otherwise than before, by field; null: nothing waits for an owner.
    proposed = models.JSONField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.host} until {self.expires_at:%Y-%m-%d %H:%M}"


class LmsCourse(models.Model):
    """A course at an LMS, made by its first launch. `host` and `course_id` are set when the launch told them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms = models.ForeignKey(Lms, on_delete=models.CASCADE, related_name="courses")
    context_id = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    label = models.CharField(max_length=255, blank=True)
    host = models.CharField(max_length=255, blank=True)
    course_id = models.CharField(max_length=255, blank=True)
    home_url = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms", "context_id"], name="one_course_per_context")]

    def __str__(self) -> str:
        return self.title or self.context_id

    @property
    def ref(self) -> CourseRef:
        """The course as its launches named it; an empty reference where they named none that can be compared."""
        return CourseRef(host=self.host, course_id=self.course_id, home_url=self.home_url)


class ResourceLink(models.Model):
    """One placed link that a teacher has bound to a unit, for links that do not name it in their URL."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms_course = models.ForeignKey(LmsCourse, on_delete=models.CASCADE, related_name="resource_links")
    resource_link_id = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    unit_id = models.UUIDField()
    bound_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lms_course", "resource_link_id"], name="one_row_per_link")]

    def __str__(self) -> str:
        return self.title or self.resource_link_id


class LaunchRecord(models.Model):
    """One click in an LMS that arrived here, let in or refused.

    The unique (credential, nonce) row is the replay guard: one insert, one winner. A launch refused before its
    signature was good has no nonce and no claims. Person, class and unit are plain ids: those rooms are above.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    # No index of their own: those below begin with them, and every launch writes each index there is.
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    lms = models.ForeignKey(Lms, null=True, on_delete=models.CASCADE, related_name="launches", db_index=False)
    consumer_key = models.ForeignKey(
        ConsumerKey, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    registration = models.ForeignKey(
        Registration, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    generation = models.PositiveIntegerField(default=0, db_default=0)  # its credential's, as it was verified
    nonce = models.CharField(max_length=255, null=True)  # noqa: DJ001  # unique, and most refusals have none
    at = models.DateTimeField(default=timezone.now)
    door = models.CharField(max_length=16)
    version = models.CharField(max_length=8, blank=True)
    message_type = models.CharField(max_length=80, blank=True)
    context_id = models.CharField(max_length=255, blank=True)
    context_title = models.CharField(max_length=255, blank=True)
    identity_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=255, blank=True)
    role = models.CharField(max_length=16, blank=True)
    classroom_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    let_in = models.BooleanField()
    code = models.CharField(max_length=40, blank=True)
    cause = SentenceField(blank=True, default=Text)  # of a refusal, for owners
    language = models.CharField(max_length=16, blank=True, default="", db_default="")  # the one the LMS asked for
    claims = models.JSONField(default=dict)
    # Who frames this launch: the verified POST's Origin header, before it what the id_token named; a space between.
    origin = models.CharField(max_length=255, blank=True)
    # How LTI 1.3's state was bound to the browser; the default is the database's, for the release before has no column.
    binding = models.CharField(max_length=16, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["consumer_key", "nonce"], name="one_launch_per_nonce"),
            models.UniqueConstraint(fields=["registration", "nonce"], name="one_launch_per_token"),
        ]
        indexes = [
            models.Index(fields=["organization", "-at"]),
            models.Index(fields=["classroom_id", "-at"]),
            models.Index(fields=["lms", "-at"]),
            models.Index(fields=["identity_id", "-at"]),  # when was this person here last?
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.door} {self.code or 'let in'}"


class RefusalTally(models.Model):
    """How often an address was refused before verification in an hour; past a cap, launches are only counted here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lms = models.ForeignKey(Lms, null=True, on_delete=models.CASCADE, related_name="+")
    who = models.CharField(max_length=64)  # a hash of key and address
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "hour"], name="one_tally_per_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.count}"
