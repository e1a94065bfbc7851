"""A new key pair for an organization, or for Slipway itself: published at once, signing later, so that LMSs know it
before they meet it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.key_sets.tool_keys import PUBLISHED_AFTER, REFRESH_SECONDS, Whose, key_pairs, make_key
from slipway.lms.models import KeyPair, OrganizationKey, ToolKey
from slipway.lti.v1p3.keys import make_pem
from slipway.orgs.models import User

LEAD = timedelta(days=1)
# Every process has published the key by then, though an LMS that keeps key sets for long may not have asked.
SHORTEST_LEAD = timedelta(seconds=2 * REFRESH_SECONDS)
# What rooms above do when keys are deleted that somebody else may have: whose, their names, and the key that signs now.
after_leaks: list[Callable[[Whose, list[str], KeyPair], None]] = []


class KeyWaitsError(Exception):
    """A new key is published already and waits for its time."""

    def __init__(self, active_from: datetime) -> None:
        super().__init__(f"A new key is published already; it signs from {active_from:%Y-%m-%d %H:%M} UTC on.")


def owners_of_keys() -> list[UUID]:
    """The organizations that have keys, by their short names."""
    owners = OrganizationKey.objects.order_by("organization__slug")
    return list(dict.fromkeys(owners.values_list("organization_id", flat=True)))


def has_installation_key() -> bool:
    """Whether the installation's own key was ever needed."""
    return ToolKey.objects.exists()


def rotate_tool_key(*, actor: User | None, whose: Whose, lead: timedelta = LEAD) -> KeyPair:
    """Make the key that signs once `lead` has passed; the one before is published for 30 days more.

    Keys that were retired longer ago are deleted. Raises KeyWaitsError when the last rotation is not over.
    """
    now, pem = timezone.now(), make_pem()
    try:
        with transaction.atomic():
            rows = _rows(whose)
            if rows and rows[-1].active_from > now:
                raise KeyWaitsError(rows[-1].active_from)
            _delete_old(actor, whose, now)
            active_from = now + max(lead, SHORTEST_LEAD) if rows else now
            return _make(actor, whose, rows, pem, active_from=active_from)
    except IntegrityError as fault:  # somebody rotates at the same moment
        raise KeyWaitsError(now + lead) from fault


def hurry_tool_key(*, actor: User | None, whose: Whose) -> KeyPair:
    """Have the key that waits sign in a few seconds; where none waits, make one that does."""
    now = timezone.now()
    with transaction.atomic():
        rows = _rows(whose)
        if not rows or rows[-1].active_from <= now:
            return rotate_tool_key(actor=actor, whose=whose, lead=SHORTEST_LEAD)
        coming, soon = rows[-1], now + SHORTEST_LEAD
        coming.active_from = min(coming.active_from, soon)
        coming.save(update_fields=["active_from"])
        key_pairs(whose).filter(number=coming.number - 1).update(retired_at=coming.active_from)
        audit(actor, AuditAction.TOOL_KEY_HURRY, coming, organization_id=whose, kid=coming.kid)
    return coming


def replace_leaked_keys(*, actor: User | None, whose: Whose) -> KeyPair:
    """Delete every key of `whose`, and make one that signs at once: for when somebody else may know the old keys.

    LMSs that keep key sets refuse what Slipway signs until they fetch it again; what the old keys signed is refused
    from then on.
    """
    pem = make_pem()
    with transaction.atomic():
        rows = _rows(whose)
        for row in rows:
            audit(actor, AuditAction.TOOL_KEY_WITHDRAW, row, organization_id=whose, kid=row.kid)
        made = _make(actor, whose, rows, pem, active_from=timezone.now())
        key_pairs(whose).exclude(pk=made.pk).delete()
        for tell in after_leaks:
            tell(whose, [row.kid for row in rows], made)
    return made


def _make(actor: User | None, whose: Whose, rows: Sequence[KeyPair], pem: str, *, active_from: datetime) -> KeyPair:
    number = rows[-1].number + 1 if rows else 1
    made = make_key(whose, number=number, pem=pem, active_from=active_from)
    key_pairs(whose).filter(number__lt=number, retired_at=None).update(retired_at=active_from)
    audit(actor, AuditAction.TOOL_KEY_MAKE, made, organization_id=whose, kid=made.kid, signs_from=active_from)
    return made


def _delete_old(actor: User | None, whose: Whose, now: datetime) -> None:
    for row in key_pairs(whose).filter(retired_at__lt=now - PUBLISHED_AFTER):
        audit(actor, AuditAction.TOOL_KEY_DELETE, row, organization_id=whose, kid=row.kid)
        row.delete()


def _rows(whose: Whose) -> list[KeyPair]:
    return list(key_pairs(whose).select_for_update())
