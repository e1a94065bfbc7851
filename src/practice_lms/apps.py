"""Django's handle on this program."""

from django.apps import AppConfig


class PracticeLmsConfig(AppConfig):
    """The one app of the practice LMS."""

    name = "practice_lms"
    label = "practice_lms"
    default_auto_field = "django.db.models.BigAutoField"
