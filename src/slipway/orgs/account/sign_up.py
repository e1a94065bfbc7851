"""Who may sign up: the first account, whoever was invited, everybody only when the operator says so."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.invitations.life import invitation_by_id
from slipway.orgs.models import Invitation, User
from slipway.orgs.sign_in.guarded import GuardedSignIn
from slipway.web.address import client_address
from slipway.web.languages import writing_to
from slipway.web.mailed_names import mailed_browser
from slipway.web.name_field import NameField

log = structlog.get_logger("slipway.accounts")
UNTOLD = {"account/email/email_confirm"}  # that an address was confirmed: whoever did it has just read a mail there
INVITED = "invitation"  # the session key under which an opened invitation leaves its id


class AccountAdapter(GuardedSignIn):
    """allauth's questions, answered by Slipway's rules."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": _("Your primary e-mail address cannot be removed."),
        "duplicate_email": _("This e-mail address is one of yours already."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("There is an account with this e-mail address already."),
        "too_many_login_attempts": _(
            "Too many wrong passwords or codes were typed. Please wait, at most an hour, or sign in with a browser "
            "that you have signed in with before. A new password by mail helps at once."
        ),
        "too_many_without_mail": _(
            "Too many wrong passwords or codes were typed. Please wait, at most an hour, or sign in with a browser "
            "that you have signed in with before. A link for a new password, which the operator can give you, helps "
            "at once."
        ),
        "slowed": _(
            "Many wrong passwords or codes came from where you are, or were tried on this account. Only one is looked "
            "at every few seconds now, and this was not. Please try again in a minute."
        ),
        "max_email_addresses": _("An account has no more than %d e-mail addresses."),
        "unknown_email": _("No account has this e-mail address."),
        "unverified_primary_email": _("Only a confirmed e-mail address can be the primary one."),
    }

    def validation_error(self, code: str, *args: object) -> Any:
        """What allauth calls by `code`, in Slipway's words."""
        if code == "too_many_login_attempts" and not settings.HAS_MAIL:
            code = "too_many_without_mail"
        return super().validation_error(code, *args)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for the first account only, afterwards by invitation unless the operator opens it."""
        return open_for_all() or invitation_of(request) is not None

    def get_client_ip(self, request: HttpRequest) -> str:
        """What sign-in's rates are counted by: the same as everywhere."""
        return client_address(request) or "unknown"

    def clean_email(self, email: str) -> str:
        """An invitation opens sign-up for its own address only. Raises ValidationError."""
        invitation = None if open_for_all() else invitation_of(self.request)
        if invitation and not self.request.user.is_authenticated and email.lower() != invitation.email:
            text = gettext("Your invitation is for %(email)s. Please sign up with that address.")
            raise forms.ValidationError(text % {"email": invitation.email})
        return email

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """What mails say of the browser that did it."""
        return mailed_browser(request.headers.get("User-Agent", ""))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language that the account chose which the mail goes to; else as the page that it was asked for on."""
        owner = context.get("user") or User.objects.filter(email=email.lower()).first()
        with writing_to(owner):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(self, template_prefix: str, user: User, *rest: Any, **more: Any) -> None:
        """That something of the account was changed. What was done is done, also where no mail goes out."""
        if template_prefix in UNTOLD:
            return
        try:
            super().send_notification_mail(template_prefix, user, *rest, **more)
        except OSError as fault:  # smtplib's faults are among them
            log.warning("mail-failed", mail=template_prefix, fault=str(fault))


class NameForm(forms.Form):
    """The sign-up form's own field; allauth adds e-mail and password."""

    name = NameField(label=_("Your name"), max_length=255)
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth calls this when the account is made."""
        user.name = self.cleaned_data["name"]
        with transaction.atomic():
            user.save(update_fields=["name"])
            audit(user, AuditAction.ACCOUNT_SIGN_UP, user, organization_id=None, email=user.email)


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation that was opened in this browser, while it works."""
    kept = request.session.get(INVITED)
    return invitation_by_id(kept) if kept else None


def open_for_all() -> bool:
    """Whether anybody may sign up now."""
    return bool(settings.SIGNUP_OPEN) or not accounts_exist()


def accounts_exist() -> bool:
    """Whether anybody can sign in here: people known by a launch alone do not count."""
    return User.objects.exclude(email=None).exists()
