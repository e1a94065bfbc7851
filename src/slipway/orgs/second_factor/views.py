"""allauth's pages of the second factor, with an audit entry for each change."""

from typing import Any, ClassVar

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.access import account_of
from slipway.orgs.second_factor.state import has_second_factor
from slipway.orgs.sign_in.recent import CODE, PASSWORD


class _Audited:
    """A change that is one transaction with its audit entry."""

    request: HttpRequest
    action: ClassVar[AuditAction]

    def form_valid(self, form: Form) -> Any:
        with transaction.atomic():
            audit(account_of(self.request), self.action, account_of(self.request), organization_id=None)
            return super().form_valid(form)  # type: ignore[misc]  # allauth's view stands behind it


class Activate(_Audited, ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """*Turn on*."""

    action = AuditAction.SECOND_FACTOR_ON

    def form_valid(self, form: Form) -> Any:
        """The code that was typed proves the new factor, so that the recovery codes are shown without another one."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method=CODE)
        return response


class Deactivate(_Audited, DeactivateTOTPView):  # type: ignore[misc]
    """*Turn off*."""

    action = AuditAction.SECOND_FACTOR_OFF


class GenerateCodes(_Audited, GenerateRecoveryCodesView):  # type: ignore[misc]
    """*Make new ones*."""

    action = AuditAction.SECOND_FACTOR_NEW_RECOVERY_CODES


class Reauthenticate(ReauthenticateView):  # type: ignore[misc]
    """*Confirm that it is you*, by password; with a second factor on, the code is asked for next."""

    def form_valid(self, form: Form) -> HttpResponse:
        account = account_of(self.request)
        if has_second_factor(account):
            # The password is half of it: allauth must not take it for all.
            record_authentication(self.request, account, method=PASSWORD)
            return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate")))
        response: HttpResponse = super().form_valid(form)
        return response
