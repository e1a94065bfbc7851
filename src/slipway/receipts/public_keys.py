"""The public keys that verify an organization's receipts: published for good, unless a key became known to others.

The keys are those of LTI 1.3 (`lms.key_sets`), whose own key set forgets them a month after they have retired.
"""

import json
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from slipway.lms.key_sets.tool_keys import Whose, key_pairs, signing, signing_key
from slipway.lms.models import KeyPair
from slipway.lti.v1p3.keys import SigningKey, public_jwk, tool_key
from slipway.receipts.models import IssuedReceipt, ReceiptKey
from slipway.receipts.signing import sign_receipt, unverified_claims
from slipway.submissions.models import Submission


def key_for(organization_id: UUID) -> SigningKey:
    """The key that signs now, its public half kept: call it in the transaction that writes the receipt."""
    key = signing_key(organization_id)
    _keep(key, organization_id)
    return key


def make_key_ready(submission: Submission) -> None:
    """See that the organization has a key before a submission is graded: making one takes long, and is no part of the
    transaction that writes the grade.
    """
    signing_key(submission.unit.classroom.organization_id)


def believed_keys(organization_id: UUID) -> QuerySet[ReceiptKey]:
    """The keys whose signatures count, the newest first."""
    return ReceiptKey.objects.filter(organization_id=organization_id, withdrawn_at=None).order_by("-first_used_at")


def receipt_keys_json(organization_id: UUID) -> bytes:
    """They as a key set (RFC 7517 §5)."""
    return json.dumps({"keys": [row.jwk for row in believed_keys(organization_id)]}, separators=(",", ":")).encode()


def withdraw_keys(whose: Whose, kids: list[str], made: KeyPair) -> None:
    """Keys of LTI 1.3 were replaced by `made` because somebody else may have them: believe nothing that they signed."""
    if whose is not None and believed_keys(whose).filter(kid__in=kids).update(withdrawn_at=timezone.now()):
        _keep(tool_key(made.kid, made.pem), whose)


def believed_signature(row: IssuedReceipt, organization_id: UUID) -> str:
    """The signed receipt; where nobody believes its key any more, what it states signed anew."""
    if believed_keys(organization_id).filter(kid=row.kid).exists():
        return row.signed
    # Read anew: for some seconds a process may remember the key that was withdrawn.
    now = signing(list(key_pairs(organization_id)), timezone.now())
    key = tool_key(now.kid, now.pem)
    _keep(key, organization_id)  # it may have signed none so far
    return sign_receipt(unverified_claims(row.signed), key)


def _keep(key: SigningKey, organization_id: UUID) -> None:
    whose = {"organization_id": organization_id, "jwk": public_jwk(key)}
    ReceiptKey.objects.get_or_create(kid=key.kid, defaults=whose)
