from django.apps import AppConfig


class RegradePagesConfig(AppConfig):
    name = "slipway.regrade_pages"
    label = "regrade_pages"
