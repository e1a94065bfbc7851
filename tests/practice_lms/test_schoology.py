"""What only Schoology does, as the practice LMS does it: custom fields get lost, claims are few, two places pick."""

from typing import Any

import pytest

from tests.practice_lms.advantage_visitor import AdvantageVisitor
from tests.practice_lms.echo_1p3 import DL, LTI, link
from tests.practice_lms.test_advantage_dialects import GRADES, graded, names_in
from tests.practice_lms.test_advantage_selection import brought
from tests.practice_lms.visitor import Visitor

pytestmark = pytest.mark.http

# One that was recorded had no more than the protocol's own; the rest here is what the app may have by its settings.
LAUNCH = {
    *("iss", "aud", "sub", "exp", "iat", "nonce", "message_type", "version", "deployment_id", "target_link_uri"),
    *("roles", "name", "given_name", "family_name", "email", "custom", "context.id", "context.title"),
    *("resource_link.id", "resource_link.title", "endpoint.scope", "endpoint.lineitems", "endpoint.lineitem"),
    *("namesroleservice.context_memberships_url", "namesroleservice.service_versions"),
}


@pytest.fixture
def course(lms13: AdvantageVisitor) -> str:
    """A course with the tool, and a custom field whose name has capitals."""
    return lms13.course_with_tool("schoology", custom="MyKey=Value\nsection=$Context.id")


def custom(claims: dict[str, Any]) -> dict[str, str]:
    """The custom fields of a message."""
    fields: dict[str, str] = claims[f"{LTI}custom"]
    return fields


def test_custom_names_lose_their_capitals(lms13: AdvantageVisitor, course: str) -> None:
    number = course.rsplit("/", 1)[1]
    for claims in (lms13.claims(course, "sam"), lms13.selection(course, "link_selection")):
        assert custom(claims) == {"mykey": "Value", "section": number}


def test_what_deep_linking_brought_has_its_own_custom_fields_alone(lms13: AdvantageVisitor, course: str) -> None:
    asked = lms13.selection(course, "link_selection")
    item = link(lms13.tool.origin, 1) | {"custom": {"Unit": "u1"}}
    [one] = brought(lms13, asked, item)
    assert custom(lms13.claims(course, "sam", link=one["link"])) == {"unit": "u1"}
    [bare] = brought(lms13, lms13.selection(course, "link_selection"), item | {"custom": {}})
    assert f"{LTI}custom" not in lms13.claims(course, "sam", link=bare["link"])


def test_it_says_little(lms13: AdvantageVisitor, course: str) -> None:
    claims, told = graded(lms13, course), lms13.told(course)
    assert names_in(claims) == LAUNCH
    assert (claims["iss"], claims["aud"]) == ("https://schoology.schoology.com", [told["client_id"]])
    assert claims["exp"] - claims["iat"] == 600
    assert claims[f"{LTI}deployment_id"].startswith(f"{told['client_id']}-")
    section = f"{lms13.url}/lti-service/tool/{told['client_id']}/services/assignment-grade/v2p0/sections/"
    assert claims[GRADES]["lineitems"] == f"{section}{claims[f'{LTI}context']['id']}/lineitems"


def test_it_picks_materials_with_columns_and_rich_text_without(lms13: AdvantageVisitor, course: str) -> None:
    materials, text = (
        lms13.selection(course, placement)[f"{DL}deep_linking_settings"]
        for placement in ("link_selection", "editor_button")
    )
    assert (materials["accept_types"], materials["accept_lineitem"]) == (["ltiResourceLink", "link"], True)
    assert (text["accept_types"], text["accept_lineitem"]) == (["ltiResourceLink"], False)
    assert materials["deep_link_return_url"] == text["deep_link_return_url"]


def test_lti_1_1_has_no_picker_and_small_custom_names(lms: Visitor) -> None:
    course = lms.course_like("schoology", custom="MyKey=Value\nOther Key=$User.id", sends_name="on")
    fields = lms.fields(course, "sam")
    assert {name: fields[name] for name in fields if name.startswith("custom_")} == {
        "custom_mykey": "Value",
        "custom_other_key": "$User.id",
    }
    asked = {"as": "tess", "app": str(lms.app_id(course)), "launch_type": "link_selection"}
    assert lms.client.get(f"/practice{course}/launch-form", params=asked).status_code == 404
