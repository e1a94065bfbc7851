"""What counts as a recent sign-in, for actions that ask for one (docs/architecture.md, rule 15).

The password, and where a second factor is on a code too, both within a quarter of an hour: a password that somebody
else has learned must not be enough here where it is not enough to sign in.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings

from slipway.orgs.models import User
from slipway.orgs.second_factor.state import has_second_factor

PASSWORD, CODE = "password", "mfa"  # what was done, as allauth writes it down in the session
PAGES = {PASSWORD: "reauthenticate", CODE: "mfa_reauthenticate"}  # where it is done, as allauth calls it


def missing_methods(done: Iterable[Mapping[str, Any]], *, needed: Sequence[str], now: float, lasts: float) -> list[str]:
    """Those of `needed` that were not done within the last `lasts` seconds, in their order."""
    recent = {record["method"] for record in done if now - record["at"] <= lasts}
    return [method for method in needed if method not in recent]


class RecentSignIn(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's questions about a recent sign-in. Signing in counts: nobody types a password twice within a minute."""

    def is_reauthentication_required(self, **asked: Any) -> bool:
        """Whether something is missing."""
        return bool(self._missing())

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The one page that comes next: allauth's other pages lead to it."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        page = PAGES[(self._missing() or [PASSWORD])[0]] if user.is_authenticated else ""
        return [way for way in ways if way["id"] == page] or ways[:1]

    def _missing(self) -> list[str]:
        user: User = self.request.user
        needed = [PASSWORD, CODE] if has_second_factor(user) else [PASSWORD]
        records = get_authentication_records(self.request, user)
        return missing_methods(records, needed=needed, now=time.time(), lasts=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
