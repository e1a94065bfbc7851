from django.apps import AppConfig


class RegradingConfig(AppConfig):
    name = "slipway.regrading"
    label = "regrading"
