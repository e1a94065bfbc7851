"""Pages about somebody's own account, beside allauth's: *Sign-ins and changes* and *Language*."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.audit.actions import AuditAction
from slipway.audit.models import AuditEntry
from slipway.orgs.account.life import choose_language
from slipway.orgs.forms import LanguageForm
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, account_view, form_page, posted
from slipway.web.languages import AS_THE_BROWSER, speak_as_browser, speak_to_visitor

SHOWN = 50  # entries
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


@account_view(*SAFE_METHODS)
def my_sign_ins(request: HttpRequest, user: User) -> HttpResponse:
    """What the audit trail says of the account, the newest first: its own deeds alone."""
    mine = AuditEntry.objects.filter(actor=user, target_id=str(user.pk), action__in=DEEDS)[:SHOWN]
    return render(request, "orgs/my_sign_ins.html", {"rows": [_row(entry) for entry in mine]})


@account_view(*FORM_METHODS)
def my_language(request: HttpRequest, user: User) -> HttpResponse:
    """Choose a language, or go by the browser's again."""
    initial = {"language": user.language or AS_THE_BROWSER}
    form = LanguageForm(posted(request), initial=initial)
    if form.is_valid():
        choose_language(actor=user, language=form.cleaned_data["language"])
        speak_as_browser(request)
        speak_to_visitor(request)  # "Saved." is read in the language that was chosen
        messages.success(request, gettext("Saved."))
        return redirect("my-language")
    return form_page(request, "orgs/my_language.html", form, {})


def _row(entry: AuditEntry) -> dict[str, object]:
    details: dict[str, str] = entry.details
    return {
        "at": entry.at,
        "deed": DEEDS[AuditAction(entry.action)],
        "where": details.get("address") or details.get("email", ""),
        "wrong": int(details.get("wrong_before", "0")),
    }
