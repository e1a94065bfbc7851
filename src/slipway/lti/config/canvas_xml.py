"""The configuration XML that a Canvas administrator installs us by (By URL, Paste XML, App Center)."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field

from slipway.lms_kinds.canvas import CANVAS, COURSE_NAVIGATION
from slipway.lti.config.asked import custom_parameters
from slipway.lti.config.described_tool import DescribedTool

NAMESPACES = {
    "xmlns": "http://www.imsglobal.org/xsd/imslticc_v1p0",
    "xmlns:blti": "http://www.imsglobal.org/xsd/imsbasiclti_v1p0",
    "xmlns:lticm": "http://www.imsglobal.org/xsd/imslticm_v1p0",
    "xmlns:lticp": "http://www.imsglobal.org/xsd/imslticp_v1p0",
}
XML_PLACEMENTS = ("editor_button", "assignment_selection", "link_selection", "resource_selection")


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvasApp(DescribedTool):
    """What Canvas is told. `texts` names buttons by placement, others show `title`."""

    vendor_code: str
    vendor_name: str
    vendor_url: str
    texts: Mapping[str, str] = field(default_factory=dict)


def canvas_xml(app: CanvasApp) -> bytes:
    """The document, in the schema's order of elements. It holds no key and no secret: it is public."""
    root = ET.Element("cartridge_basiclti_link", NAMESPACES)
    _text(root, "blti:title", app.title)
    _text(root, "blti:description", app.description)
    _properties(ET.SubElement(root, "blti:custom"), custom_parameters(CANVAS.family))
    _extensions(root, app)
    _url(root, "launch_url", app.launch_url)
    _url(root, "icon", app.icon_url)
    vendor = ET.SubElement(root, "blti:vendor")
    _text(vendor, "lticp:code", app.vendor_code)
    _text(vendor, "lticp:name", app.vendor_name)
    _text(vendor, "lticp:url", app.vendor_url)
    ET.SubElement(root, "cartridge_bundle", identifierref="BLTI001_Bundle")
    ET.SubElement(root, "cartridge_icon", identifierref="BLTI001_Icon")
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return document


def _extensions(root: ET.Element, app: CanvasApp) -> None:
    extensions = ET.SubElement(root, "blti:extensions", platform="canvas.instructure.com")
    about = {"tool_id": app.tool_id, "domain": app.domain, "privacy_level": "public", "icon_url": app.icon_url}
    _properties(extensions, about | {"text": app.title})
    placements = {name: _selection(app, name) for name in XML_PLACEMENTS} | {COURSE_NAVIGATION: _navigation(app)}
    for name, properties in placements.items():
        _properties(ET.SubElement(extensions, "lticm:options", name=name), properties)


def _selection(app: CanvasApp, placement: str) -> dict[str, str]:
    return {
        "message_type": "ContentItemSelectionRequest",
        "url": app.select_url,
        "text": app.texts.get(placement, app.title),
        "icon_url": app.icon_url,
        "selection_width": "800",
        "selection_height": "640",
        "enabled": "true",
    }


def _navigation(app: CanvasApp) -> dict[str, str]:
    text = app.texts.get(COURSE_NAVIGATION, app.title)
    return {"url": app.course_url, "text": text, "visibility": "public", "default": "enabled", "enabled": "true"}


def _properties(parent: ET.Element, properties: Mapping[str, str]) -> None:
    for name, value in properties.items():
        ET.SubElement(parent, "lticm:property", name=name).text = value


def _url(root: ET.Element, name: str, url: str) -> None:
    """`name`, and its secure twin when the URL is one."""
    _text(root, f"blti:{name}", url)
    if url.startswith("https://"):
        _text(root, f"blti:secure_{name}", url)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
