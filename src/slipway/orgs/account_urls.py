"""Pages of allauth's that the house has changed. They stand before allauth's own, at the same addresses and names."""

from django.urls import path

from slipway.orgs.second_factor_views import Activate, Deactivate, GenerateCodes, Reauthenticate

urlpatterns = [
    path("reauthenticate/", Reauthenticate.as_view(), name="account_reauthenticate"),
    path("two-step/totp/activate/", Activate.as_view(), name="mfa_activate_totp"),
    path("two-step/totp/deactivate/", Deactivate.as_view(), name="mfa_deactivate_totp"),
    path("two-step/recovery-codes/generate/", GenerateCodes.as_view(), name="mfa_generate_recovery_codes"),
]
