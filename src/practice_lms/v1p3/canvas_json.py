"""Read the JSON that a Canvas administrator makes an LTI key from (Enter URL, Paste JSON)."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from practice_lms.installing.canvas_xml import (
    CANVAS_NAME,
    PRIVACY_LEVELS,
    ConfigurationError,
    Options,
    ToolConfiguration,
)
from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.v1p3.registrations import ToolRegistration

NEEDED_IN_JSON = ("title", "oidc_initiation_url", "target_link_uri")
OFFERED = frozenset({*PLATFORMS["canvas"].selections, "course_navigation"})
KEPT = ("message_type", "text", "icon_url", "selection_width", "selection_height", "visibility", "default",
        "windowTarget", "custom_fields")  # fmt: skip


def registration_of_json(text: str) -> ToolRegistration:
    """Read the document. Raises ConfigurationError."""
    try:
        told = json.loads(text)
    except ValueError as error:
        raise ConfigurationError(_("This is no JSON: %(why)s.") % {"why": error}) from error
    if not isinstance(told, dict):
        raise ConfigurationError(_("This is no JSON object."))
    lacking = [name for name in NEEDED_IN_JSON if not isinstance(told.get(name), str) or not told[name]]
    if not isinstance(told.get("public_jwk_url") or told.get("public_jwk"), str | dict):
        lacking.append("public_jwk_url")
    if lacking:
        raise ConfigurationError(_("The document lacks %(names)s.") % {"names": ", ".join(lacking)})
    scopes = [str(scope) for scope in told.get("scopes") or []]
    if unknown := [scope for scope in scopes if scope not in PLATFORMS["canvas"].scopes]:
        raise ConfigurationError(_("This Canvas does not know the scope %(scope)s.") % {"scope": unknown[0]})
    return ToolRegistration(
        name=told["title"],
        login_url=told["oidc_initiation_url"],
        redirect_uris=[str(uri) for uri in told.get("redirect_uris") or [told["target_link_uri"]]],
        keys_url=str(told.get("public_jwk_url") or ""),
        public_jwk=told["public_jwk"] if isinstance(told.get("public_jwk"), dict) else None,
        scopes=scopes,
        configuration=_configuration(told, _extension(told)),
    )


def _extension(told: dict[str, Any]) -> dict[str, Any]:
    extensions = told.get("extensions") or []
    ours = (one for one in extensions if isinstance(one, dict) and one.get("platform") == CANVAS_NAME)
    return next(ours, {})


def _configuration(told: dict[str, Any], extension: dict[str, Any]) -> ToolConfiguration:
    settings = extension.get("settings") or {}
    privacy = extension.get("privacy_level")
    return ToolConfiguration(
        title=told["title"],
        description=str(told.get("description") or ""),
        launch_url=told["target_link_uri"],
        domain=str(extension.get("domain") or urlsplit(told["target_link_uri"]).netloc),
        privacy_level=privacy if privacy in PRIVACY_LEVELS else "anonymous",
        icon_url=str(settings.get("icon_url") or ""),
        custom={str(name): str(value) for name, value in (told.get("custom_fields") or {}).items()},
        placements={
            str(one["placement"]): _placement(one, told["target_link_uri"])
            for one in settings.get("placements") or []
            if isinstance(one, dict) and one.get("placement") in OFFERED and one.get("enabled", True) is not False
        },
    )


def _placement(one: dict[str, Any], target: str) -> Options:
    options: Options = {name: one[name] for name in KEPT if name in one}
    return options | {"url": str(one.get("target_link_uri") or target)}
