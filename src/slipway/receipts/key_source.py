"""Where `slipway verify-receipt` gets public keys from: a file, or an address that its user names. Knows no Django."""

import http.client
import time
from pathlib import Path

from slipway.receipts.signing import ReceiptRefusedError
from slipway.web_address import WebAddress, read_address
from slipway.words import text

MOST_KEY_BYTES = 512 * 1024
_SECONDS = 10.0


def key_bytes(source: str) -> bytes:
    """What is at `source`, a path or an https address (http on this machine alone). Raises ReceiptRefusedError.

    Nothing is followed: what another place answers in its stead is not what was asked for.
    """
    if source.startswith(("https://", "http://")):
        return _fetched(source)
    return bounded_file(Path(source), most=MOST_KEY_BYTES)


def bounded_file(path: Path, *, most: int) -> bytes:
    """A file of at most `most` bytes. Raises ReceiptRefusedError."""
    try:
        with path.open("rb") as file:
            octets = file.read(most + 1)
    except OSError as error:
        problem = error.strerror or str(error)
        raise ReceiptRefusedError(text("%(path)s: %(problem)s.", path=str(path), problem=problem)) from error
    if len(octets) > most:
        raise ReceiptRefusedError(text("%(path)s is larger than %(most)d KB.", path=str(path), most=most // 1024))
    return octets


def _fetched(source: str) -> bytes:
    address = read_address(source)
    if address is None or not (address.is_web and address.is_https_or_loopback and address.has_sound_port):
        raise ReceiptRefusedError(text("%(address)s is no https address.", address=source))
    try:
        return _asked(address, source)
    except (OSError, http.client.HTTPException) as error:
        told = {"address": source, "problem": str(error) or type(error).__name__}
        raise ReceiptRefusedError(text("%(address)s gave no keys: %(problem)s.", **told)) from error


def _asked(address: WebAddress, source: str) -> bytes:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.host, address.port, timeout=_SECONDS)
    until, found = time.monotonic() + _SECONDS, b""
    try:
        connection.request("GET", address.request_target, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            msg = f"it answered {answer.status}"
            raise http.client.HTTPException(msg)
        while part := answer.read1(65536):
            found += part
            if len(found) > MOST_KEY_BYTES or time.monotonic() > until:
                raise http.client.HTTPException("it says too much, or too slowly")
    finally:
        connection.close()
    return found
