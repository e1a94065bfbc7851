"""Install an app: from its configuration and the key and secret that the administrator typed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from practice_lms.installing.canvas_xml import ConfigurationError, ToolConfiguration, parse
from practice_lms.installing.config_fetch import fetch
from practice_lms.models import App, Course


@dataclass(frozen=True)
class Credentials:
    """What the administrator types whatever the configuration; `name` wins over the configuration's title."""

    name: str
    consumer_key: str
    shared_secret: str


def install_by_url(course: Course | None, credentials: Credentials, config_url: str, *, how: str = "by_url") -> App:
    """Install from the XML at `config_url`, in a course or for the account. Raises ConfigurationError."""
    app = install_by_xml(course, credentials, fetch(config_url), how=how)
    app.config_url = config_url
    app.save(update_fields=["config_url"])
    return app


def install_by_xml(course: Course | None, credentials: Credentials, xml: str, *, how: str = "by_xml") -> App:
    """Install from pasted XML. Raises ConfigurationError."""
    app = App(course=course, config_type=how, config_xml=xml)
    _configure(app, _addressed(parse(xml)), credentials)
    app.save()
    return app


def install_by_hand(course: Course | None, credentials: Credentials, configuration: ToolConfiguration) -> App:
    """Install from values typed one by one. Raises ConfigurationError."""
    return install_tool(course, credentials, _addressed(configuration))


def install_tool(course: Course | None, credentials: Credentials, configuration: ToolConfiguration) -> App:
    """The same, where an LMS needs no address of a tool (Open edX). Raises ConfigurationError."""
    app = App(course=course, config_type="manual")
    _configure(app, configuration, credentials)
    app.save()
    return app


def change_by_hand(app: App, credentials: Credentials, configuration: ToolConfiguration) -> None:
    """Change what *Edit* shows; placements stay as they are. Raises ConfigurationError."""
    placements, settings, icon = app.placements, app.settings, app.icon_url
    _configure(app, _addressed(configuration), credentials)
    app.placements, app.settings, app.icon_url = placements, settings, icon
    app.save()


def _addressed(configuration: ToolConfiguration) -> ToolConfiguration:
    if not configuration.launch_url and not configuration.domain:
        raise ConfigurationError(_("Either the url or domain should be set."))
    return configuration


def _configure(app: App, configuration: ToolConfiguration, credentials: Credentials) -> None:
    app.name = credentials.name or configuration.title
    if not app.name:
        raise ConfigurationError(_("Name can't be blank."))
    app.consumer_key, app.shared_secret = credentials.consumer_key, credentials.shared_secret
    app.description = configuration.description
    app.launch_url, app.domain = configuration.launch_url, configuration.domain
    app.privacy_level, app.icon_url = configuration.privacy_level, configuration.icon_url
    app.custom, app.placements = configuration.custom, configuration.placements
    app.settings = configuration.settings
