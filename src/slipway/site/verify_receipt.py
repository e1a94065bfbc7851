"""`slipway verify-receipt`: is a receipt genuine, and what does it say? Needs no database and no configuration."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from slipway.receipts.key_source import bounded_file, key_bytes
from slipway.receipts.plain_words import receipt_in_words
from slipway.receipts.receipt_file import MOST_RECEIPT_BYTES, verified_file
from slipway.receipts.signing import ReceiptRefusedError, read_public_keys


def verify_receipt_command(arguments: Sequence[str]) -> int:
    """Say what the receipt says, and return 0; or why it is not believed, and return 1. Bad arguments exit with 2."""
    parser = ArgumentParser(
        prog="slipway verify-receipt",
        description="Check a receipt by the public keys of the organization that issued it, and say what it says.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the receipt, as it was downloaded")
    told = "the organization's public keys: a file, or the https address that it gave you, never one from the receipt"
    parser.add_argument("--keys", metavar="JWKS_FILE_OR_URL", required=True, help=told)
    options = parser.parse_args(arguments)
    try:
        octets = bounded_file(options.file, most=MOST_RECEIPT_BYTES)
        claims = verified_file(octets, read_public_keys(key_bytes(options.keys)))
    except ReceiptRefusedError as refused:
        print(f"Not a receipt to believe: {refused.cause.english}", file=sys.stderr)
        return 1
    print("Genuine: it was signed with one of these keys, and nothing was changed.")
    for sentence in receipt_in_words(claims):
        print(sentence.english)
    return 0
