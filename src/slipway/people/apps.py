from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "slipway.people"
    label = "people"
