"""Signing in by password: allauth's rule, with the same work for an address with an account and for any other."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from slipway.orgs.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """The settings name allauth's own backend too, for sessions that it began. It is never asked for a password."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User:
        """The account. Raises PermissionDenied, by which Django asks no further backend."""
        found: User | None = super().authenticate(request, **credentials)
        if found is None:
            raise PermissionDenied
        return found

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        for account in accounts_with(email.lower()):
            if found := self._check_password(account, password):
                signed_in: User = found
                return signed_in
        return None


def accounts_with(email: str) -> list[User]:
    """The accounts that may be meant: those that have proven the address, else those that only claim it.

    Two statements, whether there are any or not.
    """
    claimed = list(EmailAddress.objects.filter(email=email).select_related("user"))
    named = User.objects.filter(email=email).first()
    proven = [address.user for address in claimed if address.verified]
    return proven or list(dict.fromkeys([address.user for address in claimed] + ([named] if named else [])))
