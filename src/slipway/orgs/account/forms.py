"""allauth's forms, in Slipway's words: what they call "Email" is an e-mail address everywhere else on our pages."""

from typing import Any

from allauth.account import forms
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class _AsksForAddress:
    """The label says what to type; a placeholder that says it again is gone as soon as somebody types."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["login" if "login" in self.fields else "email"]
        field.label = _("E-mail address")
        field.widget.attrs.pop("placeholder", None)


class LoginForm(_AsksForAddress, forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign in."""


class SignupForm(_AsksForAddress, forms.SignupForm):  # type: ignore[misc]
    """Sign up; the name is `sign_up.NameForm`'s."""


class AddEmailForm(_AsksForAddress, forms.AddEmailForm):  # type: ignore[misc]
    """A further address of an account."""


class ResetPasswordForm(_AsksForAddress, forms.ResetPasswordForm):  # type: ignore[misc]
    """A forgotten password."""
