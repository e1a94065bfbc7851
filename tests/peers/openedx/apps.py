"""Gives Open edX's block the modules that it asks for, as soon as Django is up."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "tests.peers.openedx"
    label = "platform"

    def ready(self) -> None:
        from tests.peers.openedx.standins import install  # noqa: PLC0415  # it needs the apps

        install()
