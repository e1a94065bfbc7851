"""Text that is sealed in the database (`slipway.web.sealed`)."""

from typing import TYPE_CHECKING, Any

from django.db import models

from slipway.web.sealed import decrypt, encrypt

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """Text that is plain in Python and sealed in the database; '' stays ''."""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return decrypt(value) if value else ""

    def get_prep_value(self, value: str | None) -> str:
        return encrypt(value) if value else ""
