"""Read a tool's configuration XML the way Canvas does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

BLTI = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
LTICM = "{http://www.imsglobal.org/xsd/imslticm_v1p0}"
CANVAS_NAME = "canvas.instructure.com"
PRIVACY_LEVELS = ("anonymous", "email_only", "name_only", "public")
PLACEMENTS = frozenset(
    {
        "editor_button",
        "assignment_selection",
        "link_selection",
        "resource_selection",
        "course_navigation",
        "account_navigation",
        "user_navigation",
        "course_home_sub_navigation",
        "course_settings_sub_navigation",
        "global_navigation",
        "homework_submission",
        "migration_selection",
        "collaboration",
        "tool_configuration",
        "similarity_detection",
    }
)
LONE_AMPERSAND = re.compile(r"&(?!#?\w+;)")

Options = dict[str, "str | Options"]


class ConfigurationError(ValueError):
    """The configuration can't be used; the text says why, in Canvas's words where it has some."""


@dataclass(frozen=True)
class ToolConfiguration:
    """What an app's configuration says. `placements` are those that are switched on; `settings` is all the rest."""

    title: str = ""
    description: str = ""
    launch_url: str = ""
    domain: str = ""
    privacy_level: str = "anonymous"
    icon_url: str = ""
    custom: dict[str, str] = field(default_factory=dict)
    placements: dict[str, Options] = field(default_factory=dict)
    settings: Options = field(default_factory=dict)


def parse(xml: str) -> ToolConfiguration:
    """Read `xml`. Raises ConfigurationError."""
    root = _root(xml)
    extensions = _extensions(root)
    custom = _named(_children(root, f"{BLTI}custom"))
    custom.update(_texts(extensions.pop("custom_fields", {})))
    privacy = extensions.pop("privacy_level", "")
    return ToolConfiguration(
        title=_text(root, "title"),
        description=_text(root, "description"),
        launch_url=_text(root, "secure_launch_url") or _text(root, "launch_url"),
        domain=str(extensions.pop("domain", "")),
        # Canvas treats a missing level as the most private one.
        privacy_level=str(privacy) if privacy in PRIVACY_LEVELS else "anonymous",
        icon_url=str(extensions.pop("icon_url", "")) or _text(root, "secure_icon") or _text(root, "icon"),
        custom={name: str(value) for name, value in custom.items()},
        placements={
            name: value for name, value in extensions.items() if _is_on(name, value) and isinstance(value, dict)
        },
        settings={name: value for name, value in extensions.items() if name not in PLACEMENTS},
    )


def _root(xml: str) -> Element:
    if "imsglobal" not in xml:
        raise ConfigurationError(_("Invalid XML Configuration: it names no IMS Global namespace."))
    try:
        root: Element = fromstring(xml.strip().encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise ConfigurationError(_("Invalid XML Configuration: document types and entities are not read.")) from error
    except ParseError as error:
        if LONE_AMPERSAND.search(xml):
            raise ConfigurationError(_("Invalid url in xml. Ampersands must be escaped.")) from error
        raise ConfigurationError(_("Invalid XML Configuration: %(reason)s.") % {"reason": error}) from error
    return root


def _text(root: Element, name: str) -> str:
    found = root.find(f".//{BLTI}{name}")
    return (found.text or "").strip() if found is not None else ""


def _children(root: Element, path: str) -> Iterator[Element]:
    for parent in root.findall(path):
        yield from parent


def _extensions(root: Element) -> Options:
    ours = [part for part in root.findall(f"{BLTI}extensions") if part.get("platform") == CANVAS_NAME]
    return _named(child for part in ours for child in part)


def _named(elements: Iterator[Element] | list[Element]) -> Options:
    """Properties and options by their names; text is trimmed, options hold more of both."""
    found: Options = {}
    for element in elements:
        name = element.get("name", "")
        if element.tag == f"{LTICM}property":
            found[name] = (element.text or "").strip()
        elif element.tag in {f"{LTICM}options", f"{BLTI}custom"}:
            found[name or "custom_fields"] = _named(list(element))
    return found


def _texts(value: "str | Options") -> dict[str, "str | Options"]:
    return value if isinstance(value, dict) else {}


def _is_on(name: str, value: "str | Options") -> bool:
    return name in PLACEMENTS and isinstance(value, dict) and value.get("enabled", "true") != "false"
