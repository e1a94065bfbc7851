"""The configuration JSON that a Canvas administrator makes a developer key by (Enter URL, Paste JSON)."""

from collections.abc import Mapping

from slipway.lms_kinds.canvas import CANVAS, COURSE_NAVIGATION, SELECTION_PLACEMENTS
from slipway.lti.config.asked import custom_parameters, scopes
from slipway.lti.config.described_tool import AdvantageTool
from slipway.lti.v1p3.names import DEEP_LINKING_REQUEST, RESOURCE_LINK_REQUEST

PLATFORM = "canvas.instructure.com"


def canvas_json(tool: AdvantageTool, *, texts: Mapping[str, str] | None = None) -> dict[str, object]:
    """The document, of JSON values. It holds no secret: it is public. `texts` names buttons by placement."""
    return {
        "title": tool.title,
        "description": tool.description,
        "oidc_initiation_url": tool.login_url,
        "target_link_uri": tool.target_url,
        "redirect_uris": [tool.launch_url],
        "public_jwk_url": tool.jwks_url,
        "scopes": list(scopes(CANVAS.family)),
        "custom_fields": dict(custom_parameters(CANVAS.family)),
        "extensions": [_extension(tool, texts or {})],
    }


def _extension(tool: AdvantageTool, texts: Mapping[str, str]) -> dict[str, object]:
    selections = [_selection(tool, name, texts) for name in SELECTION_PLACEMENTS]
    return {
        "platform": PLATFORM,
        "domain": tool.domain,
        "tool_id": tool.tool_id,
        "privacy_level": "public",
        "settings": {
            "text": tool.title,
            "icon_url": tool.icon_url,
            "placements": [*selections, _navigation(tool, texts)],
        },
    }


def _selection(tool: AdvantageTool, placement: str, texts: Mapping[str, str]) -> dict[str, object]:
    return {
        "placement": placement,
        "message_type": DEEP_LINKING_REQUEST,
        "target_link_uri": tool.select_url,
        "text": texts.get(placement, tool.title),
        "icon_url": tool.icon_url,
        "selection_width": 800,
        "selection_height": 640,
        "enabled": True,
    }


def _navigation(tool: AdvantageTool, texts: Mapping[str, str]) -> dict[str, object]:
    return {
        "placement": COURSE_NAVIGATION,
        "message_type": RESOURCE_LINK_REQUEST,
        "target_link_uri": tool.course_url,
        "text": texts.get(COURSE_NAVIGATION, tool.title),
        "visibility": "public",
        "default": "enabled",
        "enabled": True,
    }
