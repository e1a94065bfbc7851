"""Secrets at rest: encrypted by `SLIPWAY_ENCRYPTION_KEYS`, a list, so that it rotates (newest first)."""

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    # An operator may type any long text as key; Fernet wants exactly 32 bytes.
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())) for key in keys])


def encrypt(text: str) -> str:
    """`text` under the newest key."""
    return _box(tuple(settings.ENCRYPTION_KEYS)).encrypt(text.encode()).decode()


def decrypt(sealed: str) -> str:
    """What `encrypt` sealed, under any key of the list. Raises cryptography's InvalidToken when none fits."""
    return _box(tuple(settings.ENCRYPTION_KEYS)).decrypt(sealed).decode()


if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class EncryptedTextField(TextField):
    """Text that is plain in Python and sealed in the database; '' stays ''."""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return decrypt(value) if value else ""

    def get_prep_value(self, value: str | None) -> str:
        return encrypt(value) if value else ""
