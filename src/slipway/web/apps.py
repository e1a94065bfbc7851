from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class WebConfig(AppConfig):
    name = "slipway.web"
    label = "web"


class GatheredFilesConfig(StaticFilesConfig):
    """Django's static files, without htmx's extensions: they import files that are not there, and we use none."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext"]
