"""Keys for pages, with the secrets that an owner has had revealed in this browser a moment ago.

What is kept in the session is key ids and times.
"""

import time
from uuid import UUID

from django.http import HttpRequest

from slipway.lms.models import Lms
from slipway.owner_pages.one_lms.rows import KeyRow

REVEALED_SESSION_KEY = "revealed-secrets"
REVEALED_LASTS = 600  # seconds


def remember_reveal(request: HttpRequest, key_id: UUID) -> None:
    """Let pages show the key's secret to this browser for ten minutes."""
    now = time.time()
    living = {held: until for held, until in request.session.get(REVEALED_SESSION_KEY, {}).items() if until > now}
    request.session[REVEALED_SESSION_KEY] = living | {str(key_id): now + REVEALED_LASTS}


def is_revealed(request: HttpRequest, key_id: UUID) -> bool:
    """Whether this browser may be shown the key's secret now."""
    until: float = request.session.get(REVEALED_SESSION_KEY, {}).get(str(key_id), 0)
    return until > time.time()


def revealed_secrets(request: HttpRequest, lms: Lms) -> dict[UUID, str]:
    """The secrets of the LMS's keys that this browser may be shown now; no other is even decrypted."""
    return {key.pk: key.secret for key in lms.consumer_keys.all() if is_revealed(request, key.pk)}


def live_keys(request: HttpRequest, lms: Lms) -> list[KeyRow]:
    """The keys that launches may come with; all of them where none may, so that one can be enabled."""
    secrets = revealed_secrets(request, lms)
    rows = [KeyRow(key, secrets.get(key.pk, "")) for key in lms.consumer_keys.all()]
    return [row for row in rows if row.key.disabled_at is None] or rows
