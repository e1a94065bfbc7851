"""What may be read of an id_token before its signature is looked at: enough to look things up, never to decide."""

from slipway.lti.v1p3 import base64url
from slipway.lti.v1p3.claims import as_id
from slipway.lti.v1p3.id_token import MAX_LENGTH
from slipway.lti.v1p3.json_text import read_object
from slipway.lti.v1p3.names import DEPLOYMENT_ID


def deployment_named(token: str) -> str:
    """The deployment id in the payload; '' where there is none to be read."""
    try:
        payload = read_object(base64url.decode(token.split(".")[1]), most=MAX_LENGTH)
    except (IndexError, ValueError):
        return ""
    return as_id(payload.get(DEPLOYMENT_ID)) or ""
