"""A picker that was opened before an upgrade is answered after it; one of a newer release says that it is over."""

import json

import pytest

from slipway.classes.models import LaunchSession
from slipway.picker.models import Placement
from tests.picker.scene import RETURN_URL, Course, Form, Picker, ids, named

pytestmark = [pytest.mark.http, pytest.mark.django_db]

KEPT: dict[str, object] = {  # by release 508699b
    "return_url": RETURN_URL,
    "data": "data-of-the-lms",
    "media_types": ["image/*", "application/vnd.ims.lti.v1.ltilink"],
    "targets": ["iframe", "window"],
    "multiple": True,
    "unsigned": True,
    "auto_create": False,
    "accept_lineitem": None,
    "placement": "",
    "answer": "content-item",
    "deployment_id": None,
    "family": "canvas",
}


def opened(there: Course, changes: dict[str, object], without: str = "") -> Picker:
    picker, kept = there.open(), KEPT | changes
    kept.pop(without, None)
    LaunchSession.objects.filter(pk=picker.session.pk).update(picker=kept)
    return picker


@pytest.mark.parametrize("without", ["", "answer", "placement"])  # older ones kept less
def test_an_open_picker_survives_an_upgrade(there: Course, without: str) -> None:
    made, picker = named(there), opened(there, {"of_a_later_release": 1}, without)
    assert Form(picker.get()).units == ids(*made.units.values())
    answer = Form(picker.save(made.unit("u1")))
    assert [(form["method"], form["action"]) for form in answer.forms] == [("post", RETURN_URL)]
    assert answer.hidden["data"] == "data-of-the-lms"
    [item] = json.loads(answer.hidden["content_items"])["@graph"]
    assert str(made.unit("u1").pk) in item["url"]


@pytest.mark.parametrize("changes", [{"form": 99}, {"return_url": 7}, {"other_course": "no id"}])
def test_a_picker_of_a_newer_release_is_over(there: Course, changes: dict[str, object]) -> None:
    made, picker = named(there), opened(there, changes)
    for answer in (picker.get(), picker.save(made.unit("u1"))):
        assert (answer.status_code, answer["X-Refusal-Code"]) == (401, "session-over")
    assert not Placement.objects.exists()
