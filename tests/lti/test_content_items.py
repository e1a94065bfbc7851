import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.lti.v1p1.content_items import ContentItem, signed_answer
from tests.often import at_most

from .signing import KEY, NOW, SECRET, oauthlib_accepts

MOODLE = "http://127.0.0.1:8090/mod/lti/contentitem_return.php?course=2&id=1&sesskey=49Bl%C3%A9+x"
LOOPS = ContentItem(
    url="https://slipway.example.org/lti/units/7",
    title="Loops & lists",
    text="Loops",
    points=Decimal("12.35"),
    target="window",
    activity_id="7",
)


def fields_for(
    items: Sequence[ContentItem], *, return_url: str = MOODLE, data: str | None = None, message: str = ""
) -> list[tuple[str, str]]:
    return signed_answer(
        items, return_url=return_url, data=data, key=KEY, secret=SECRET, nonce="n1", timestamp=NOW, message=message
    )


def graph(items: Sequence[ContentItem]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(dict(fields_for(items))["content_items"])["@graph"]
    return found


def test_one_graded_link_in_full() -> None:
    assert graph([LOOPS]) == [
        {
            "@type": "LtiLinkItem",
            "@id": "https://slipway.example.org/lti/units/7",
            "url": "https://slipway.example.org/lti/units/7",
            "mediaType": "application/vnd.ims.lti.v1.ltilink",
            "title": "Loops & lists",
            "text": "Loops",
            "placementAdvice": {"presentationDocumentTarget": "window"},
            "lineItem": {
                "@type": "LineItem",
                "label": "Loops & lists",
                "reportingMethod": "http://purl.imsglobal.org/ctx/lis/v2p1/Result#totalScore",
                "assignedActivity": {"@id": "https://slipway.example.org/lti/units/7", "activityId": "7"},
                "scoreConstraints": {"@type": "NumericLimits", "normalMaximum": 12.35, "totalMaximum": 12.35},
            },
        }
    ]


@pytest.mark.parametrize(
    ("points", "written"),
    [("100", "100"), ("100.00", "100"), ("1E+2", "100"), ("0.1", "0.1"), ("33.3", "33.3"), ("2.675", "2.675")],
)
def test_points_are_written_without_float_noise(points: str, written: str) -> None:
    item = replace(LOOPS, points=Decimal(points))
    assert f'"normalMaximum": {written}, "totalMaximum": {written}}}' in dict(fields_for([item]))["content_items"]


@pytest.mark.parametrize("points", [None, Decimal(0)])
def test_a_unit_without_points_has_no_line_item(points: Decimal | None) -> None:
    item = replace(LOOPS, points=points, target="iframe")
    assert "lineItem" not in graph([item])[0]
    size = {"displayWidth": 800, "displayHeight": 600}
    assert graph([item])[0]["placementAdvice"] == {"presentationDocumentTarget": "iframe", **size}


def test_several_items_keep_their_order() -> None:
    assert [item["title"] for item in graph([replace(LOOPS, title=title) for title in "312"])] == ["3", "1", "2"]


def test_cancel_is_an_empty_graph_that_is_signed_too() -> None:
    fields = fields_for([], data="opaque", message="Nothing was chosen.")
    assert graph([]) == []
    assert dict(fields)["data"] == "opaque"
    assert dict(fields)["lti_msg"] == "Nothing was chosen."
    assert dict(fields)["lti_message_type"] == "ContentItemSelection"
    assert oauthlib_accepts(fields, url=MOODLE, secret=SECRET)


def test_without_data_none_is_sent() -> None:
    assert "data" not in dict(fields_for([LOOPS]))
    assert dict(fields_for([LOOPS], data=""))["data"] == ""


@pytest.mark.parametrize(
    "return_url",
    ["https://canvas.example.edu/courses/5/external_content/success/external_tool_dialog", MOODLE, "https://x.example"],
)
def test_an_lms_that_checks_takes_the_answer(return_url: str) -> None:
    fields = fields_for([LOOPS], return_url=return_url, data="a+b~%20é\r\n")
    assert oauthlib_accepts(fields, url=return_url, secret=SECRET)
    assert not oauthlib_accepts(fields, url=return_url, secret="another")
    assert not oauthlib_accepts(fields, url=f"{return_url}/x", secret=SECRET)


def through_a_browser(value: str) -> str:
    """What a browser posts of a hidden input: the parser makes LF of newlines, submitting makes CRLF of those."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


@settings(max_examples=at_most(60), database=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\r\n&<"), max_size=30))
def test_the_answer_survives_a_browser(text: str) -> None:
    """`data` that came through a browser has CRLFs only; our own texts may have any newline."""
    data = through_a_browser(text)
    item = replace(LOOPS, title=text, text=text)
    sent = [(name, through_a_browser(value)) for name, value in fields_for([item], data=data, message=text)]
    assert dict(sent)["data"] == data
    assert oauthlib_accepts(sent, url=MOODLE, secret=SECRET)


def test_data_with_a_lone_newline_is_left_as_it_came() -> None:
    assert dict(fields_for([], data="a\nb"))["data"] == "a\nb"
