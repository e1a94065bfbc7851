import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.keys import key_set_json, kid_of, make_pem, public_jwk, public_pem, read_key_set, tool_key
from tests.lti.refusing import refusal_of, refused

from .platform import RESOURCE_LINK, jwk, key_set, number, opened, private_key, token, unb64
from .tool import keys_of, verified

PEM = make_pem()


def test_keys_are_found_by_name() -> None:
    keys = keys_of(jwk("first"), jwk("second"))
    [first] = keys.named("first")
    assert first.public_key.public_numbers() == private_key("first").public_key().public_numbers()
    assert [name for name, _ in keys.keys] == ["first", "second"]
    assert (keys.named("other"), keys.named(None), keys.named("")) == ((), (), ())
    assert keys_of(jwk("first")).named(None)


ODD: list[Any] = [
    {"kty": "EC", "kid": "first", "crv": "P-256", "x": "AA", "y": "AA"},
    {"kty": "oct", "kid": "first", "k": "c2VjcmV0"},
    jwk("first", use="enc"),
    jwk("first", alg="RS512"),
    jwk("first", alg="HS256"),
    jwk("first", key_ops=["sign"]),
    jwk("first", key_ops="verify"),
    jwk("first", n=None),
    jwk("first", e=None),
    jwk("first", n=""),
    jwk("first", n=5),
    jwk("first", n="*"),
    jwk("first", e=number(1)),
    jwk("first", e=number(2)),
    jwk("first", e=number(4)),
    jwk("first", e=number(2**40 + 1)),
    jwk("first", n=number(2**2047)),
    jwk("first", n=number(2**9000 + 1)),
    jwk("first", kty="rsa"),
    jwk("small", bits=1024),
    None,
    "text",
    5,
    [],
    {},
]


@pytest.mark.parametrize("entry", ODD)
def test_other_keys_are_left_out(entry: object) -> None:
    assert [name for name, _ in keys_of(entry, jwk("second")).keys] == ["second"]
    assert refusal_of(keys_of, entry) is Refusal.KEYS_UNAVAILABLE


@pytest.mark.parametrize(
    "entry",
    [
        *(jwk("first", **more) for more in ({"key_ops": ["verify"]}, {"kid": 5}, {"x5c": ["MIIB"]}, {"d": "x"})),
        jwk("first", use=None),
        jwk("first", alg=None),
        *(jwk("first") | {name: None} for name in ("alg", "use", "key_ops")),  # null is as good as not said
        jwk("first") | {"alg": None, "use": None},
    ],
)
def test_what_a_key_may_lack_or_have(entry: dict[str, Any]) -> None:
    assert len(keys_of(entry).keys) == 1


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (jwk("first", n=jwk("first")["n"] + "=="), "base64url without padding"),
        (jwk("first", e="AQAB===="), "base64url without padding"),
        (jwk("first", n="*"), "base64url without padding"),
        (jwk("first", n=None), "not of 2048 to 8192 bits"),
        (jwk("first", bits=1024), "not of 2048 to 8192 bits"),
        (jwk("first", e=number(4)), "numbers are none of RSA"),
    ],
)
def test_a_signing_key_that_cannot_be_used_is_told(entry: dict[str, Any], why: str) -> None:
    [told] = keys_of(entry, jwk("second")).left_out
    assert told.english.startswith("The key first is left out: ")
    assert why in told.english
    assert why in refused(keys_of, entry).cause.english


@pytest.mark.parametrize("entry", [ODD[0], ODD[1], jwk("first", use="enc"), jwk("first", alg="RS512"), 5])
def test_keys_for_something_else_are_left_out_in_silence(entry: object) -> None:
    assert keys_of(entry, jwk("second")).left_out == ()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b'{"keys": null}', b'{"keys": {}}', b'{"keys": []}', b"\xff",
        b"<html>Log in</html>",
        b'{"keys": [], "keys": []}', key_set(jwk("first")) + b" " * 600_000, b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_key_set(body: bytes) -> None:
    assert refusal_of(read_key_set, body) is Refusal.KEYS_UNAVAILABLE


def test_a_set_without_end_is_not_read_to_its_end() -> None:
    assert len(keys_of(*[5] * 99, jwk("first")).keys) == 1
    assert refusal_of(keys_of, *[5] * 100, jwk("first")) is Refusal.KEYS_UNAVAILABLE


def test_a_key_of_our_own() -> None:
    key = tool_key("k1", PEM)
    assert tool_key("k1", PEM) is key  # parsed once
    loaded = serialization.load_pem_public_key(public_pem(key).encode())
    assert isinstance(loaded, rsa.RSAPublicKey)
    assert loaded.key_size == 2048
    assert opened(key.sign({"a": "é"}), public=loaded) == ({"typ": "JWT", "alg": "RS256", "kid": "k1"}, {"a": "é"})


def test_our_key_set_tells_public_halves_only() -> None:
    keys = [tool_key("k1", PEM), tool_key("k2", make_pem())]
    body = key_set_json(keys)
    assert body == key_set_json(keys)
    told = json.loads(body)["keys"]
    assert [set(each) for each in told] == [{"kty", "use", "alg", "kid", "n", "e"}] * 2
    assert told[0] == public_jwk(keys[0])
    assert int.from_bytes(unb64(told[0]["n"])) == keys[0].key.public_key.public_numbers().n
    assert [name for name, _ in read_key_set(body).keys] == ["k1", "k2"]


def test_a_key_is_named_by_its_thumbprint() -> None:
    assert kid_of(PEM) == kid_of(PEM)
    assert len(kid_of(PEM)) == 43
    assert kid_of(PEM) != kid_of(make_pem())


MARK = b"\xef\xbb\xbf"


def test_b8_a_byte_order_mark_before_a_key_set_is_passed_over() -> None:
    assert read_key_set(MARK + key_set(jwk())).named("first")


@pytest.mark.parametrize("body", [MARK, MARK + MARK + key_set(), b" " + MARK + key_set()])
def test_b8_only_one_mark_and_only_at_the_beginning(body: bytes) -> None:
    with pytest.raises(Refused, match="not JSON"):
        read_key_set(body)


def test_b8_what_is_signed_may_have_none() -> None:
    sent = token(MARK + json.dumps(RESOURCE_LINK).encode())
    with pytest.raises(Refused, match="not JSON"):
        verified(sent)


@pytest.mark.parametrize("names", [("old", "new"), ("new", "old"), ("old", "older", "new")])
def test_b10_all_keys_of_one_name_are_tried(names: tuple[str, ...]) -> None:
    keys = keys_of(*(jwk(name, kid="same") for name in names))
    sent = token(key="new", header={"kid": "same"})
    assert verified(sent, keys) == RESOURCE_LINK
    with pytest.raises(Refused, match="does not fit"):
        verified(token(key="stranger", header={"kid": "same"}), keys)


def test_b9_the_name_of_a_key_may_be_a_number() -> None:
    keys = keys_of(jwk(kid=7), jwk("second", kid=8))
    sent = token(header={"kid": 7})
    assert verified(sent, keys) == RESOURCE_LINK
