from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "slipway.orgs"
    label = "orgs"
