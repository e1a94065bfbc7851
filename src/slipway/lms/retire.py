"""Switching an LMS off and on, and taking it out for good."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.in_use import use_may_change
from slipway.lms.key_sets.fetch import forget_unused_key_sets
from slipway.lms.models import Lms
from slipway.orgs.models import User


def disable_lms(*, actor: User | None, lms: Lms) -> None:
    """Refuse every launch of the LMS, with any of its credentials, from now on.

    Launch sessions and visits that are open are over for good.
    """
    with transaction.atomic(), use_may_change(lms.pk):
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        if held.disabled_at is None:
            held.disabled_at = timezone.now()
            held.save(update_fields=["disabled_at"])
            held.consumer_keys.update(generation=F("generation") + 1)
            held.registrations.update(generation=F("generation") + 1)
            audit(actor, AuditAction.LMS_DISABLE, held, organization_id=held.organization_id)


def enable_lms(*, actor: User | None, lms: Lms) -> None:
    """Take its launches again. A key or registration that was disabled by itself stays so."""
    with transaction.atomic(), use_may_change(lms.pk):
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        if held.disabled_at is not None:
            held.disabled_at = None
            held.save(update_fields=["disabled_at"])
            audit(actor, AuditAction.LMS_ENABLE, held, organization_id=held.organization_id)


def remove_lms(*, actor: User | None, lms: Lms, **told: object) -> None:
    """Delete the LMS with its credentials, courses, launches and what it said of people.

    `told` goes into the audit trail. Users stay, and so do their places in classes and their work. Connected anew it
    is another LMS, whose people are new people: nothing but the LMS's own word tied the old ones to it. Somebody whom
    another LMS names too keeps in a class the role that the other LMS gives.
    """
    with transaction.atomic(), use_may_change(lms.pk):
        held = Lms.objects.select_for_update().get(pk=lms.pk)
        urls = list(held.registrations.values_list("jwks_url", flat=True))
        audit(actor, AuditAction.LMS_REMOVE, held, organization_id=held.organization_id, name=held.name, **told)
        held.delete()
        forget_unused_key_sets(urls)
