from django.apps import AppConfig


class GradebookConfig(AppConfig):
    name = "slipway.gradebook"
    label = "gradebook"
