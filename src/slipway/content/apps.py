from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "slipway.content"
    label = "content"
