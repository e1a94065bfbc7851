"""Pages of allauth's that Slipway has changed. They stand before allauth's own, at the same addresses and names.

Pages that need an account ask for the sign-in before allauth looks at the request: allauth would first keep, in a
session, the whole form of somebody who is not signed in.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from slipway.orgs.account.views import Addresses, ResetPassword, ResetPasswordFromKey
from slipway.orgs.second_factor.views import Activate, Deactivate, GenerateCodes, Reauthenticate

_OPEN = [
    path("password/reset/", ResetPassword.as_view(), name="account_reset_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ResetPasswordFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
]
_OF_ACCOUNTS = {
    "email/": (Addresses.as_view(), "account_email"),
    "password/change/": (account.password_change, "account_change_password"),
    "password/set/": (account.password_set, "account_set_password"),
    "reauthenticate/": (Reauthenticate.as_view(), "account_reauthenticate"),
    "two-step/": (second_factor.index, "mfa_index"),
    "two-step/reauthenticate/": (second_factor.reauthenticate, "mfa_reauthenticate"),
    "two-step/totp/activate/": (Activate.as_view(), "mfa_activate_totp"),
    "two-step/totp/deactivate/": (Deactivate.as_view(), "mfa_deactivate_totp"),
    "two-step/recovery-codes/": (recovery_codes.view_recovery_codes, "mfa_view_recovery_codes"),
    "two-step/recovery-codes/generate/": (GenerateCodes.as_view(), "mfa_generate_recovery_codes"),
    "two-step/recovery-codes/download/": (recovery_codes.download_recovery_codes, "mfa_download_recovery_codes"),
}

urlpatterns = [*_OPEN, *(path(at, login_required(view), name=name) for at, (view, name) in _OF_ACCOUNTS.items())]
