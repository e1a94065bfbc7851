"""Single-use codes: how a launched page, which has no cookie, lets its person into a tab of their own."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from slipway.lti.refusal import Refusal, Refused
from slipway.people.models import CodePurpose, LmsIdentity, SingleUseCode
from slipway.people.visits import living_launch
from slipway.web.sealed import hashed

CODE_LASTS = timedelta(seconds=60)
LASTS_ONCE_ASKED = timedelta(minutes=5)  # a question needs time to be read
OVER = "The code is unknown, used or over."


def issue_code(*, identity: LmsIdentity, launch_id: UUID, purpose: CodePurpose) -> str:
    """A code for `purpose`, good once within 60 seconds. Only its hash is kept."""
    now = timezone.now()
    SingleUseCode.objects.filter(expires_at__lt=now).delete()
    code = secrets.token_urlsafe(32)
    SingleUseCode.objects.create(
        code_hash=hashed(code), purpose=purpose, identity=identity, launch_id=launch_id, expires_at=now + CODE_LASTS
    )
    return code


def read_code(code: str) -> SingleUseCode:
    """The code's row; the code stays good.

    Raises Refused(SIGN_IN_CODE) for a used, late or unknown code, and for one whose launch ended with its credential.
    """
    living = SingleUseCode.objects.filter(code_hash=hashed(code), expires_at__gt=timezone.now())
    row = living.select_related("identity__user", "identity__lms__organization", "launch").first()
    if row is None or not living_launch(row.launch_id).exists():
        raise Refused(Refusal.SIGN_IN_CODE, OVER)
    return row


def spend_code(row: SingleUseCode) -> None:
    """Take the code of `row`: it is gone from now on. Raises Refused(SIGN_IN_CODE) when somebody else was first."""
    if not SingleUseCode.objects.filter(pk=row.pk).delete()[0]:
        raise Refused(Refusal.SIGN_IN_CODE, OVER)


def give_time(row: SingleUseCode) -> None:
    """Let the code live for five minutes more, while its person is asked something; it still works once."""
    SingleUseCode.objects.filter(pk=row.pk).update(expires_at=timezone.now() + LASTS_ONCE_ASKED)
