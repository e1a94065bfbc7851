"""An LMS that signs with oauthlib."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import cast
from urllib.parse import urlencode, urlsplit

from oauthlib.common import Request
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client
from oauthlib.oauth1.rfc5849.signature import collect_parameters, verify_hmac_sha1

from slipway.lti.v1p1.form import MEDIA_TYPE, SignedForm, read_form

URL = "https://slipway.example.org/lti"
KEY = "acme-key"
SECRET = "s3cr&t +ü"
NOW = 1_700_000_000


def signed_body(pairs: Iterable[tuple[str, str]], *, url: str = URL, secret: str = SECRET) -> bytes:
    """The body of a form that an LMS posts to `url`, whose query is signed as the specification says."""
    client = Client(KEY, client_secret=secret, signature_type=SIGNATURE_TYPE_BODY, nonce="n0nce", timestamp=str(NOW))
    _, _, body = client.sign(url, http_method="POST", body=list(pairs), headers={"Content-Type": MEDIA_TYPE})
    return (body if isinstance(body, str) else urlencode(body)).encode()


def posted(body: bytes | str, *, url: str = URL) -> SignedForm:
    raw = body.encode() if isinstance(body, str) else body
    return read_form(body=raw, content_type=MEDIA_TYPE, query=urlsplit(url).query)


def form_of(fields: Mapping[str, str]) -> SignedForm:
    """A form that nobody signed, for what is only read."""
    return posted(urlencode(fields))


def oauthlib_accepts(fields: Iterable[tuple[str, str]], *, url: str, secret: str) -> bool:
    """Whether an LMS that checks with oauthlib takes a form posted to `url`."""
    pairs = list(fields)
    counted = collect_parameters(uri_query=urlsplit(url).query, body=pairs)
    request = SimpleNamespace(http_method="POST", uri=url, params=counted, signature=dict(pairs)["oauth_signature"])
    return bool(verify_hmac_sha1(cast("Request", request), client_secret=secret))
