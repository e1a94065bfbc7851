from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "slipway.site"
    label = "slipway_site"

    def ready(self) -> None:
        """Have Django know our checks."""
        from slipway.site import checks, sandbox_checks  # noqa: F401, PLC0415  # registering them is all
