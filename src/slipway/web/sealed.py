"""Secrets at rest: a token as its hash, others encrypted by `SLIPWAY_ENCRYPTION_KEYS`.

The setting is a list, the newest key first, so that keys rotate.
"""

import base64
import hashlib
from functools import cache, lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    # An operator may type any long text as key; Fernet wants exactly 32 bytes.
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


def encrypt(text: str) -> str:
    """`text` under the newest key."""
    return _box(tuple(settings.ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """What `encrypt` sealed, under any key of the list. Raises cryptography's InvalidToken when none fits."""
    return _decrypted(tuple(settings.ENCRYPTION_KEYS), sealed)


@lru_cache(maxsize=1024)
def _decrypted(keys: tuple[str, ...], sealed: str) -> str:
    """Kept: a consumer key's secret is asked for at each of its launches."""
    return _box(keys).decrypt(sealed).decode()


def hashed(token: str) -> str:
    """What the database keeps of a token that somebody shows to be let in."""
    return hashlib.sha256(token.encode()).hexdigest()


def show_next(request: HttpRequest, name: str, secret: str) -> None:
    """Let the next page of this browser show a secret, once. The session's row holds it sealed."""
    request.session[name] = encrypt(secret)


def shown_now(request: HttpRequest, name: str) -> str:
    """The secret that this page may show; '' for none, and from the second time on."""
    sealed: str = request.session.pop(name, "")
    return decrypt(sealed) if sealed else ""
