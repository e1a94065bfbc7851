"""A receipt is believed for its signature alone, whatever it says of itself."""

import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc import jws

from slipway.lti.v1p3 import base64url
from slipway.lti.v1p3.keys import key_set_json, public_jwk, public_pem
from slipway.receipts.claims import claims_to_json
from slipway.receipts.receipt_file import receipt_file, verified_file
from slipway.receipts.signing import (
    RECEIPT_TYPE,
    ReceiptRefusedError,
    read_public_keys,
    sign_receipt,
    verify_receipt,
)
from tests.receipts.stated import CLAIMS, claims, key, public

GOOD = {"alg": "RS256", "kid": "one", "typ": RECEIPT_TYPE}
PAYLOAD = {"form": 1, "receipt": claims_to_json(CLAIMS)}


def signed(header: dict[str, Any] = GOOD, payload: object = PAYLOAD, *, by: str = "one") -> str:
    """Any header, and any payload, under a good signature."""
    return sign_parts(json.dumps(header).encode(), json.dumps(payload).encode(), by=by)


def sign_parts(header: bytes, payload: bytes, *, by: str = "one") -> str:
    said = f"{base64url.encode(header)}.{base64url.encode(payload)}"
    signature = jws.default_registry.get_alg("RS256").sign(said.encode(), key(by).key)
    return f"{said}.{base64url.encode(signature)}"


def by_public_key() -> str:
    """Signed with the public key as if it were a shared secret."""
    head, payload = json.dumps({**GOOD, "alg": "HS256"}).encode(), json.dumps(PAYLOAD).encode()
    said = f"{base64url.encode(head)}.{base64url.encode(payload)}"
    return f"{said}.{base64url.encode(hmac.digest(public_pem(key()).encode(), said.encode(), 'sha256'))}"


def changed_payload() -> str:
    head, _, signature = sign_receipt(CLAIMS, key()).split(".")
    payload = {**PAYLOAD, "receipt": claims_to_json(claims(number=9))}
    return f"{head}.{base64url.encode(json.dumps(payload).encode())}.{signature}"


def twice(part: str) -> str:
    """A name given twice in the header or the payload."""
    header, payload = json.dumps(GOOD), json.dumps(PAYLOAD)
    if part == "header":
        header = header.replace("{", '{"kid": "two", ', 1)
    else:
        payload = payload.replace("{", '{"form": 1, ', 1)
    return sign_parts(header.encode(), payload.encode())


def test_a_receipt_is_verified_with_the_public_key() -> None:
    assert verify_receipt(sign_receipt(CLAIMS, key()), public("two", "one")) == CLAIMS
    assert verify_receipt(signed(), public()) == CLAIMS  # so that the table below differs by one thing each


FORGED: dict[str, tuple[Callable[[], str], str]] = {
    "another key of the set": (lambda: signed(by="two"), "does not fit"),
    "a key that is not there": (lambda: signed({**GOOD, "kid": "three"}, by="three"), "not among the public keys"),
    "changed": (changed_payload, "does not fit"),
    "no signature": (lambda: sign_receipt(CLAIMS, key()).rpartition(".")[0] + ".", "does not fit"),
    "alg none": (lambda: signed({**GOOD, "alg": "none"}), "header"),
    "alg HS256": (by_public_key, "header"),
    "alg PS256": (lambda: signed({**GOOD, "alg": "PS256"}), "header"),
    "alg rs256": (lambda: signed({**GOOD, "alg": "rs256"}), "header"),
    "a message of LTI": (lambda: key().sign(PAYLOAD), "header"),
    "jku": (lambda: signed({**GOOD, "jku": "https://evil.example/keys"}), "header"),
    "jwk": (lambda: signed({**GOOD, "jwk": public_jwk(key("two"))}, by="two"), "header"),
    "x5u": (lambda: signed({**GOOD, "x5u": "https://evil.example/x"}), "header"),
    "x5c": (lambda: signed({**GOOD, "x5c": ["AAAA"]}), "header"),
    "crit": (lambda: signed({**GOOD, "crit": ["exp"]}), "header"),
    "no kid": (lambda: signed({"alg": "RS256", "typ": RECEIPT_TYPE}), "header"),
    "kid of another type": (lambda: signed({**GOOD, "kid": 1}), "names no key"),
    "kid with a line break": (lambda: signed({**GOOD, "kid": "one\n"}), "names no key"),
    "header says it twice": (lambda: twice("header"), "twice"),
    "payload says it twice": (lambda: twice("payload"), "twice"),
    "another form": (lambda: signed(payload={**PAYLOAD, "form": 2}), "newer Slipway"),
    "no receipt in it": (lambda: signed(payload={"form": 1}), "not that of a receipt"),
    "a list": (lambda: signed(payload=[1]), "no JSON object"),
    "NaN": (lambda: sign_parts(json.dumps(GOOD).encode(), b'{"form": NaN}'), "NaN"),
    "deep": (lambda: sign_parts(json.dumps(GOOD).encode(), b'{"form":' + b"[" * 9000 + b"]" * 9000 + b"}"), "deep"),
    "padding": (lambda: sign_receipt(CLAIMS, key()) + "=", "base64url"),
    "four parts": (lambda: sign_receipt(CLAIMS, key()) + ".x", "three parts"),
    "one part": (lambda: "x", "three parts"),
    "empty": (lambda: "", "three parts"),
    "letters of elsewhere": (lambda: "é.é.é", "three parts"),
    "very long": (lambda: "x" * 200_000, "longer"),
}


@pytest.mark.parametrize("name", FORGED)
def test_no_other_is_believed(name: str) -> None:
    make, words = FORGED[name]
    with pytest.raises(ReceiptRefusedError, match=words):
        verify_receipt(make(), public("one", "two"))


@pytest.mark.parametrize("octets", [b"", b"x", b"{}", b'{"keys": []}', b'{"keys": [{"kty": "oct", "k": "AA"}]}'])
def test_a_key_set_has_keys(octets: bytes) -> None:
    with pytest.raises(ReceiptRefusedError, match="public keys"):
        read_public_keys(octets)


FILE = receipt_file(sign_receipt(CLAIMS, key()), keys="https://slipway.example/keys")


@pytest.mark.parametrize("octets", [FILE, b"\xef\xbb\xbf" + FILE, sign_receipt(CLAIMS, key()).encode() + b"\n"])
def test_a_file_is_read(octets: bytes) -> None:
    assert verified_file(octets, public()) == CLAIMS


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (FILE.replace(b'"score": "0.500000"', b'"score": "1.000000"'), "changed"),
        (FILE.replace(b'"receipt": {', b'"receipt": {"extra": 1, ', 1), "changed"),
        (FILE.replace(b'"what"', b'"signed": "x", "what"'), "twice"),
        (b"{" + b" " * 600_000 + b"}", "larger"),
        (b"{}", "nothing signed"),
        (b'{"signed": 1}', "nothing signed"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "no receipt"),
        (b"", "three parts"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "deep"),
        (b'{"signed": "\\ud800"}', "broken"),
    ],
)
def test_a_hostile_file_is_refused(octets: bytes, words: str) -> None:
    with pytest.raises(ReceiptRefusedError, match=words):
        verified_file(octets, public())


def test_keys_of_the_file_are_nobodys() -> None:
    """Whoever signs it anew with a key of their own finds no belief, wherever the file says that the keys are."""
    forged = receipt_file(signed(by="two"), keys="https://evil.example")
    with pytest.raises(ReceiptRefusedError):
        verified_file(forged, public())
    assert b"keys" in key_set_json([key()])
