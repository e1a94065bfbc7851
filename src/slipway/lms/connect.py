"""How an organization connects an LMS: the LMS, and the consumer key and secret that it will use."""

import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import Organization, User


class ConsumerKeyTakenError(Exception):
    """The consumer key is used already, here or in another organization; the text is for the one who chose it."""

    def __init__(self, key: str) -> None:
        super().__init__(
            _("The consumer key “%(key)s” is already in use in this installation. Choose another.") % {"key": key}
        )


def connect_lms(  # noqa: PLR0913 - what an operator's site file may say
    *,
    actor: User | None,
    organization: Organization,
    name: str,
    family: str = "",
    consumer_key: str | None = None,
    secret: str | None = None,
) -> ConsumerKey:
    """Connect an LMS: makes it and its key. Key and secret are made when they are not given.

    Raises ConsumerKeyTakenError: the key alone tells which LMS a launch comes from, so it is unique here.
    """
    key = consumer_key or fresh_key(organization)
    if ConsumerKey.objects.filter(key=key).exists():
        raise ConsumerKeyTakenError(key)
    try:
        with transaction.atomic():
            lms = begin_lms(actor=actor, organization=organization, name=name, family=family, consumer_key=key)
            made = ConsumerKey.objects.create(lms=lms, key=key, secret=secret or fresh_secret())
    except IntegrityError as fault:  # somebody took the key at the same moment
        raise ConsumerKeyTakenError(key) from fault
    return made


def begin_lms(
    *, actor: User | str | None, organization: Organization, name: str, family: str = "", **credential: str
) -> Lms:
    """Make an LMS that has no credential yet. What is known of its first `credential` goes into the audit trail."""
    with transaction.atomic():
        lms = Lms.objects.create(organization=organization, name=name, family=family)
        audit(actor, AuditAction.LMS_CONNECT, lms, organization_id=organization.pk, name=name, **credential)
    return lms


def rename_lms(*, actor: User | None, lms: Lms, name: str) -> None:
    """Call the LMS something else. Launches, people and courses are not touched."""
    with transaction.atomic():
        was, lms.name = lms.name, name
        lms.save(update_fields=["name"])
        audit(actor, AuditAction.LMS_RENAME, lms, organization_id=lms.organization_id, was=was, name=name)


def say_kind(*, actor: User | None, lms: Lms, family: str) -> None:
    """Say what kind of LMS it is (a product family code, or OTHER): whose steps its owner is shown."""
    with transaction.atomic():
        was, lms.family = lms.family, family
        lms.save(update_fields=["family"])
        audit(actor, AuditAction.LMS_SAY_KIND, lms, organization_id=lms.organization_id, was=was, family=family)


def fresh_secret() -> str:
    """A shared secret of 256 random bits, in letters that survive every form and URL."""
    return secrets.token_urlsafe(32)


def fresh_key(organization: Organization) -> str:
    """A consumer key that nobody has: the organization's short name, so that an administrator sees whose it is."""
    return f"{organization.slug[:40]}-{secrets.token_hex(6)}"
