import dataclasses

import pytest
from defusedxml.ElementTree import fromstring

from slipway.lti.config.asked import custom_parameters
from slipway.lti.config.canvas_xml import CanvasApp, canvas_xml

APP = CanvasApp(
    title="Slipway & friends",
    description="Coding <units>",
    launch_url="https://slipway.example.org/lti",
    select_url="https://slipway.example.org/lti/select?a=1&b=2",
    course_url="https://slipway.example.org/lti/course",
    icon_url="https://slipway.example.org/static/icon.png",
    domain="slipway.example.org",
    tool_id="slipway",
    vendor_code="slipway",
    vendor_name="Slipway",
    vendor_url="https://slipway.example.org/",
    texts={"editor_button": "LTI units", "course_navigation": "My class"},
)
LOCAL = dataclasses.replace(APP, launch_url="http://localhost:8000/lti", icon_url="http://localhost:8000/icon.png")
BLTI = "{http://www.imsglobal.org/xsd/imsbasiclti_v1p0}"
LTICC = "{http://www.imsglobal.org/xsd/imslticc_v1p0}"
LTICM = "{http://www.imsglobal.org/xsd/imslticm_v1p0}"
LTICP = "{http://www.imsglobal.org/xsd/imslticp_v1p0}"
ORDER = [
    f"{BLTI}title",
    f"{BLTI}description",
    f"{BLTI}custom",
    f"{BLTI}extensions",
    f"{BLTI}launch_url",
    f"{BLTI}secure_launch_url",
    f"{BLTI}icon",
    f"{BLTI}secure_icon",
    f"{BLTI}vendor",
    f"{LTICC}cartridge_bundle",
    f"{LTICC}cartridge_icon",
]


def properties(path: str) -> dict[str, str]:
    found = fromstring(canvas_xml(APP)).findall(f"{path}/{LTICM}property")
    return {each.get("name", ""): each.text or "" for each in found}


def options(placement: str) -> dict[str, str]:
    return properties(f"{BLTI}extensions/{LTICM}options[@name='{placement}']")


def test_elements_stand_in_the_order_of_the_schema() -> None:
    root = fromstring(canvas_xml(APP))
    assert root.tag == f"{LTICC}cartridge_basiclti_link"
    assert [child.tag for child in root] == ORDER


def test_secure_urls_are_named_only_when_they_are_secure() -> None:
    assert [child.tag for child in fromstring(canvas_xml(LOCAL))] == [tag for tag in ORDER if "secure" not in tag]


def test_texts_and_urls_come_out_as_they_went_in() -> None:
    root = fromstring(canvas_xml(APP))
    assert root.findtext(f"{BLTI}title") == "Slipway & friends"
    assert root.findtext(f"{BLTI}description") == "Coding <units>"
    assert root.findtext(f"{BLTI}launch_url") == root.findtext(f"{BLTI}secure_launch_url") == APP.launch_url
    assert root.findtext(f"{BLTI}icon") == APP.icon_url
    assert b"select?a=1&amp;b=2" in canvas_xml(APP)


def test_the_vendor_is_named_in_order() -> None:
    named = fromstring(canvas_xml(APP)).findall(f"{BLTI}vendor/*")
    assert [(each.tag, each.text) for each in named] == [
        (f"{LTICP}code", "slipway"),
        (f"{LTICP}name", "Slipway"),
        (f"{LTICP}url", "https://slipway.example.org/"),
    ]


def test_canvas_reads_the_extensions() -> None:
    [extensions] = fromstring(canvas_xml(APP)).findall(f"{BLTI}extensions")
    assert extensions.get("platform") == "canvas.instructure.com"
    about = properties(f"{BLTI}extensions")
    assert (about["privacy_level"], about["domain"], about["tool_id"]) == ("public", "slipway.example.org", "slipway")


@pytest.mark.parametrize("placement", ["editor_button", "assignment_selection", "link_selection", "resource_selection"])
def test_every_picker_placement_asks_for_content_items(placement: str) -> None:
    asked, text = options(placement), APP.texts.get(placement, "Slipway & friends")
    assert asked["message_type"] == "ContentItemSelectionRequest"
    assert (asked["url"], asked["icon_url"], asked["text"]) == (APP.select_url, APP.icon_url, text)
    assert asked["enabled"] == "true"
    assert int(asked["selection_width"]) >= 500
    assert int(asked["selection_height"]) >= 500


def test_course_navigation_is_for_everybody() -> None:
    shown = options("course_navigation")
    assert (shown["url"], shown["text"]) == (APP.course_url, "My class")
    assert (shown["visibility"], shown["enabled"]) == ("public", "true")


def test_the_course_is_asked_for_in_the_picker_too() -> None:
    told = properties(f"{BLTI}custom")
    assert (told["canvas_course_id"], told["canvas_api_domain"]) == ("$Canvas.course.id", "$Canvas.api.domain")
    assert told == custom_parameters("canvas")


def test_the_document_is_utf8_xml_without_a_secret() -> None:
    document = canvas_xml(dataclasses.replace(APP, title="Größe"))
    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "Größe".encode() in document
    assert b"secret" not in document
    assert b"consumer_key" not in document
