"""The small file that people download: what the receipt states, to be read, and the same signed. Knows no Django."""

import json

from slipway.json_text import BadJsonError, read_object, without_mark
from slipway.lti.v1p3.keys import KeySet
from slipway.receipts.claims import ReceiptClaims, claims_to_json
from slipway.receipts.signing import MOST_SIGNED, ReceiptRefusedError, unverified_claims, verify_receipt
from slipway.words import text

MOST_RECEIPT_BYTES = 4 * MOST_SIGNED
_WHAT = "A receipt of Slipway. Only “signed” counts; check it with: slipway verify-receipt FILE --keys KEYS"


def receipt_file(signed: str, *, keys: str) -> bytes:
    """The file of a receipt of our own. `keys` is the address of the public keys: for people, no reader follows it."""
    readable = claims_to_json(unverified_claims(signed))
    told = {"what": _WHAT, "keys": keys, "receipt": readable, "signed": signed}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def signed_part(octets: bytes) -> tuple[str, object]:
    """The signed receipt in a file, and the readable one beside it; None where it is the signed text alone.

    Raises ReceiptRefusedError for what is no such file.
    """
    if len(octets) > MOST_RECEIPT_BYTES:
        raise ReceiptRefusedError(text("The file is larger than %(most)d KB.", most=MOST_RECEIPT_BYTES // 1024))
    found = without_mark(octets).strip()
    if not found.startswith(b"{"):
        try:
            return found.decode("ascii"), None
        except UnicodeDecodeError as error:
            raise ReceiptRefusedError(text("The file is no receipt.")) from error
    try:
        told = read_object(found, most=MOST_RECEIPT_BYTES)
    except BadJsonError as error:
        cause = text("The file cannot be read: %(problem)s.", problem=error.problem)
        raise ReceiptRefusedError(cause) from error
    signed = told.get("signed")
    if not isinstance(signed, str):
        raise ReceiptRefusedError(text("The file is no receipt: it holds nothing signed."))
    return signed, told.get("receipt")


def verified_file(octets: bytes, keys: KeySet) -> ReceiptClaims:
    """What the receipt in a file states, where one of `keys` signed it, and its readable part says the same.

    Raises ReceiptRefusedError.
    """
    signed, readable = signed_part(octets)
    claims = verify_receipt(signed, keys)
    if readable is not None and readable != claims_to_json(claims):
        raise ReceiptRefusedError(text("What can be read in the file is not what was signed: it was changed."))
    return claims
