"""Consumer keys (LTI 1.1): made, named, given a new secret, disabled, enabled and deleted.

Several keys of one LMS may be in use at once. People, courses and links belong to the LMS, so they are the same
whichever key a launch comes with.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.connect import fresh_key, fresh_secret
from slipway.lms.in_use import use_may_change
from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import User

LONGEST_GRACE = timedelta(days=14)


class KeyEnabledError(Exception):
    """A key that launches may still come with is not deleted: disable it first, and see whether anybody calls."""


def add_key(*, actor: User | None, lms: Lms, name: str) -> ConsumerKey:
    """Make another key and secret for `lms`; those that are there go on working."""
    with transaction.atomic():
        key = fresh_key(lms.organization)
        made = ConsumerKey.objects.create(lms=lms, name=name, key=key, secret=fresh_secret())
        _audited(actor, AuditAction.CONSUMER_KEY_MAKE, made, name=name)
    return made


def rename_key(*, actor: User | None, consumer_key: ConsumerKey, name: str) -> None:
    """Call the key something else among owners. The LMS is told nothing and need not be."""
    with transaction.atomic():
        was, consumer_key.name = consumer_key.name, name
        consumer_key.save(update_fields=["name"])
        organization_id = consumer_key.lms.organization_id
        audit(actor, AuditAction.CONSUMER_KEY_RENAME, consumer_key, organization_id=organization_id, was=was, name=name)


def reset_secret(*, actor: User | None, consumer_key: ConsumerKey, grace: timedelta, secret: str | None = None) -> str:
    """Give the key a new secret (made when not given) and return it; the old one works until `grace` has passed.

    Without grace, all that came by it is over too: open launch sessions and visits. A secret older than that one ends
    at once: two are live at most. Raises ValueError for a grace not of 0 to 14 days.
    """
    if not timedelta(0) <= grace <= LONGEST_GRACE:
        raise ValueError("The old secret may go on working for 0 to 14 days.")
    with transaction.atomic():
        held = _locked(consumer_key)
        held.previous_secret = held.secret if grace else ""
        held.previous_until = timezone.now() + grace if grace else None
        held.secret = secret or fresh_secret()
        held.generation += 0 if grace else 1
        held.save(update_fields=["secret", "previous_secret", "previous_until", "generation"])
        _audited(actor, AuditAction.CONSUMER_KEY_RESET, held, grace=grace)
    consumer_key.refresh_from_db()
    return held.secret


def disable_key(*, actor: User | None, consumer_key: ConsumerKey) -> None:
    """Refuse every launch with this key from now on. Launch sessions and visits that it began are over for good."""
    with transaction.atomic(), use_may_change(consumer_key.lms_id):
        held = _locked(consumer_key)
        if held.disabled_at is None:
            held.disabled_at, held.generation = timezone.now(), held.generation + 1
            held.save(update_fields=["disabled_at", "generation"])
            _audited(actor, AuditAction.CONSUMER_KEY_DISABLE, held)
    consumer_key.refresh_from_db(fields=["disabled_at", "generation"])


def enable_key(*, actor: User | None, consumer_key: ConsumerKey) -> None:
    """Take launches with this key again; people click anew."""
    with transaction.atomic(), use_may_change(consumer_key.lms_id):
        if _locked(consumer_key).disabled_at is not None:
            consumer_key.disabled_at = None
            consumer_key.save(update_fields=["disabled_at"])
            _audited(actor, AuditAction.CONSUMER_KEY_ENABLE, consumer_key)


def delete_key(*, actor: User | None, consumer_key: ConsumerKey) -> None:
    """Delete a disabled key with its secrets; the launches that came with it stay in the log, without it.

    Raises KeyEnabledError.
    """
    with transaction.atomic():
        held = _locked(consumer_key)
        if held.disabled_at is None:
            raise KeyEnabledError
        _audited(actor, AuditAction.CONSUMER_KEY_DELETE, held)
        held.delete()


def note_reveal(*, actor: User, consumer_key: ConsumerKey) -> None:
    """Write down that `actor` has had the secret shown."""
    with transaction.atomic():
        _audited(actor, AuditAction.CONSUMER_KEY_REVEAL, _locked(consumer_key))


def _locked(consumer_key: ConsumerKey) -> ConsumerKey:
    return ConsumerKey.objects.select_for_update(of=("self",)).select_related("lms").get(pk=consumer_key.pk)


def _audited(actor: User | None, action: AuditAction, key: ConsumerKey, **details: object) -> None:
    audit(actor, action, key, organization_id=key.lms.organization_id, consumer_key=key.key, **details)
