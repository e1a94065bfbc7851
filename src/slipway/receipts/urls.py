"""The address of the public keys."""

from django.urls import path

from slipway.receipts.published import receipt_keys

urlpatterns = [
    path("organizations/<uuid:organization_id>/receipt-keys.json", receipt_keys, name="receipt-keys"),
]
