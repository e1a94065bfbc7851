"""An id_token's claims as the launch log may show them."""

import re
from collections.abc import Mapping

from slipway.lti.v1p1.masked import HIDDEN, MAX_NAME, shown_text

# `data` is the LMS's own, and may hold its tokens; the signature of the old key is made with its secret.
_SECRET_NAME = re.compile(
    r"nonce|data|oauth_consumer_key_sign|.*sourced_?id|.*(secret|password|token).*", re.IGNORECASE
)


def masked_claims(claims: Mapping[str, object]) -> dict[str, object]:
    """The claims in their own shape: secrets hidden, URLs without query, texts cut. Meant for verified ones only."""
    return {name[:MAX_NAME]: _masked(name, value) for name, value in claims.items()}


def _masked(name: str, value: object) -> object:
    if isinstance(value, dict):
        return masked_claims(value)
    if _SECRET_NAME.fullmatch(name):
        return HIDDEN if value else value
    if isinstance(value, list):
        return [_masked(name, each) for each in value]
    return shown_text(value) if isinstance(value, str) else value
