"""Sign a launch form by OAuth 1.0a HMAC-SHA1, the way LMSs do. oauthlib does the signing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, SIGNATURE_TYPE_BODY, Client

FORM = "application/x-www-form-urlencoded"
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class SignedForm:
    """A form for the browser to send: where to, and its fields, with the OAuth ones in LTI 1.1."""

    action: str
    fields: dict[str, str]
    method: str = "post"


@dataclass(frozen=True)
class Signer:
    """Key, secret, the moment that the form claims to be from (seconds since 1970), and a nonce for one form."""

    key: str
    secret: str
    timestamp: int
    nonce: str

    def sign(self, url: str, fields: Mapping[str, str], *, oauth_compliant: bool) -> SignedForm:
        """Sign `fields` for a POST to `url`.

        Canvas's default mode copies the URL's query into the body (a name that the body has stays; of a repeated name
        the first value counts), signs each pair once, and still posts to the full URL: the tool sees them twice.
        With `oauth_compliant` nothing is copied and the query counts as RFC 5849 has it: Canvas can be told so, and
        all others (Moodle too: it takes the query's pairs into the base string and out of the body again) do so.
        """
        values = {name: LINE_END.sub("\r\n", value) for name, value in fields.items()}
        signed_url = url
        if not oauth_compliant:
            address = urlsplit(url)
            for name, value in parse_qsl(address.query, keep_blank_values=True):
                values.setdefault(name, value)
            signed_url = urlunsplit(address._replace(query="", fragment=""))
        return SignedForm(url, self._signed(signed_url, values))

    def _signed(self, url: str, values: dict[str, str]) -> dict[str, str]:
        client = Client(
            self.key,
            client_secret=self.secret,
            callback_uri=values.pop("oauth_callback", None),
            signature_method=SIGNATURE_HMAC_SHA1,
            signature_type=SIGNATURE_TYPE_BODY,
            nonce=self.nonce,
            timestamp=str(self.timestamp),
        )
        _uri, _headers, body = client.sign(url, "POST", body=urlencode(values), headers={"Content-Type": FORM})
        return dict(parse_qsl(body, keep_blank_values=True))
