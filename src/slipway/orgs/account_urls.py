"""Pages of allauth's that the house has changed. They stand before allauth's own, at the same addresses and names."""

from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from slipway.orgs.account_views import Addresses, ResetPassword, ResetPasswordFromKey
from slipway.orgs.second_factor_views import Activate, Deactivate, GenerateCodes, Reauthenticate

urlpatterns = [
    path("email/", login_required(Addresses.as_view()), name="account_email"),
    path("password/reset/", ResetPassword.as_view(), name="account_reset_password"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ResetPasswordFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
    path("reauthenticate/", Reauthenticate.as_view(), name="account_reauthenticate"),
    path("two-step/totp/activate/", Activate.as_view(), name="mfa_activate_totp"),
    path("two-step/totp/deactivate/", Deactivate.as_view(), name="mfa_deactivate_totp"),
    path("two-step/recovery-codes/generate/", GenerateCodes.as_view(), name="mfa_generate_recovery_codes"),
]
