"""The account that an operator's command names."""

from django.core.management import CommandError

from slipway.orgs.models import User
from slipway.site.readiness import require_current_database


def named_account(email: str) -> User:
    """The account that signs in with `email`, active or not. Raises CommandError, also where the database is old."""
    require_current_database()
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        message = f"Nobody signs in here as {address}."
        raise CommandError(message)
    return user
