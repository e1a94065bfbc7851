"""The person of a launch whom a browser's session keeps for a while: what a spent code allows, and a visit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from slipway.web.payloads import FORM, Payload

_FORM = 1


@dataclass(frozen=True, kw_only=True)
class KeptIdentity:
    """An identity, the launch that it came by, and until when it is kept."""

    identity_id: UUID
    launch_id: UUID
    until: datetime

    def keep(self, request: HttpRequest, key: str) -> None:
        """Keep it in this browser's session."""
        request.session[key] = {
            FORM: _FORM,
            "identity": str(self.identity_id),
            "launch": str(self.launch_id),
            "until": self.until.isoformat(),
        }


def kept_identity(request: HttpRequest, key: str) -> KeptIdentity | None:
    """What this browser's session keeps; None for nothing, for what is over, and for what cannot be read."""
    try:
        payload = Payload(request.session.get(key), newest=_FORM)  # form 0 has the same names
        kept = KeptIdentity(
            identity_id=UUID(payload.get("identity", str)),
            launch_id=UUID(payload.get("launch", str)),
            until=datetime.fromisoformat(payload.get("until", str)),
        )
    except ValueError:
        return None
    return kept if kept.until >= timezone.now() else None
