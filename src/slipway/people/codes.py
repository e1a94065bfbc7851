"""Single-use codes: how a launched page, which has no cookie, lets its person into a tab of their own."""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from slipway.lti.refusal import Refusal, Refused
from slipway.people.models import CodePurpose, LmsIdentity, SingleUseCode

LASTS = timedelta(seconds=60)


def issue_code(*, identity: LmsIdentity, launch_id: UUID, purpose: CodePurpose) -> str:
    """A code for `purpose`, good once within 60 seconds. Only its hash is kept."""
    now = timezone.now()
    SingleUseCode.objects.filter(expires_at__lt=now).delete()
    code = secrets.token_urlsafe(32)
    SingleUseCode.objects.create(
        code_hash=_hash(code), purpose=purpose, identity=identity, launch_id=launch_id, expires_at=now + LASTS
    )
    return code


def spend_code(code: str) -> SingleUseCode:
    """The code's row, which is gone from now on. Raises Refused(SIGN_IN_CODE) for a used, late or unknown code."""
    rows = SingleUseCode.objects.select_related("identity__user", "identity__lms__organization")
    row = rows.filter(code_hash=_hash(code), expires_at__gt=timezone.now()).first()
    # Of two that spend it at once, one deletes the row.
    if row is None or not SingleUseCode.objects.filter(pk=row.pk).delete()[0]:
        raise Refused(Refusal.SIGN_IN_CODE, "The code is unknown, used or over.")
    return row


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
