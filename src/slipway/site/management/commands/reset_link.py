"""`slipway reset-link EMAIL`: what a mail would bring, for installations without mail."""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.db.models import Q
from django.urls import reverse

from slipway.orgs.models import User
from slipway.site.management.on_database import AccountCommand
from slipway.web.origin import absolute


class Command(AccountCommand):
    help = "Print a link by which the owner of this account sets a new password. Whoever has the link can use it once."
    among = Q(is_active=True)

    def act(self, user: User) -> str:
        return reset_link(user)


def reset_link(user: User) -> str:
    """A link that sets a new password for `user`, good until it is used or allauth's time-out."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": token}
    return absolute(reverse("account_reset_password_from_key", kwargs=parts))
