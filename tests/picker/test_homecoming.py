"""A return URL on a host that the LMS is not known by (docs/lms-behaviour.md, case 20): asked once first."""

from typing import Literal

import pytest

from slipway.audit.models import AuditEntry
from slipway.lms.models import Lms
from slipway.lti.message import SelectionRequest
from slipway.picker.models import Placement
from tests.picker.scene import CANVAS, Course, Form, Picker, named
from tests.workspaces.reading import main_tag, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]
NEW = "https://canvas.example.org:8443"


@pytest.fixture
def picker(there: Course) -> Picker:
    named(there)
    return there.open(SelectionRequest(return_url=f"{NEW}/back?x=1", multiple=True))


def origins(there: Course) -> list[str]:
    return list(Lms.objects.get(pk=there.lms.pk).origins)


def test_the_page_names_host_and_lms_and_offers_nothing(there: Course, picker: Picker) -> None:
    answer = picker.get()
    assert answer.status_code == 200
    assert f"This choice will go to {NEW} ." in text_of(answer)
    assert f"Your LMS Canvas is known as {CANVAS} ." in text_of(answer)
    assert 'data-role="teacher"' in main_tag(answer)
    page = Form(answer)
    assert not page.inputs
    assert page.actions == [f"{picker.path}/home"]
    assert f"{NEW}/back" not in answer.content.decode()


def test_confirmed_once_it_is_known(there: Course, picker: Picker) -> None:
    answer = picker.post({}, to="/home")
    assert (answer.status_code, answer["Location"]) == (303, picker.path)
    assert origins(there) == [CANVAS, NEW]
    assert AuditEntry.objects.get().action == "lms.confirm-origin"
    assert AuditEntry.objects.get().details["origin"] == NEW
    assert Form(picker.get()).units
    assert Form(there.open(SelectionRequest(return_url=f"{NEW}/other")).get()).units


def test_confirmed_twice_it_is_noted_once(there: Course, picker: Picker) -> None:
    for _ in range(2):
        picker.post({}, to="/home")
    assert origins(there) == [CANVAS, NEW]
    assert AuditEntry.objects.count() == 1


def test_an_lms_is_known_by_20_origins_at_most(there: Course, picker: Picker) -> None:
    full = [f"https://canvas-{number}.example.edu" for number in range(20)]
    Lms.objects.filter(pk=there.lms.pk).update(origins=full)
    answer = picker.post({}, to="/home")
    assert answer.status_code == 422
    assert "known by 20 addresses" in text_of(answer)
    assert origins(there) == full


def test_cancel_sends_nothing_anywhere(there: Course, picker: Picker) -> None:
    answer = picker.post({"cancel": "1"}, to="/home")
    assert answer.status_code == 200
    assert "You can close this window" in text_of(answer)
    assert not Form(answer).forms
    assert origins(there) == [CANVAS]


@pytest.mark.parametrize("way", ["content-item", "legacy"])
@pytest.mark.parametrize("fields", [{}, {"cancel": "1"}, {"unit": "x"}])
def test_nothing_is_sent_to_a_host_before(
    there: Course, way: Literal["content-item", "legacy"], fields: dict[str, object]
) -> None:
    named(there)
    picker = there.open(SelectionRequest(return_url=f"{NEW}/back?x=1", answer=way))
    answer = picker.post(fields)
    assert answer.status_code == 409
    assert NEW in text_of(answer)
    assert Form(answer).actions == [f"{picker.path}/home"]
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("url", "known"),
    [
        (f"{CANVAS}/x", True),
        ("https://canvas.example.edu:443/x", True),
        ("https://CANVAS.example.edu/x", True),
        ("http://canvas.example.edu/x", False),
        ("https://canvas.example.edu:8443/x", False),
        ("https://canvas.example.edu.evil.example/x", False),
        ("https://evil.example/canvas.example.edu", False),
    ],
)
def test_which_hosts_are_known(there: Course, url: str, *, known: bool) -> None:
    named(there)
    assert bool(Form(there.open(SelectionRequest(return_url=url)).get()).units) is known
