"""Slipway as the tool of these tests: what it is called, and how it reads what the platform signs."""

from collections.abc import Mapping
from typing import Any

from slipway.lti.config.described_tool import AdvantageTool
from slipway.lti.message import LaunchMessage, SelectionRequest
from slipway.lti.v1p3.id_token import verify_id_token
from slipway.lti.v1p3.keys import KeySet, read_key_set
from slipway.lti.v1p3.launch import read_claims

from .platform import CLIENT, DEEP_LINKING, ISSUER, NONCE, NOW, SETTINGS, jwk, key_set

AT = "https://slipway.example"
OURS = AdvantageTool(
    title="Slipway",
    description="Coding units",
    login_url=f"{AT}/lti/1p3/login",
    launch_url=f"{AT}/lti/1p3/launch",
    jwks_url=f"{AT}/lti/1p3/jwks.json",
    target_url=f"{AT}/lti",
    select_url=f"{AT}/lti/select",
    course_url=f"{AT}/lti/course",
    icon_url=f"{AT}/icon.png",
    domain="slipway.example",
    tool_id="slipway",
)


def keys_of(*jwks: Any) -> KeySet:
    return read_key_set(key_set(*jwks))


BOTH = keys_of(jwk("first"), jwk("second"))


def verified(sent: str, keys: KeySet = BOTH, **against: Any) -> Mapping[str, object]:
    """The claims of a token, held against the platform's keys, client and login. Raises Refused."""
    held: dict[str, Any] = {"issuer": ISSUER, "client_id": CLIENT, "nonce": NONCE, "now": NOW} | against
    return verify_id_token(sent, keys=keys, **held)


def launched(sent: str, **against: Any) -> LaunchMessage:
    """The message of a token. Raises Refused."""
    return read_claims(verified(sent, **against))


def selection(**settings: object) -> SelectionRequest:
    """What a platform asks for that sends these settings of deep linking besides the usual ones. Raises Refused."""
    found = read_claims(DEEP_LINKING | {SETTINGS: DEEP_LINKING[SETTINGS] | settings}).selection
    assert found
    return found
