from django.apps import AppConfig


class ProgressPagesConfig(AppConfig):
    name = "slipway.progress_pages"
    label = "progress_pages"
