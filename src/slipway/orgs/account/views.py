"""allauth's pages of an account, with an audit entry for each change, and limits of mails."""

from allauth.account.views import EmailView, PasswordResetFromKeyView, PasswordResetView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from slipway.orgs.access import account_of
from slipway.orgs.account.addresses import changes_of_addresses_audited
from slipway.orgs.limits import Count, Limit, over
from slipway.orgs.sign_in.guessing import trust_address
from slipway.orgs.sign_in.known_browser import remember_browser
from slipway.web.address import client_address

# Each of these is a mail to whoever's address was typed, account or not.
MAILS_AN_HOUR = Limit("mails for a new password to an address, in an hour", 3, 3600)
MAILS_A_DAY = Limit("mails for a new password to an address, in a day", 6, 86_400)
MAILS_BY_ADDRESS = Limit("mails for a new password, asked for from an address", 20, 3600)


class Addresses(EmailView):  # type: ignore[misc]  # allauth has no types
    """*E-mail addresses*: add one, remove one, make one the primary."""

    def post(self, request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        """No transaction holds the change and its audit entries: allauth mails too, and none may wait for mail."""
        with changes_of_addresses_audited(account_of(request)):
            response: HttpResponse = super().post(request, *args, **named)
        return response


class ResetPassword(PasswordResetView):  # type: ignore[misc]
    """*Forgotten password*: the mail."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Said alike for addresses that have an account and for those that have none."""
        email = form.cleaned_data["email"].lower()
        asked = [Count(limit, email) for limit in (MAILS_AN_HOUR, MAILS_A_DAY)]
        if over([Count(MAILS_BY_ADDRESS, client_address(self.request))]) or over(asked):
            text = _("Several such mails were asked for. Look for the newest one, also among spam, or try again later.")
            form.add_error("email", text)
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        response: HttpResponse = super().form_valid(form)
        return response


class ResetPasswordFromKey(PasswordResetFromKeyView):  # type: ignore[misc]
    """*Set a new password*, by the link of a mail."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Count this browser and address as known: wrong guesses of strangers do not keep the mailbox's owner out."""
        response: HttpResponse = super().form_valid(form)
        email = self.reset_user.email
        trust_address(self.request, email)
        remember_browser(self.request, response, email)
        return response
