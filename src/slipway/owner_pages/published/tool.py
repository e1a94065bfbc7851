"""Slipway as a tool of LMSs: its addresses and what it calls itself, for LTI 1.1 and, per organization, for LTI 1.3."""

import json
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.lms.key_sets.tool_keys import Whose, signing_key
from slipway.lti.config.canvas_xml import XML_PLACEMENTS, CanvasApp
from slipway.lti.config.described_tool import AdvantageTool
from slipway.lti.v1p3.keys import public_pem
from slipway.web.origin import absolute, public_address

# Their views stand in `launches`, above this room; LMSs keep these addresses for years.
LTI_PATH = "/lti"
LOGIN_PATH = f"{LTI_PATH}/1p3/login"
LAUNCH_PATH = f"{LTI_PATH}/1p3/launch"
# Not under its hashed name, for the same reason.
ICON_PATH = f"{settings.STATIC_URL}web/icon-128.png"


def lti_url() -> str:
    """The *LTI URL* that owners copy: takes launches with any key."""
    return absolute(LTI_PATH)


def addresses() -> dict[str, str]:
    """The two addresses beside key and secret, as templates name them."""
    return {"lti_url": lti_url(), "config_url": absolute(reverse("canvas-xml"))}


def key_set_url(whose: Whose) -> str:
    """Where LMSs fetch the keys that sign for that organization; None: those of the installation."""
    return absolute(reverse("jwks") if whose is None else reverse("organization-jwks", args=[whose]))


def canvas_json_url(organization_id: UUID) -> str:
    """What an organization's Canvas makes its developer key by."""
    return absolute(reverse("canvas-json", args=[organization_id]))


def canvas_app() -> CanvasApp:
    """Slipway as Canvas installs it for LTI 1.1: for every organization alike, as key and secret tell whose it is."""
    return CanvasApp(
        **_described(),
        launch_url=lti_url(),
        vendor_code="slipway",
        vendor_name="Slipway",
        vendor_url=absolute("/"),
        texts=dict.fromkeys(XML_PLACEMENTS, _("LTI units")),
    )


def advantage_tool(organization_id: UUID) -> AdvantageTool:
    """Slipway for that organization by LTI 1.3, in the language that is spoken."""
    return AdvantageTool(
        **_described(),
        login_url=absolute(LOGIN_PATH),
        launch_url=absolute(LAUNCH_PATH),
        jwks_url=key_set_url(organization_id),
        target_url=lti_url(),
    )


def tool_values(organization_id: UUID) -> dict[str, object]:
    """What administrators of that organization's LMSs copy, as templates name it."""
    tool = advantage_tool(organization_id)
    return {
        "tool": tool,
        "tool_origin": absolute(""),
        "redirect_list": json.dumps([tool.launch_url]),  # as Open edX takes it
        "canvas_json_url": canvas_json_url(organization_id),
        "public_pem": public_pem(signing_key(organization_id)),
    }


def _described() -> dict[str, str]:
    """What both versions are told, by the configured address, whatever a request says."""
    return {
        "title": "Slipway",
        "description": _("Coding units of your Slipway classes, in pages, assignments and modules."),
        "select_url": absolute(f"{LTI_PATH}/select"),
        "course_url": absolute(f"{LTI_PATH}/course"),
        "icon_url": absolute(ICON_PATH),
        "domain": public_address().host,  # Canvas compares it with the host of a link's URL, which has no port
        "tool_id": "slipway",
    }
