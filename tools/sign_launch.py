"""Sign an LTI 1.1 launch as an LMS does, for `curl --data-binary @-`: what an operator tries before the LMS is there.

    python3 -m tools.sign_launch URL KEY SECRET [name=value …] | curl -i --data-binary @- URL

Only the standard library, and none of Slipway's own protocol code: so that one error can't hide in both.
"""

import hashlib
import hmac
import secrets
import sys
import time
from base64 import b64encode
from urllib.parse import quote, urlencode

LAUNCH = {
    "lti_message_type": "basic-lti-launch-request",
    "lti_version": "LTI-1p0",
    "resource_link_id": "try-1",
    "context_id": "course-7",
    "context_title": "A course",
    "user_id": "student-1",
    "roles": "Learner",
    "lis_person_name_full": "Sam Student",
    "tool_consumer_info_product_family_code": "canvas",
}


def escaped(text: str) -> str:
    """RFC 3986's percent-encoding, as OAuth 1.0 wants it."""
    return quote(text, safe="~-._")


def signed(url: str, key: str, secret: str, fields: dict[str, str]) -> dict[str, str]:
    """The fields with OAuth's own and the signature (RFC 5849 §3.4.2). `url` without a query."""
    oauth = {
        "oauth_consumer_key": key,
        "oauth_nonce": secrets.token_hex(16),
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(int(time.time())),
        "oauth_version": "1.0",
    }
    form = fields | oauth
    pairs = sorted((escaped(name), escaped(value)) for name, value in form.items())
    base = "&".join(["POST", escaped(url), escaped("&".join(f"{name}={value}" for name, value in pairs))])
    digest = hmac.new(f"{escaped(secret)}&".encode(), base.encode(), hashlib.sha1).digest()
    return form | {"oauth_signature": b64encode(digest).decode()}


def main() -> None:
    """Print the form's body."""
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    url, key, secret, *changes = sys.argv[1:]
    fields = LAUNCH | dict(change.split("=", 1) for change in changes)
    sys.stdout.write(urlencode(signed(url, key, secret, fields)))


if __name__ == "__main__":
    main()
