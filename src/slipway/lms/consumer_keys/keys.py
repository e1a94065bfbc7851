"""The keys of an LMS: one more beside those that are there, its name, and its end. Several may be live at once."""

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.lms.connect import fresh_key, fresh_secret
from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import User


class KeyEnabledError(Exception):
    """A key that launches may still come with is not deleted: disable it first, and see whether anybody calls."""


def add_key(*, actor: User | None, lms: Lms, name: str) -> ConsumerKey:
    """Make another key and secret for `lms`; those that are there go on working.

    People, courses and links belong to the LMS, so that they are the same whichever key a launch comes with.
    """
    with transaction.atomic():
        key = fresh_key(lms.organization)
        made = ConsumerKey.objects.create(lms=lms, name=name, key=key, secret=fresh_secret())
        audit(
            actor, AuditAction.CONSUMER_KEY_MAKE, made, organization_id=lms.organization_id, name=name, consumer_key=key
        )
    return made


def rename_key(*, actor: User | None, consumer_key: ConsumerKey, name: str) -> None:
    """Call the key something else among owners. The LMS is told nothing and need not be."""
    with transaction.atomic():
        was, consumer_key.name = consumer_key.name, name
        consumer_key.save(update_fields=["name"])
        organization_id = consumer_key.lms.organization_id
        audit(actor, AuditAction.CONSUMER_KEY_RENAME, consumer_key, organization_id=organization_id, was=was, name=name)


def delete_key(*, actor: User | None, consumer_key: ConsumerKey) -> None:
    """Delete a disabled key with its secrets; the launches that came with it stay in the log, without it.

    Raises KeyEnabledError.
    """
    with transaction.atomic():
        held = ConsumerKey.objects.select_for_update(of=("self",)).select_related("lms").get(pk=consumer_key.pk)
        if held.disabled_at is None:
            raise KeyEnabledError
        organization_id = held.lms.organization_id
        audit(actor, AuditAction.CONSUMER_KEY_DELETE, held, organization_id=organization_id, consumer_key=held.key)
        held.delete()
