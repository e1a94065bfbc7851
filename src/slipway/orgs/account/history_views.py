"""*Sign-ins and changes*: what the audit trail says of somebody's own account, for themselves to look over."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from slipway.audit.actions import AuditAction
from slipway.audit.models import AuditEntry
from slipway.orgs.access import account_of

SHOWN = 50
DEEDS: Mapping[AuditAction, str | Promise] = {
    AuditAction.ACCOUNT_SIGN_IN: _("Signed in"),
    AuditAction.ACCOUNT_SIGN_UP: _("Made the account"),
    AuditAction.ACCOUNT_SET_UP: _("Made the account, from an LMS"),
    AuditAction.ACCOUNT_PASSWORD: _("Set a new password"),
    AuditAction.ACCOUNT_EMAIL_ADD: _("Added an e-mail address"),
    AuditAction.ACCOUNT_EMAIL_CONFIRM: _("Confirmed an e-mail address"),
    AuditAction.ACCOUNT_EMAIL_PRIMARY: _("Made an e-mail address the primary one"),
    AuditAction.ACCOUNT_EMAIL_REMOVE: _("Removed an e-mail address"),
    AuditAction.SECOND_FACTOR_ON: _("Turned two-step sign-in on"),
    AuditAction.SECOND_FACTOR_OFF: _("Turned two-step sign-in off"),
    AuditAction.SECOND_FACTOR_NEW_RECOVERY_CODES: _("Made new recovery codes"),
    AuditAction.SECOND_FACTOR_RECOVERY_CODE: _("Used a recovery code"),
}


@never_cache
@login_required
@require_safe
def my_sign_ins(request: HttpRequest) -> HttpResponse:
    """The newest entries about the account, its own deeds alone."""
    user = account_of(request)
    mine = AuditEntry.objects.filter(actor=user, target_id=str(user.pk), action__in=DEEDS)[:SHOWN]
    return render(request, "orgs/my_sign_ins.html", {"rows": [_row(entry) for entry in mine]})


def _row(entry: AuditEntry) -> dict[str, object]:
    details: dict[str, str] = entry.details
    return {
        "at": entry.at,
        "deed": DEEDS[AuditAction(entry.action)],
        "where": details.get("address") or details.get("email", ""),
        "wrong": int(details.get("wrong_before", "0")),
    }
