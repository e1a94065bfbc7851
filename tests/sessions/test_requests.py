"""What a launch session keeps for its pages: written as below by release 508699b, and read after an upgrade."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from slipway.lti.message import SelectionRequest
from slipway.sessions.requests import LinkRequest, PickerRequest
from slipway.web.payloads import UnreadablePayloadError

COURSE = "9b2d1a52-41a5-4bd3-9a5d-1f2f0a8c7e11"
OF_1_1 = """{"return_url": "https://canvas.example.edu/back", "data": "opaque", "media_types": ["image/*", "*/*"],
 "targets": ["iframe", "window"], "multiple": true, "unsigned": true, "auto_create": false, "accept_lineitem": null,
 "placement": "", "answer": "content-item", "deployment_id": null, "family": "canvas"}"""
OF_1_3 = f"""{{"return_url": "https://lms.example.edu/deep", "data": null, "media_types": ["ltiResourceLink"],
 "targets": [], "multiple": false, "unsigned": false, "auto_create": true, "accept_lineitem": true,
 "placement": "assignment_selection", "answer": "deep-linking", "deployment_id": "1:abc", "family": "",
 "other_course": "{COURSE}"}}"""
OF_A_LINK = '{"resource_link_id": "link-7", "title": "Loops", "binds": true, "other_classes": ["Python B"]}'


PICKER_1_1 = PickerRequest(
    selection=SelectionRequest(
        return_url="https://canvas.example.edu/back",
        data="opaque",
        media_types=("image/*", "*/*"),
        targets=("iframe", "window"),
        multiple=True,
        unsigned=True,
    ),
    family="canvas",
)
PICKER_1_3 = PickerRequest(
    selection=SelectionRequest(
        return_url="https://lms.example.edu/deep",
        media_types=("ltiResourceLink",),
        auto_create=True,
        accept_lineitem=True,
        placement="assignment_selection",
        answer="deep-linking",
    ),
    deployment_id="1:abc",
    other_course=UUID(COURSE),
)


@pytest.mark.parametrize(("kept", "picker"), [(OF_1_1, PICKER_1_1), (OF_1_3, PICKER_1_3)], ids=["1.1", "1.3"])
def test_a_picker_is_read_as_it_was_kept(kept: str, picker: PickerRequest) -> None:
    read = PickerRequest.from_json(json.loads(kept))
    assert read == picker
    assert PickerRequest.from_json(json.loads(json.dumps(read.to_json()))) == read
    other = replace(read, family="moodle")
    assert PickerRequest.from_json(json.loads(json.dumps(other.to_json()))) == other != read


def test_a_link_is_read() -> None:
    read = LinkRequest.from_json(json.loads(OF_A_LINK))
    assert read == LinkRequest(resource_link_id="link-7", title="Loops", binds=True, other_classes=("Python B",))
    assert LinkRequest.from_json(json.loads(json.dumps(read.to_json()))) == read


@pytest.mark.parametrize(
    "changed", [{"form": 2}, {"return_url": None}, {"multiple": "yes"}, {"answer": "by pigeon"}, {"targets": [1]}]
)
def test_what_another_release_may_have_kept_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(UnreadablePayloadError):
        PickerRequest.from_json(json.loads(OF_1_1) | changed)
