from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "slipway.jobs"
    label = "jobs"
