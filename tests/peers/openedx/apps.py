"""Gives Open edX's block the modules that it asks for, as soon as Django is up."""

from django.apps import AppConfig, apps

from tests.peers.openedx.courses import OLDER_ROLES


class PlatformConfig(AppConfig):
    name = "tests.peers.openedx"
    label = "platform"

    def ready(self) -> None:
        from tests.peers.openedx.standins import install  # noqa: PLC0415  # it needs the apps

        install()

        roles = apps.get_app_config("lti_consumer").module.lti_1p3.constants  # type: ignore[union-attr]
        roles.LTI_1P3_ROLE_MAP.update(OLDER_ROLES)
