"""The proof of LTI 1.3's migration claim (LTI 1.3 migration §3.2.1)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from practice_lms.v1p3.names import LTI


def proof(consumer_key: str, secret: str, claims: Mapping[str, Any]) -> str:
    """oauth_consumer_key_sign: that whoever says this consumer key has its secret."""
    parts = (consumer_key, claims[f"{LTI}deployment_id"], claims["iss"], claims["aud"], claims["exp"], claims["nonce"])
    digest = hmac.new(secret.encode(), "&".join(map(str, parts)).encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
