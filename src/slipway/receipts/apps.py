from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "slipway.receipts"
    label = "receipts"
