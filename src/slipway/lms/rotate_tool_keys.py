"""A new key pair for Slipway: published at once, signing later, so that LMSs know it before they meet it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipway.audit.trail import audit
from slipway.lms.models import ToolKey
from slipway.lms.tool_keys import PUBLISHED_AFTER, REFRESH_SECONDS
from slipway.lti.v1p3.keys import kid_of, make_pem
from slipway.orgs.models import User

LEAD = timedelta(days=1)
# Every process has published the key by then, though an LMS that keeps key sets for long may not have asked.
SHORTEST_LEAD = timedelta(seconds=2 * REFRESH_SECONDS)


class KeyWaitsError(Exception):
    """A new key is published already and waits for its time."""

    def __init__(self, active_from: datetime) -> None:
        super().__init__(f"A new key is published already; it signs from {active_from:%Y-%m-%d %H:%M} UTC on.")


def rotate_tool_key(*, actor: User | None, lead: timedelta = LEAD) -> ToolKey:
    """Make the key that signs once `lead` has passed; the one before is published for 30 days more.

    Keys that were retired longer ago are deleted. Raises KeyWaitsError when the last rotation is not over.
    """
    now, pem = timezone.now(), make_pem()
    try:
        with transaction.atomic():
            rows = _rows()
            if rows and rows[-1].active_from > now:
                raise KeyWaitsError(rows[-1].active_from)
            _delete_old(actor, now)
            return _make(actor, rows, pem, active_from=now + max(lead, SHORTEST_LEAD) if rows else now)
    except IntegrityError as fault:  # somebody rotates at the same moment
        raise KeyWaitsError(now + lead) from fault


def hurry_tool_key(*, actor: User | None) -> ToolKey:
    """Have the key that waits sign in a few seconds; where none waits, make one that does."""
    now = timezone.now()
    with transaction.atomic():
        rows = _rows()
        if not rows or rows[-1].active_from <= now:
            return rotate_tool_key(actor=actor, lead=SHORTEST_LEAD)
        coming, soon = rows[-1], now + SHORTEST_LEAD
        coming.active_from = min(coming.active_from, soon)
        coming.save(update_fields=["active_from"])
        ToolKey.objects.filter(number=coming.number - 1).update(retired_at=coming.active_from)
        audit(actor, "tool-key.hurry", coming, organization_id=None, kid=coming.kid)
    return coming


def replace_leaked_keys(*, actor: User | None) -> ToolKey:
    """Delete every key, and make one that signs at once: for the day on which somebody else may know them.

    LMSs that keep key sets refuse what Slipway signs until they fetch it again; what the old keys signed is refused
    from then on.
    """
    pem = make_pem()
    with transaction.atomic():
        rows = _rows()
        for row in rows:
            audit(actor, "tool-key.withdraw", row, organization_id=None, kid=row.kid)
        made = _make(actor, rows, pem, active_from=timezone.now())
        ToolKey.objects.exclude(pk=made.pk).delete()
    return made


def _make(actor: User | None, rows: list[ToolKey], pem: str, *, active_from: datetime) -> ToolKey:
    number = rows[-1].number + 1 if rows else 1
    made = ToolKey.objects.create(number=number, kid=kid_of(pem), pem=pem, active_from=active_from)
    ToolKey.objects.filter(number__lt=number, retired_at=None).update(retired_at=active_from)
    audit(actor, "tool-key.make", made, organization_id=None, kid=made.kid, signs_from=active_from)
    return made


def _delete_old(actor: User | None, now: datetime) -> None:
    for row in ToolKey.objects.filter(retired_at__lt=now - PUBLISHED_AFTER):
        audit(actor, "tool-key.delete", row, organization_id=None, kid=row.kid)
        row.delete()


def _rows() -> list[ToolKey]:
    return list(ToolKey.objects.select_for_update().order_by("number"))
