import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.id_token import unverified_header
from slipway.lti.v1p3.keys import KeySet
from tests.lti.refusing import refusal_of, refused

from .platform import (
    CLIENT,
    DEEP_LINKING,
    ISSUER,
    LTI,
    NONCE,
    NOW,
    RESOURCE_LINK,
    SECONDS,
    b64,
    hmac_token,
    jwk,
    key_set,
    pem,
    token,
    unb64,
)
from .tool import BOTH, keys_of, verified

TOKEN = Refusal.TOKEN


def judged(sent: str, keys: KeySet = BOTH, **against: Any) -> Refusal | None:
    """The code that a token is refused by; None for one whose claims are given."""
    try:
        assert verified(sent, keys, **against)["sub"] == "person-1"
    except Refused as refused:
        if not refused.cause:  # the log would have nothing to say
            raise
        return refused.refusal
    return None


@pytest.mark.parametrize("claims", [RESOURCE_LINK, DEEP_LINKING])
@pytest.mark.parametrize("key", ["first", "second"])
def test_a_good_token_gives_its_claims(claims: Mapping[str, Any], key: str) -> None:
    assert verified(token(claims, key=key)) == claims


@pytest.mark.parametrize(
    "alg",
    ["none", "None", "NONE", "", None, "HS256", "rs256", "Rs256", "RS384", "RS512", "PS256", "ES256", 256, ["RS256"]],
)
def test_every_other_algorithm_is_refused_before_a_key_is_looked_up(alg: object) -> None:
    sent = token(header={"alg": alg})
    assert refusal_of(unverified_header, sent) is judged(sent) is TOKEN


@pytest.mark.parametrize("alg", ["HS256", "RS256", "hs256"])
@pytest.mark.parametrize("secret", [pem(), pem().strip(), key_set(jwk("first"), jwk("second")), b""])
def test_the_public_key_is_no_secret_to_sign_with(secret: bytes, alg: str) -> None:
    assert judged(hmac_token(secret, alg=alg)) is TOKEN


def test_an_unsigned_token_is_none() -> None:
    head, payload, _ = token().split(".")
    unsigned = b64(json.dumps({"alg": "none"}).encode())
    texts = ("", ".", "..", "...")
    for sent in (f"{unsigned}.{payload}.", f"{head}.{payload}.", f"{head}.{payload}", f"{head}..{payload}", *texts):
        assert judged(sent) is TOKEN


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u", "x5c", "x5t", "typ", "cty", "unknown"])
@pytest.mark.parametrize("value", ["https://evil.example/jwks", jwk("evil"), ["MIIB"], 5, None])
def test_keys_in_the_header_are_ignored(name: str, value: object) -> None:
    header = {name: value}
    assert verified(token(header=header)) == RESOURCE_LINK
    assert judged(token(key="evil", header={"kid": "first", **header})) is TOKEN


@pytest.mark.parametrize("crit", [["b64"], ["exp"], [], "exp", None, {"a": 1}])
def test_critical_extensions_are_refused(crit: object) -> None:
    header = json.dumps({"alg": "RS256", "kid": "first", "crit": crit, "b64": False}).encode()
    assert judged(token(header=header)) is TOKEN


@pytest.mark.parametrize(
    ("header", "jwks", "is_good"),
    [
        ({"kid": None}, [jwk("first")], True),
        ({"kid": None}, [jwk("first", kid=None)], True),
        ({"kid": None}, [jwk("first"), jwk("second")], False),
        ({"kid": None}, [jwk("first"), {"kty": "EC", "kid": "e"}], True),
        ({"kid": "first"}, [jwk("first", kid=None)], False),
        ({"kid": "other"}, [jwk("first")], False),
        ({"kid": "First"}, [jwk("first")], False),
        ({"kid": ""}, [jwk("first")], False),
        ({"kid": 1}, [jwk("first")], False),
        ({"kid": ["first"]}, [jwk("first")], False),
        ({"kid": "second"}, [jwk("first"), jwk("second")], False),  # another key than the one that signed
        ({"kid": "first"}, [jwk("second", kid="first")], False),
    ],
)
def test_the_key_is_the_one_that_kid_names(header: dict[str, Any], jwks: list[Any], is_good: bool) -> None:
    assert judged(token(header=header), keys_of(*jwks)) is (None if is_good else TOKEN)


def test_every_change_of_a_signed_token_is_refused() -> None:
    head, payload, signature = token().split(".")
    other = b64(json.dumps(RESOURCE_LINK | {"sub": "teacher"}).encode())
    flipped = bytes([unb64(signature)[0] ^ 1]) + unb64(signature)[1:]
    for sent in (
        f"{head}.{other}.{signature}",
        f"{head}.{payload}.{b64(flipped)}",
        f"{head}.{payload}.{b64(unb64(signature)[:-1])}",
        f"{head}.{payload}.{b64(unb64(signature) + b'x')}",
        f"{head}.{payload}.{signature}=",
        f"{head}.{payload}.{signature}.",
        f" {head}.{payload}.{signature}",
        f"{head}.{payload}.{signature}\n",
        f"{head}.{payload}.é{signature}",
        f"{head}\ud800.{payload}.{signature}",
    ):
        assert judged(sent) is TOKEN


def test_a_token_over_32_kib_is_not_read() -> None:
    big = {**RESOURCE_LINK, "big": "x" * 40_000}
    assert judged(token(big)) is Refusal.TOO_LARGE
    assert judged(token({**RESOURCE_LINK, "big": "x" * 20_000})) is None


DOUBLES = json.dumps(RESOURCE_LINK)[:-1]


@pytest.mark.parametrize(
    "payload",
    [
        f'{DOUBLES}, "sub": "teacher"}}',
        f'{DOUBLES}, "x": {{"a": 1, "a": 2}}}}',
        f'{DOUBLES}, "s\\u0075b": "teacher"}}',
        f'{DOUBLES}, "x": NaN}}',
        f'{DOUBLES}, "x": -Infinity}}',
        f'{DOUBLES}, "x": 1e400}}',
        f'{DOUBLES}, "x": {"9" * 5000}}}',
        f'{DOUBLES}, "x": {"[" * 5000}{"]" * 5000}}}',
        f'{DOUBLES}, "x": {"[" * 30}{"]" * 30}}}',
        f'{DOUBLES}, "x": "\\u0000"}}',
        f'{DOUBLES}, "\\u0000": 1}}',
        f'{DOUBLES}, "x": "\\ud800"}}',
        f"{DOUBLES}",
        f"{DOUBLES}}} {{}}",
        f"[{DOUBLES}}}]",
        '"text"',
        "null",
        "",
        "\ufeff" + DOUBLES + "}",
    ],
)
def test_a_payload_with_two_meanings_or_none_is_refused(payload: str) -> None:
    assert judged(token(payload.encode())) is TOKEN


def test_a_header_with_two_meanings_is_refused() -> None:
    for header in (b'{"alg":"RS256","alg":"none","kid":"first"}', b'{"alg":"none","alg":"RS256"}', b"\xff", b"[]"):
        assert judged(token(header=header)) is TOKEN


@pytest.mark.parametrize("sent", [f"{ISSUER}/", "http://lms.example", "https://LMS.example", "", None, 5, [ISSUER], {}])
def test_the_issuer_is_held_to_the_letter(sent: object) -> None:
    assert judged(token({**RESOURCE_LINK, "iss": sent})) is TOKEN


@pytest.mark.parametrize(
    ("audience", "party", "is_good"),
    [
        (CLIENT, None, True),
        (CLIENT, CLIENT, True),
        ([CLIENT], None, True),
        ([CLIENT], CLIENT, True),
        (["other", CLIENT], CLIENT, True),
        (["other", CLIENT], None, False),
        (["other", CLIENT], "other", False),
        ([CLIENT, CLIENT], None, False),
        (CLIENT, "other", False),
        (CLIENT, "", False),
        (CLIENT, 5, False),
        ("other", None, False),
        ("other", CLIENT, False),
        (["other"], CLIENT, False),
        ([], None, False),
        ([CLIENT, 5], CLIENT, False),
        (f" {CLIENT}", None, False),
        (CLIENT.upper(), None, False),
        (f"{CLIENT} other", None, False),
        (None, None, False),
        (None, CLIENT, False),
    ],
)
def test_the_audience_is_this_client(audience: object, party: object, is_good: bool) -> None:
    assert judged(token({**RESOURCE_LINK, "aud": audience, "azp": party})) is (None if is_good else TOKEN)


GOOD, STALE = None, Refusal.STALE


@pytest.mark.parametrize(
    ("exp", "iat", "nbf", "becomes"),
    [
        (60, 0, None, GOOD),  # Moodle
        (3600, 0, None, GOOD),
        (1800, 0, 0, GOOD),  # Brightspace
        (60.5, 0.25, None, GOOD),
        (3600, 60, None, GOOD),
        (3600, 61, None, STALE),
        (3600, 0, 60, GOOD),
        (3600, 0, 61, STALE),
        (0, -60, None, GOOD),
        (-60, -120, None, GOOD),  # a minute of leeway, for clocks
        (-61, -121, None, STALE),
        (-3600, -7200, None, STALE),
        (24 * 3600, 0, None, GOOD),
        (24 * 3600 + 1, 0, None, TOKEN),
        (10**9, 0, None, TOKEN),
        (0, 0, None, TOKEN),
        (0, 10, None, TOKEN),
        (3600, -10 * 24 * 3600, None, TOKEN),
    ],
)
def test_times(exp: float, iat: float, nbf: float | None, becomes: Refusal | None) -> None:
    times = {"exp": SECONDS + exp, "iat": SECONDS + iat, "nbf": None if nbf is None else SECONDS + nbf}
    assert judged(token({**RESOURCE_LINK, **times})) is becomes


@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
@pytest.mark.parametrize(
    "value", [str(SECONDS + 60), "", True, False, [SECONDS], {}, -1, -1e300, 1e300, 2**63, 10**4000]
)
def test_what_is_no_time_is_refused(name: str, value: object) -> None:
    assert judged(token({**RESOURCE_LINK, name: value})) is TOKEN


def test_a_token_ages() -> None:
    sent = token()
    assert judged(sent, now=NOW + timedelta(minutes=61)) is None
    late = refused(verified, sent, now=NOW + timedelta(minutes=62))
    assert (late.refusal, "expired 120 seconds" in late.cause.english) == (Refusal.STALE, True)
    assert judged(sent, now=NOW - timedelta(seconds=61)) is Refusal.STALE


@pytest.mark.parametrize("sent", ["nonce-2", "", None, 5, True, [NONCE], {}, f"{NONCE} ", NONCE.upper(), "é"])
def test_the_nonce_is_that_of_the_login(sent: object) -> None:
    assert judged(token({**RESOURCE_LINK, "nonce": sent})) is TOKEN


def test_an_empty_nonce_is_none() -> None:
    assert judged(token({**RESOURCE_LINK, "nonce": ""}), nonce="") is TOKEN


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("version", "", Refusal.MALFORMED),
        ("version", 1.3, Refusal.MALFORMED),
        ("version", "1.3", Refusal.UNSUPPORTED_MESSAGE),
        ("version", "1.1.0", Refusal.UNSUPPORTED_MESSAGE),
        ("version", "LTI-1p0", Refusal.UNSUPPORTED_MESSAGE),
        ("message_type", ["LtiResourceLinkRequest"], Refusal.MALFORMED),
        ("message_type", "LtiResourceLink", Refusal.UNSUPPORTED_MESSAGE),
        ("message_type", "LtiDeepLinkingResponse", Refusal.UNSUPPORTED_MESSAGE),
        ("message_type", "LtiEulaRequest", Refusal.UNSUPPORTED_MESSAGE),
        ("message_type", "LtiSubmissionReviewRequest", Refusal.UNSUPPORTED_MESSAGE),
    ],
)
def test_only_our_messages_of_1_3_0(name: str, value: object, refusal: Refusal) -> None:
    assert judged(token({**RESOURCE_LINK, f"{LTI}{name}": value})) is refusal


def test_the_signature_is_judged_before_the_claims() -> None:
    """Somebody without the key learns nothing of what a registration expects."""
    wrong = {**RESOURCE_LINK, "iss": "x", "aud": "y", "exp": 1, f"{LTI}version": "2"}
    assert "signature" in refused(verified, token(wrong, key="second", header={"kid": "first"})).cause.english
