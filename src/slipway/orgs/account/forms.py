"""allauth's forms, in Slipway's words: what they call "Email" is an e-mail address everywhere else on our pages."""

from typing import Any

from allauth.account import forms
from django.forms import Field
from django.utils.translation import gettext_lazy as _


def _call_it_address(field: Field) -> None:
    """The label says it; a placeholder that says it again is gone as soon as somebody types."""
    field.label = _("E-mail address")
    field.widget.attrs.pop("placeholder", None)


class LoginForm(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call_it_address(self.fields["login"])


class SignupForm(forms.SignupForm):  # type: ignore[misc]
    """Sign up; the name is `sign_up.NameForm`'s."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call_it_address(self.fields["email"])


class AddEmailForm(forms.AddEmailForm):  # type: ignore[misc]
    """A further address of an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call_it_address(self.fields["email"])


class ResetPasswordForm(forms.ResetPasswordForm):  # type: ignore[misc]
    """A forgotten password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _call_it_address(self.fields["email"])
