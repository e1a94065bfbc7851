"""Whatever an LMS signs, it is read or refused: nothing else comes out of the protocol."""

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.lms_kinds.brightspace import CLAIM
from slipway.lti.refusal import Refused
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.configuration import PLATFORM_CONFIGURATION, endpoints_fit, read_configuration
from slipway.lti.v1p3.id_token import unverified_deployment
from slipway.lti.v1p3.keys import read_key_set
from slipway.lti.v1p3.launch import read_claims
from slipway.lti.v1p3.masked import masked_claims
from slipway.lti.v1p3.migration import proves_consumer_key
from slipway.lti.v1p3.registration import TOOL, read_registration_answer
from slipway.lti.v1p3.state import open_state
from slipway.lti.v1p3.token_claims import check_claims
from slipway.lti.v1p3.tokens import read_token_answer
from tests.often import at_most

from .platform import CLIENT, DEEP_LINKING, ISSUER, NONCE, NOW, RESOURCE_LINK, jwk, private_key, token
from .tool import launched, verified

TEXTS = st.text(max_size=20) | st.sampled_from(
    ["$X", "", " ", "1.3.0", "https://a.example/x", "javascript:x", "é\u202e"]
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([10**3000, -1, 2**63, 1e308, float("nan"), float("inf")])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
WITHIN = (
    "id title label deep_link_return_url accept_types accept_multiple data width height return_url unit scope lineitem "
)
WITHIN += "lineitems context_memberships_url service_versions user_id oauth_consumer_key oauth_consumer_key_sign guid "
OBJECTS = st.dictionaries(st.sampled_from(WITHIN.split()), JSON, max_size=5)
NAMES = sorted({
    *RESOURCE_LINK, *DEEP_LINKING, names.GRADES, names.ROSTER, *names.BASIC_OUTCOMES, CLAIM,
    *(f"{names.LTI}{name}" for name in ("context", "custom", "lis", "lti1p1", "launch_presentation")),
    f"{names.LTI}lti11_legacy_user_id",
    f"{names.LTI}tool_platform", "azp", "nbf", "name", "given_name", "family_name", "email", "picture", "locale",
})  # fmt: skip
CHANGES = st.dictionaries(st.sampled_from(NAMES), JSON | OBJECTS, max_size=6)
BASES = st.sampled_from([RESOURCE_LINK, DEEP_LINKING, {}])


@given(BASES, CHANGES)
@settings(max_examples=at_most(150))
def test_claims(base: dict[str, Any], changes: dict[str, Any]) -> None:
    claims = {**base, **changes}
    with contextlib.suppress(Refused):
        check_claims(claims, issuer=ISSUER, client_id=CLIENT, nonce=NONCE, now=NOW)
    with contextlib.suppress(Refused):
        read_claims(claims)
    json.dumps(masked_claims(claims))
    assert proves_consumer_key(claims, client_id=CLIENT, secrets=["s"]) is False


@given(BASES, CHANGES)
@settings(max_examples=at_most(60))
def test_signed_claims(base: dict[str, Any], changes: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        sent = token(json.dumps({**base, **changes}).encode(errors="surrogatepass"))
        json.dumps(dict(launched(sent).custom), ensure_ascii=False).encode()  # whatever is let in can be kept


@given(st.dictionaries(TEXTS | st.sampled_from(["alg", "kid", "crit", "typ", "jwk", "b64"]), JSON, max_size=5))
@settings(max_examples=at_most(60))
def test_headers(header: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        sent = token(header=json.dumps({"alg": "RS256", **header}).encode())
        verified(sent)


@given(st.text(max_size=300) | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*", fullmatch=True))
@settings(max_examples=at_most(100))
def test_texts(text: str) -> None:
    with contextlib.suppress(Refused):
        verified(text)
    assert unverified_deployment(text) == ""
    with contextlib.suppress(Refused):
        open_state(text, keys=[b"k"])


JWK = st.dictionaries(st.sampled_from(["kty", "use", "alg", "kid", "n", "e", "key_ops", "d", "x5c"]), JSON, max_size=6)
JWKS = JWK.map(lambda changes: {**jwk(), **changes})


@given(JSON | st.fixed_dictionaries({"keys": st.lists(JWKS | JSON, max_size=3)}))
@settings(max_examples=at_most(60))
def test_key_sets(told: Any) -> None:
    private_key()
    with contextlib.suppress(Refused):
        read_key_set(json.dumps(told).encode(errors="surrogatepass"))


ENDPOINTS = "issuer authorization_endpoint token_endpoint jwks_uri registration_endpoint scopes_supported"
ANSWER = "client_id scope error error_description access_token token_type expires_in authorization_server message"


@given(
    st.integers(100, 599),
    JSON | st.dictionaries(st.sampled_from([*ENDPOINTS.split(), *ANSWER.split(), TOOL, PLATFORM_CONFIGURATION]), JSON),
)
@settings(max_examples=at_most(80))
def test_what_an_lms_answers(status: int, told: Any) -> None:
    body = json.dumps(told).encode(errors="surrogatepass")
    read_token_answer(status, body, asked=["a"], now=NOW)
    read_registration_answer(status, body)
    with contextlib.suppress(Refused):
        endpoints_fit("https://a.example", read_configuration(body), family="moodle")
