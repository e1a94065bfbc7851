"""What the practice LMS keeps for LTI 1.3."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import CASCADE, Manager

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from practice_lms.models import App


class Registration(models.Model):
    """A tool that one LMS knows by a client id ("LTI key" in Canvas). Its deployments are Apps.

    `tool` is what an App is made of when the tool is deployed; `is_on` is Canvas's switch and Moodle's *Activate*.
    """

    objects: ClassVar[Manager["Registration"]] = Manager()
    deployments: "RelatedManager[App]"

    dialect = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    client_id = models.CharField(max_length=100, unique=True)
    login_url = models.TextField()
    redirect_uris = models.JSONField(default=list)
    keys_url = models.TextField(blank=True)
    public_jwk = models.JSONField(null=True)
    scopes = models.JSONField(default=list)
    tool = models.JSONField(default=dict)
    how = models.CharField(max_length=20)
    is_on = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RegistrationLink(models.Model):
    """The single-use token that a tool registers itself with, and where the tool will be deployed."""

    objects: ClassVar[Manager["RegistrationLink"]] = Manager()

    token = models.CharField(max_length=100, unique=True)
    dialect = models.CharField(max_length=20)
    course = models.ForeignKey("practice_lms.Course", null=True, on_delete=CASCADE, related_name="+")
    url = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    app = models.ForeignKey("practice_lms.App", null=True, on_delete=CASCADE, related_name="+")
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class Hint(models.Model):
    """One click on its way to the tool and back: what `text` (lti_message_hint) stands for, once."""

    objects: ClassVar[Manager["Hint"]] = Manager()

    text = models.CharField(max_length=500, unique=True)
    app = models.ForeignKey("practice_lms.App", on_delete=CASCADE, related_name="+")
    course = models.ForeignKey("practice_lms.Course", on_delete=CASCADE, related_name="+")
    person = models.ForeignKey("practice_lms.Person", on_delete=CASCADE, related_name="+")
    message = models.JSONField()
    unattended = models.BooleanField(default=False)  # for scripts: nobody's session is asked for
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text


class StoredLink(models.Model):
    """A link that a tool returned by deep linking. Canvas's lookup UUID; its custom fields come with each launch."""

    objects: ClassVar[Manager["StoredLink"]] = Manager()

    uuid = models.UUIDField(unique=True)
    app = models.ForeignKey("practice_lms.App", on_delete=CASCADE, related_name="links")
    course = models.ForeignKey("practice_lms.Course", on_delete=CASCADE, related_name="links")
    url = models.TextField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    custom = models.JSONField(default=dict)
    line_item = models.JSONField(null=True)
    dates = models.JSONField(default=dict)  # available and submission, as the tool said them
    new_tab = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title or self.url


class PlatformKey(models.Model):
    """A key that id_tokens are signed with; the newest signs, the one before it is still published."""

    objects: ClassVar[Manager["PlatformKey"]] = Manager()

    kid = models.CharField(max_length=60, unique=True)
    pem = models.TextField()

    def __str__(self) -> str:
        return self.kid


class Spent(models.Model):
    """What counts once: the jti of a client assertion, the nonce of a deep linking response."""

    objects: ClassVar[Manager["Spent"]] = Manager()

    value = models.CharField(max_length=400, unique=True)

    def __str__(self) -> str:
        return self.value


class AccessToken(models.Model):
    """A token for the services."""

    objects: ClassVar[Manager["AccessToken"]] = Manager()

    token = models.CharField(max_length=100, unique=True)
    registration = models.ForeignKey(Registration, on_delete=CASCADE, related_name="+")
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"for {self.registration}"
