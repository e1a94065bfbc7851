"""A cookie that tells a browser in which somebody has signed in from other browsers. It gives no further right.

It holds a random name of the browser and a hash for each account, signed; no address and no id of anybody.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from slipway.web.payloads import FORM, Payload, UnreadablePayloadError

COOKIE = "slipway_known"
BROWSER_SALT = "slipway.orgs.known-browser"
BROWSER_LASTS = 180 * 86_400  # seconds
_FORM = 1
MOST_ACCOUNTS = 5  # accounts of one browser; the one used longest ago goes first


def known_browser(request: HttpRequest, email: str) -> str:
    """The name of the browser, if the account of this address has signed in there; '' if not."""
    name, accounts = _read(request)
    return name if _hashed(email) in accounts else ""


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Note in the browser's cookie that the account has signed in here."""
    name, accounts = _read(request)
    mine = _hashed(email)
    held = [mine, *(account for account in accounts if account != mine)][:MOST_ACCOUNTS]
    kept = {FORM: _FORM, "name": name or secrets.token_urlsafe(12), "accounts": held}
    cookie, secure = signing.dumps(kept, salt=BROWSER_SALT), bool(settings.SESSION_COOKIE_SECURE)
    response.set_cookie(
        COOKIE, cookie, max_age=BROWSER_LASTS, path="/accounts/", secure=secure, httponly=True, samesite="Lax"
    )


def _read(request: HttpRequest) -> tuple[str, tuple[str, ...]]:
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=BROWSER_SALT, max_age=BROWSER_LASTS)
        cookie = Payload(kept, newest=_FORM)  # form 0 has the same names
        return cookie.get("name", str), cookie.texts("accounts")
    except (signing.BadSignature, UnreadablePayloadError):
        return "", ()


def _hashed(email: str) -> str:
    return salted_hmac(BROWSER_SALT, email.lower(), algorithm="sha256").hexdigest()[:32]
