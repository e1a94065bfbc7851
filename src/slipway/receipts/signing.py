"""A receipt as an organization signs it, and as anybody verifies it with public keys alone. Knows no Django.

It is a JSON Web Signature (RFC 7515) with a `typ` of its own and without the claims of OpenID Connect: no LMS, which
knows the same keys, takes one for a message of LTI.
"""

from joserfc import jws

from slipway.json_text import BadJsonError, read_object
from slipway.lti.refusal import Refused
from slipway.lti.v1p3 import base64url
from slipway.lti.v1p3.keys import ALGORITHM, KeySet, SigningKey, read_key_set
from slipway.receipts.claims import BadClaimsError, ReceiptClaims, claims_from_json, claims_to_json
from slipway.words import Text, text

RECEIPT_TYPE = "slipway-receipt+jws"
RECEIPT_FORM = 1
MOST_SIGNED = 128 * 1024  # characters
_HEADER = {"alg", "kid", "typ"}
_MOST_SHOWN = 80
_RS256 = jws.default_registry.get_alg(ALGORITHM)


class ReceiptRefusedError(Exception):
    """It is no receipt of those keys; `cause` says why, for whoever holds it."""

    def __init__(self, cause: Text) -> None:
        super().__init__(cause.english)
        self.cause = cause


def sign_receipt(claims: ReceiptClaims, key: SigningKey) -> str:
    """The receipt as a compact JWS."""
    return key.sign({"form": RECEIPT_FORM, "receipt": claims_to_json(claims)}, typ=RECEIPT_TYPE)


def verify_receipt(signed: str, keys: KeySet) -> ReceiptClaims:
    """What the receipt states, where one of `keys` signed it. Raises ReceiptRefusedError.

    The algorithm is ours, and a key comes from `keys` alone: a receipt that brings a key or an address is refused.
    """
    kid = key_name(signed)
    named = keys.named(kid)
    if not named:
        cause = text(
            "It was signed with the key “%(kid)s”, which is not among the public keys. Fetch those of the organization "
            "that issued it anew.",
            kid=kid,
        )
        raise ReceiptRefusedError(cause)
    said, _, signature = signed.rpartition(".")
    octets = _decoded(signature, what=text("signature"))
    if not any(_RS256.verify(said.encode(), octets, key) for key in named):
        raise ReceiptRefusedError(
            text("The signature does not fit: the receipt was changed, or somebody else has signed it.")
        )
    return unverified_claims(signed)


def key_name(signed: str) -> str:
    """The name of the key that a receipt says it was signed with. Raises ReceiptRefusedError for what is no receipt."""
    if len(signed) > MOST_SIGNED:
        raise ReceiptRefusedError(text("It is longer than %(most)d KB.", most=MOST_SIGNED // 1024))
    if signed.count(".") != 2 or not signed.isascii():
        raise ReceiptRefusedError(text("It is no signed text of three parts."))
    header = _object(signed.partition(".")[0], what=text("header"))
    if set(header) != _HEADER or header["alg"] != ALGORITHM or header["typ"] != RECEIPT_TYPE:
        raise ReceiptRefusedError(text("Its header is not that of a receipt of Slipway."))
    kid = header["kid"]
    if not isinstance(kid, str) or not 0 < len(kid) <= _MOST_SHOWN or not kid.isprintable():
        raise ReceiptRefusedError(text("Its header names no key."))
    return kid


def unverified_claims(signed: str) -> ReceiptClaims:
    """What a receipt states, whoever has written it. Raises ReceiptRefusedError."""
    payload = _object(signed.split(".")[1], what=text("payload"))
    if payload.get("form") != RECEIPT_FORM:
        raise ReceiptRefusedError(text("A newer Slipway has written it; verify it with a Slipway of that version."))
    try:
        return claims_from_json(payload.get("receipt"))
    except BadClaimsError as error:
        raise ReceiptRefusedError(
            text("Its content is not that of a receipt (%(place)s).", place=str(error))
        ) from error


def read_public_keys(octets: bytes) -> KeySet:
    """The public keys in a key set (JWKS). Raises ReceiptRefusedError."""
    try:
        return read_key_set(octets)
    except Refused as error:
        cause = text("The public keys cannot be read: they are no key set (JWKS) with RSA keys.")
        raise ReceiptRefusedError(cause) from error


def _object(part: str, *, what: Text) -> dict[str, object]:
    try:
        return read_object(_decoded(part, what=what), most=MOST_SIGNED)
    except BadJsonError as error:
        cause = text("Its %(what)s cannot be read: %(problem)s.", what=what, problem=error.problem)
        raise ReceiptRefusedError(cause) from error


def _decoded(part: str, *, what: Text) -> bytes:
    try:
        return base64url.decode(part)
    except ValueError as error:
        raise ReceiptRefusedError(text("Its %(what)s is not base64url.", what=what)) from error
