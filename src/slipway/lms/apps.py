from django.apps import AppConfig


class LmsConfig(AppConfig):
    name = "slipway.lms"
    label = "lms"
