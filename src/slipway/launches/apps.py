from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "slipway.launches"
    label = "launches"
