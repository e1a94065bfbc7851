"""Does the LMS that launches by LTI 1.3 hold the secret that it launched by LTI 1.1 with? (LTI 1.3 migration §3)"""

import base64
import hmac
from collections.abc import Mapping, Sequence

from slipway.lti.claims import Claims
from slipway.lti.v1p3 import names


def proves_consumer_key(claims: Mapping[str, object], *, client_id: str, secrets: Sequence[str]) -> bool:
    """Whether verified claims prove, with one of its `secrets`, the consumer key that they name.

    Then `LaunchMessage.legacy` may be believed. Unsigned claims prove nothing.
    """
    token, old = Claims(claims), Claims(claims).within(f"{names.LTI}lti1p1")
    consumer_key, sent, exp = old.id("oauth_consumer_key"), old.text("oauth_consumer_key_sign"), claims.get("exp")
    if not consumer_key or not sent or not isinstance(exp, int | float):
        return False
    deployment, issuer, nonce = token.id(names.DEPLOYMENT_ID), token.text("iss"), token.text("nonce")
    signed = "&".join((consumer_key, deployment or "", issuer or "", client_id, str(int(exp)), nonce or "")).encode()
    made = [base64.b64encode(hmac.digest(secret.encode(), signed, "sha256")) for secret in secrets]
    # Every secret is tried, so that time does not tell which one fits.
    return bool([each for each in made if hmac.compare_digest(sent.encode(), each)])
