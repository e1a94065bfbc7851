"""Content selection: the request, and the tool's answer on its way back to the editor."""

import json
from html import unescape
from typing import Any

import pytest

from tests import asking
from tests.practice_lms.echo_tool import link_item, signed_answer
from tests.practice_lms.visitor import Visitor, handed_over

pytestmark = pytest.mark.http


def answer(lms: Visitor, course: str, *, secret: str = "", **fields: str) -> dict[str, Any]:
    """Post an answer as a browser does, without cookies. Returns what the editor is handed."""
    url = lms.selection(course, "editor_button")["content_item_return_url"]
    signed = signed_answer(url, **({"secret": secret} if secret else {}), **fields)
    page = asking.post(url, data=signed)
    assert page.status_code == 200
    return handed_over(page)


def graph(*items: dict[str, object]) -> str:
    return json.dumps({"@context": "http://purl.imsglobal.org/ctx/lti/v1/ContentItem", "@graph": items})


def test_the_request_says_what_canvas_says(lms: Visitor) -> None:
    course = lms.new_course()
    fields = lms.selection(course, "editor_button")
    assert fields["lti_message_type"] == "ContentItemSelectionRequest"
    assert fields["content_item_return_url"].endswith(f"{course}/external_content/success/external_tool_dialog")
    assert fields["accept_multiple"] == "true"
    assert fields["accept_presentation_document_targets"] == "embed,frame,iframe,window"
    assert fields["data"].count(".") == 2
    assert (fields["from"], fields["n"]) == ("canvas", "1"), "the query of the placement's URL"
    assert fields["custom_course_id"] == course.rsplit("/", 1)[1]
    for name in ("resource_link_id", "launch_presentation_return_url", "tool_consumer_info_product_family_code"):
        assert name not in fields
    assert not [name for name in fields if name.startswith("custom_canvas_")]


def test_modules_and_assignments_take_one_link(lms: Visitor) -> None:
    course = lms.new_course()
    for launch_type in ("assignment_selection", "link_selection", "resource_selection"):
        fields = lms.selection(course, launch_type)
        assert (fields["accept_multiple"], fields["accept_media_types"]) == (
            "false",
            "application/vnd.ims.lti.v1.ltilink",
        )


def test_the_dialog_posts_the_request_at_once(lms: Visitor) -> None:
    course = lms.new_course()
    path = f"{course}/external_tools/{lms.app_id(course)}/resource_selection?launch_type=editor_button"
    assert "data-autosubmit" in lms.be("tess").get(path).text
    assert lms.be("sam").get(path).status_code == 403


def test_two_items_come_back_launched_through_the_lms(lms: Visitor) -> None:
    course = lms.new_course()
    items = [link_item("http://t.example", 1), link_item("http://t.example", 2, target="frame")]
    data = lms.selection(course, "editor_button")["data"]
    ready = answer(lms, course, content_items=graph(*items), data=data)
    assert ready["subject"] == "externalContentReady"
    assert [item["canvasURL"] for item in ready["contentItems"]] == [
        f"{course}/external_tools/retrieve?display=borderless&url=http%3A%2F%2Ft.example%2Flti%2Funits%2F1%3Fa%3D1%26b%3D%C3%BC",
        f"{course}/external_tools/retrieve?url=http%3A%2F%2Ft.example%2Flti%2Funits%2F2%3Fa%3D1%26b%3D%C3%BC",
    ]


def test_one_item_without_placement_advice_gets_the_default(lms: Visitor) -> None:
    item = link_item("http://t.example", 1)
    del item["placementAdvice"]
    ready = answer(lms, lms.new_course(), content_items=graph(item))
    assert ready["contentItems"][0]["placementAdvice"] == {
        "presentationDocumentTarget": "default",
        "displayWidth": 800,
        "displayHeight": 600,
    }


@pytest.mark.parametrize("fields", [{}, {"content_items": graph()}, {"lti_msg": "Nothing chosen"}])
def test_cancel_brings_nothing(lms: Visitor, fields: dict[str, str]) -> None:
    ready = answer(lms, lms.new_course(), **fields)
    assert (ready["contentItems"], ready["errormsg"]) == ([], "")
    assert ready["msg"] == fields.get("lti_msg", "")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"secret": "wrong"}, "signature of the app's answer is wrong"),
        ({"data": "a.b.c"}, "did not return `data`"),
        ({"content_items": "{"}, "not JSON with an @graph"),
        ({"content_items": '{"@graph": 5}'}, "no list of items"),
        ({"content_items": graph({"@type": "LtiLinkItem", "placementAdvice": {"displayWidth": 5}})}, "placementAdvice"),
        ({"lti_message_type": "basic-lti-launch-request"}, "no ContentItemSelection"),
        ({"lti_errormsg": "It broke"}, "It broke"),
    ],
)
def test_answers_that_are_wrong(lms: Visitor, fields: dict[str, str], says: str) -> None:
    ready = answer(lms, lms.new_course(), **fields)
    assert says in ready["errormsg"]
    assert ready["contentItems"] == []


def test_an_unsigned_answer_and_an_unknown_key_bring_nothing(lms: Visitor) -> None:
    course = lms.new_course()
    url = lms.selection(course, "editor_button")["content_item_return_url"]
    unsigned = {"lti_message_type": "ContentItemSelection", "lti_version": "LTI-1p0", "content_items": graph()}
    assert "does not know" in unescape(asking.post(url, data=unsigned).text)
    known = unsigned | {"oauth_consumer_key": "echo-key"}
    assert "no usable OAuth signature" in unescape(asking.post(url, data=known).text)
