"""allauth's sign-in, with Slipway's limits of guesses and its audit trail."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.account.addresses import changes_of_addresses_audited
from slipway.orgs.models import User
from slipway.orgs.sign_in.guessing import Guess, begin_anew, guess, trust_address
from slipway.orgs.sign_in.known_browser import remember_browser
from slipway.orgs.sign_in.recent import PASSWORD, RecentSignIn
from slipway.orgs.sign_in.wrong_passwords import count_wrong, wrong_since_last_time
from slipway.web.address import client_address


class GuardedSignIn(RecentSignIn):
    """What happens when somebody types a password, and when it was the right one."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the guess. Raises ValidationError when there were too many; the password is not looked at then."""
        account = str(credentials.get("email", "")).lower()
        self._guess: Guess = guess(request, account, email=account)
        if self._guess.refusal:
            count_wrong(account)
            raise self.validation_error(self._guess.refusal)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account, if the password is its own."""
        user = super().authenticate(request, **credentials)
        if user:
            self._guess.was_right()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it for the audit trail, which has no row for each: a stranger could make any number of them."""
        count_wrong(self._guess.account)

    def login(self, request: HttpRequest, user: User) -> None:
        """All steps are done: the session begins."""
        with transaction.atomic():
            super().login(request, user)
            address, wrong = client_address(request), wrong_since_last_time(user.email or "")
            audit(user, AuditAction.ACCOUNT_SIGN_IN, user, organization_id=None, address=address, wrong_before=wrong)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """This browser and address are known from now on. A password that was chosen just now was typed just now."""
        if options.get("signup"):
            record_authentication(request, user, method=PASSWORD)
        response: HttpResponse = super().post_login(request, user, **options)
        trust_address(request, user.email or "")
        remember_browser(request, response, user.email or "")
        return response

    def set_password(self, user: User, password: str) -> None:
        """A changed password, or one that was set by the link of a mail."""
        with transaction.atomic():
            super().set_password(user, password)
            by = "account page" if self.request.user.is_authenticated else "mailed link"
            address = client_address(self.request)
            audit(user, AuditAction.ACCOUNT_PASSWORD, user, organization_id=None, by=by, address=address)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A further address is proven; with it the primary one may change."""
        user, email = email_address.user, email_address.email
        with transaction.atomic(), changes_of_addresses_audited(user):
            confirmed = bool(super().confirm_email(request, email_address))
            if confirmed:
                audit(user, AuditAction.ACCOUNT_EMAIL_CONFIRM, user, organization_id=None, email=email)
        return confirmed

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth calls this when a password was reset."""
        begin_anew(request, str(credentials.get("email", "")).lower())
