"""OAuth 1.0 signatures with HMAC-SHA1 (RFC 5849 §3.4), as LTI 1.1 uses them: POSTed forms and no token."""

import base64
import hmac
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlsplit

from slipway.web_address import read_address

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._~-]")
_ENCODED = {sign: f"%{ord(sign):02X}" for sign in map(chr, range(128)) if _NOT_PLAIN.match(sign)}


def percent_encode(text: str) -> str:
    """RFC 5849 §3.6: all but letters, digits and `-._~`, as UTF-8 in capital hex."""
    if text.isascii():  # most are, and quoting looks at each letter
        return _NOT_PLAIN.sub(lambda found: _ENCODED[found[0]], text)
    return quote(text, safe="")


def base_url(url: str) -> str:
    """The base string URI (RFC 5849 §3.4.1.2): lower-case scheme and host, no default port, a path, no query."""
    address = read_address(url)
    assert address is not None, "our own URL, or a sound one"
    return f"{address.origin}{address.path or '/'}"


def encoded_parameters(pairs: Iterable[tuple[str, str]]) -> str:
    """The parameters in their order (RFC 5849 §3.4.1.3.2), encoded as the base string holds them.

    Values are taken as they are, CRLF untouched. This is the slow part of a base string, and the same for every URL.
    """
    counted = ((name, value) for name, value in pairs if name != "oauth_signature")
    encoded = sorted((percent_encode(name), percent_encode(value)) for name, value in counted)
    joined = "&".join(f"{name}={value}" for name, value in encoded)
    return joined.replace("%", "%25").replace("&", "%26").replace("=", "%3D")  # there are no other signs to encode


def base_string(*, url: str, encoded: str) -> str:
    """What is signed (RFC 5849 §3.4.1.1), of `encoded_parameters`; a query in `url` does not count here."""
    return f"POST&{percent_encode(base_url(url))}&{encoded}"


def signature(base: str, secret: str) -> str:
    """The base64 of the base string's HMAC-SHA1 (RFC 5849 §3.4.2), with an empty token secret."""
    return base64.b64encode(hmac.digest(f"{percent_encode(secret)}&".encode(), base.encode(), "sha1")).decode()


def sign(pairs: Iterable[tuple[str, str]], *, url: str, secret: str) -> str:
    """The signature of a form of `pairs` posted to `url`, whose query counts too (RFC 5849 §3.4.1.3.1)."""
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return signature(base_string(url=url, encoded=encoded_parameters([*pairs, *query])), secret)


def same(one: str, other: str) -> bool:
    """Compare two signatures in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
