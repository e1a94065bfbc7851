"""Reading configuration XML as Canvas does."""

import pytest

from practice_lms.installing.canvas_xml import ConfigurationError, parse
from tests.practice_lms.echo_tool import config_xml

HEAD = (
    '<cartridge_basiclti_link xmlns="http://www.imsglobal.org/xsd/imslticc_v1p0" '
    'xmlns:blti="http://www.imsglobal.org/xsd/imsbasiclti_v1p0" xmlns:lticm="http://www.imsglobal.org/xsd/imslticm_v1p0">'
)
TAIL = "</cartridge_basiclti_link>"


def test_a_configuration_is_read() -> None:
    read = parse(config_xml("http://localhost:9"))
    assert read.launch_url == "http://localhost:9/lti", "the secure launch URL wins"
    assert (read.title, read.description, read.domain) == ("Echo title", "Says what it hears", "localhost:9")
    assert read.privacy_level == "public"
    assert read.icon_url == "http://localhost:9/icon.svg"
    assert read.custom == {"course_id": "$Canvas.course.id", "odd name": "$No.such.variable"}
    assert read.placements["editor_button"]["url"] == "http://localhost:9/select?from=canvas&n=1"
    assert "homework_submission" not in read.placements, "enabled=false"


def test_without_a_privacy_level_an_app_is_told_nothing() -> None:
    read = parse(f"{HEAD}<blti:title>T</blti:title>{TAIL}")
    assert (read.privacy_level, read.placements) == ("anonymous", {})


def test_custom_fields_may_stand_in_a_placement() -> None:
    read = parse(
        f'{HEAD}<blti:extensions platform="canvas.instructure.com"><lticm:options name="course_navigation">'
        '<lticm:options name="custom_fields"><lticm:property name="a">b</lticm:property></lticm:options>'
        '<lticm:property name="unknown">kept</lticm:property></lticm:options>'
        f'<lticm:property name="oauth_compliant">true</lticm:property></blti:extensions>{TAIL}'
    )
    assert read.placements["course_navigation"] == {"custom_fields": {"a": "b"}, "unknown": "kept"}
    assert read.settings == {"oauth_compliant": "true"}


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        ("<html></html>", "imsglobal|IMS Global"),
        (f"{HEAD}<blti:launch_url>https://t.example/?a=1&b=2</blti:launch_url>{TAIL}", "Ampersands must be escaped"),
        (f"{HEAD}<blti:title>", "Invalid XML Configuration"),
        (HEAD.replace("xmlns:blti", "xmlns:x") + "<blti:title/>" + TAIL, "unbound prefix"),
        ('<!DOCTYPE x [<!ENTITY a "imsglobal">]><x>&a;</x>', "document types"),
    ],
)
def test_traps(xml: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        parse(xml)
