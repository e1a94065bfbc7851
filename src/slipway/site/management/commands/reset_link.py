"""`slipway reset-link EMAIL`: what a mail would bring, for installations without mail."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.core.management import BaseCommand, CommandError
from django.urls import reverse

from slipway.orgs.models import User
from slipway.site.readiness import require_current_database
from slipway.web.origin import absolute


class Command(BaseCommand):
    help = "Print a link by which the owner of this account sets a new password. Whoever has the link can use it once."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        require_current_database()
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            message = f"Nobody signs in here as {email}."
            raise CommandError(message)
        self.stdout.write(reset_link(user))


def reset_link(user: User) -> str:
    """A link that sets a new password for `user`, good until it is used or allauth's time-out."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": token}
    return absolute(reverse("account_reset_password_from_key", kwargs=parts))
