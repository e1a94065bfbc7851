from django.apps import AppConfig


class IntegrationConfig(AppConfig):
    name = "slipway.integration"
    label = "integration"
