import json
from typing import Any

from slipway.lti.config.asked import custom_parameters
from slipway.lti.config.canvas_json import canvas_json
from slipway.lti.v1p3.names import NOTICE_SCOPE, SCOPES

from .tool import AT, OURS


def made(**texts: str) -> dict[str, Any]:
    return dict(json.loads(json.dumps(canvas_json(OURS, texts=texts))))


def test_what_a_developer_key_needs() -> None:
    told = made()
    assert (told["title"], told["oidc_initiation_url"]) == ("Slipway", f"{AT}/lti/1p3/login")
    assert (told["target_link_uri"], told["redirect_uris"]) == (f"{AT}/lti", [f"{AT}/lti/1p3/launch"])
    assert (told["public_jwk_url"], told["scopes"]) == (f"{AT}/lti/1p3/jwks.json", [*SCOPES, NOTICE_SCOPE])
    assert told["custom_fields"] == custom_parameters("canvas")
    (extension,) = told["extensions"]
    assert (extension["platform"], extension["domain"]) == ("canvas.instructure.com", "slipway.example")
    assert (extension["tool_id"], extension["privacy_level"]) == ("slipway", "public")


def test_a_picker_in_each_placement_and_the_course_navigation() -> None:
    settings = made(editor_button="Insert a unit")["extensions"][0]["settings"]
    placed = {each["placement"]: each for each in settings["placements"]}
    course = placed.pop("course_navigation")
    assert (course["message_type"], course["target_link_uri"]) == ("LtiResourceLinkRequest", f"{AT}/lti/course")
    assert set(placed) >= {"editor_button", "assignment_selection", "link_selection"}
    for each in placed.values():
        assert (each["message_type"], each["target_link_uri"]) == ("LtiDeepLinkingRequest", f"{AT}/lti/select")
        assert each["enabled"] is True
    assert (placed["editor_button"]["text"], placed["link_selection"]["text"]) == ("Insert a unit", "Slipway")
