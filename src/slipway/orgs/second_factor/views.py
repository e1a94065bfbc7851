"""allauth's pages of the second factor, with what the house adds: each change is in the audit trail."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from slipway.audit.actions import AuditAction
from slipway.orgs.access import account_of
from slipway.orgs.second_factor.state import has_second_factor, note
from slipway.orgs.sign_in.recent import CODE, PASSWORD


class Activate(ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """*Turn on*."""

    def form_valid(self, form: Form) -> HttpResponse:
        """The code that was typed proves the new factor, so that the recovery codes are shown without another one."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            note(account_of(self.request), AuditAction.SECOND_FACTOR_ON)
        record_authentication(self.request, self.request.user, method=CODE)
        return response


class Deactivate(DeactivateTOTPView):  # type: ignore[misc]
    """*Turn off*."""

    def form_valid(self, form: Form) -> HttpResponse:
        with transaction.atomic():
            note(account_of(self.request), AuditAction.SECOND_FACTOR_OFF)
            response: HttpResponse = super().form_valid(form)
        return response


class GenerateCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """*Make new ones*."""

    def form_valid(self, form: Form) -> HttpResponse:
        with transaction.atomic():
            note(account_of(self.request), AuditAction.SECOND_FACTOR_NEW_RECOVERY_CODES)
            response: HttpResponse = super().form_valid(form)
        return response


class Reauthenticate(ReauthenticateView):  # type: ignore[misc]
    """*Confirm that it is you*, by password; with a second factor on, the code is asked for next."""

    def form_valid(self, form: Form) -> HttpResponse:
        account = account_of(self.request)
        if has_second_factor(account):
            record_authentication(
                self.request, account, method=PASSWORD
            )  # half of it: allauth must not take it for all
            return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))
        response: HttpResponse = super().form_valid(form)
        return response
