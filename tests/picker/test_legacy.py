"""Canvas's older selection: one unit, and an answer that the browser GETs."""

import re
from urllib.parse import urlsplit

import pytest

from slipway.lms.models import LaunchRecord
from slipway.lti.message import SelectionRequest
from slipway.picker.models import Placement
from tests import factories
from tests.canvas import ORIGIN, launch_fields, person
from tests.launches.decide.test_dry_run import would
from tests.launches.inside import post
from tests.launches.school import School
from tests.picker.scene import RETURN_URL, Course, Form, named
from tests.picker.test_through_the_door import TESS, form_home, send
from tests.way_in import is_let_in, way_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
OLDER = SelectionRequest(return_url=f"{RETURN_URL}?a=%C3%A9+x", media_types=("lti_launch_url",), answer="legacy")


def test_save_is_a_form_by_get(there: Course) -> None:
    unit = named(there).unit("u2")
    picker = there.open(OLDER)
    assert {field["type"] for field in Form(picker.get()).inputs if field.get("name") == "unit"} == {"radio"}
    page = Form(picker.save(unit))
    assert [(form["method"], form["action"]) for form in page.forms] == [("get", RETURN_URL)]
    assert "data-send-home" in page.forms[0]
    assert page.hidden == {
        "a": "é x",
        "return_type": "lti_launch_url",
        "url": f"http://localhost:8000/lti/units/{unit.pk}",
        "title": "Unit 2",
        "text": "Unit 2",
    }
    assert Placement.objects.get().unit == unit


def test_two_are_one(there: Course) -> None:
    made = named(there)
    page = Form(there.open(OLDER).save(made.unit("u3"), made.unit("u2")))
    assert page.hidden["title"] == "Unit 2"


def test_cancel_chooses_nothing(there: Course) -> None:
    named(there)
    page = Form(there.open(OLDER).post({"cancel": "1"}))
    assert [(form["method"], form["action"]) for form in page.forms] == [("get", RETURN_URL)]
    assert page.hidden == {"a": "é x"}
    assert not Placement.objects.exists()


def legacy_fields(**changes: str) -> dict[str, str]:
    returns = f"{ORIGIN}/courses/7/external_content/success/external_tool_dialog"
    asked = {
        "selection_directive": "select_link",
        "ext_content_intended_use": "navigation",
        "ext_content_return_types": "lti_launch_url",
        "ext_content_return_url": returns,
        "launch_presentation_return_url": returns,
    }
    return launch_fields() | asked | changes


def test_through_the_door_a_unit_is_picked_and_opened(acme: School) -> None:
    launched = acme.canvas.post("/lti/select", acme.canvas.form("/lti/select", legacy_fields() | TESS))
    ticks = re.findall(r'<input type="radio" name="unit" value="([^"]*)"', acme.canvas.page(launched).text)
    assert ticks[0] == acme.unit("python", "loops")
    action, fields = form_home(send(acme.server, launched, ("unit", ticks[0])), "get")
    assert action == legacy_fields()["ext_content_return_url"]
    assert fields["return_type"] == "lti_launch_url"
    student = acme.canvas.launch(urlsplit(fields["url"]).path, person("stu"))
    assert f'data-unit="{ticks[0]}"' in acme.canvas.page(student).text


def test_a_dry_run_leads_to_the_picker_too() -> None:
    key = factories.lms(factories.organization()).consumer_keys.get()
    assert is_let_in(post(key, "/lti/select", legacy_fields() | TESS))
    assert would(LaunchRecord.objects.get()) == "picker"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"roles": "Learner"}, "picker-not-allowed"),
        ({"ext_content_return_types": "file"}, "nothing-to-pick"),
        ({"ext_content_return_url": "javascript:alert(1)"}, "return-url"),
        ({"selection_directive": ""}, "unsupported-message"),
    ],
)
def test_who_and_what_gets_no_picker(acme: School, changes: dict[str, str], code: str) -> None:
    answer = acme.canvas.post("/lti/select", acme.canvas.form("/lti/select", legacy_fields() | TESS | changes))
    assert answer.headers["x-refusal-code"] == code


def test_at_other_addresses_it_is_a_launch(acme: School) -> None:
    path = acme.address("python", "loops")
    answer = acme.canvas.post(path, acme.canvas.form(path, legacy_fields() | TESS))
    assert "/units/" in way_in(answer).path
    assert urlsplit(way_in(answer).path).query == ""
