"""The picker's answer to an LTI 1.3 LMS, read by a library that did not make it."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from django.http import HttpResponse
from django.test import Client

from slipway.content.models import Classroom, Unit
from slipway.lms.models import Lms, Registration
from slipway.lms.registrations.change import register
from slipway.lti.config.asked import custom_parameters
from slipway.lti.message import SelectionRequest
from tests.factories import ClassWithUnits
from tests.lms.registered import endpoints
from tests.picker.scene import CANVAS, Course, Form, taught

pytestmark = [pytest.mark.http, pytest.mark.django_db]

RESPONSE_URL = f"{CANVAS}/courses/7/deep_linking_response?data=e%2Fy"
DEEP_LINKING = SelectionRequest(
    return_url=RESPONSE_URL,
    data='{"kept": [1, "as it came"]}',
    media_types=("link", "ltiResourceLink"),
    targets=("embed", "iframe", "window"),
    multiple=True,
    answer="deep-linking",
)
L = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"


@pytest.fixture
def registration(there: Course) -> Registration:
    return register(actor=None, lms=there.lms, endpoints=endpoints(CANVAS))


@pytest.fixture
def room(there: Course) -> ClassWithUnits:
    return taught(there)


def claims(answer: HttpResponse, registration: Registration) -> dict[str, Any]:
    """What the answer says, verified as an LMS does: by our published keys, for its issuer, from its client."""
    token = Form(answer).hidden["JWT"]
    published = Client().get(f"/lti/1p3/organizations/{registration.lms.organization_id}/jwks.json").content
    keys = jwt.PyJWKSet.from_dict(json.loads(published))
    key = keys[jwt.get_unverified_header(token)["kid"]]
    answered: dict[str, Any] = jwt.decode(
        token,
        key.key,
        algorithms=["RS256"],
        audience=registration.issuer,
        issuer=registration.client_id,
        options={"require": ["exp", "iat", "nonce"]},
    )
    return answered


def save(there: Course, registration: Registration, *units: Unit, **asked: Any) -> HttpResponse:
    picker = there.open(replace(DEEP_LINKING, **asked), registration=registration, deployment_id="d-1")
    return picker.post({"unit": [str(unit.pk) for unit in units], "columns": "1"})


def verified_items(there: Course, registration: Registration, *units: Unit, **asked: Any) -> list[dict[str, Any]]:
    """The links of the verified answer."""
    found: list[dict[str, Any]] = claims(save(there, registration, *units, **asked), registration)[f"{DL}content_items"]
    return found


def test_the_answer_is_signed_for_this_lms(there: Course, registration: Registration, room: ClassWithUnits) -> None:
    answer = save(there, registration, room.units["u1"], room.units["u2"])
    answered = claims(answer, registration)
    assert Form(answer).actions == [RESPONSE_URL]
    assert answered[f"{L}message_type"] == "LtiDeepLinkingResponse"
    assert answered[f"{L}version"] == "1.3.0"
    assert answered[f"{L}deployment_id"] == "d-1"
    assert answered[f"{DL}data"] == {"kept": [1, "as it came"]}
    assert answered["exp"] - answered["iat"] == 300


def test_the_registration_keeps_when_units_were_first_placed(
    there: Course, registration: Registration, room: ClassWithUnits
) -> None:
    def placed_at() -> datetime | None:
        return Registration.objects.get(pk=registration.pk).units_placed_at

    there.open().save(room.units["u1"])  # by a picker of LTI 1.1
    assert placed_at() is None
    save(there, registration, room.units["u1"])
    first = placed_at()
    assert first is not None
    save(there, Registration.objects.get(pk=registration.pk), room.units["u2"])
    assert placed_at() == first


def test_a_unit_goes_home_with_column_and_dates(
    there: Course, registration: Registration, room: ClassWithUnits
) -> None:
    unit = room.units["u1"]
    opens, due, closes = (datetime(2027, 1, day, 12, tzinfo=UTC) for day in (1, 8, 15))
    Unit.objects.filter(pk=unit.pk).update(available_from=opens, due_at=due, until_at=closes)
    (item,) = verified_items(there, registration, unit)
    assert item["type"] == "ltiResourceLink"
    assert item["url"] == f"http://localhost:8000/lti/units/{unit.pk}"
    assert item["title"] == unit.title
    assert item["custom"] == {"unit": str(unit.pk)}
    assert item["lineItem"] == {"label": unit.title, "scoreMaximum": 100, "resourceId": str(unit.pk), "tag": "unit"}
    assert item["available"] == {"startDateTime": "2027-01-01T12:00:00Z", "endDateTime": "2027-01-15T12:00:00Z"}
    assert item["submission"] == {"endDateTime": "2027-01-08T12:00:00Z"}
    assert item["window"] == {"targetName": "_blank"}


def test_a_link_for_schoology_asks_for_dates_itself(
    there: Course, registration: Registration, room: ClassWithUnits
) -> None:
    """There the app's own parameters do not come with what deep linking brought."""
    Lms.objects.filter(pk=there.lms.pk).update(family="schoology")
    unit = room.units["u1"]
    (item,) = verified_items(there, registration, unit)
    assert item["custom"] == {**custom_parameters("schoology"), "unit": str(unit.pk)}
    assert item["custom"]["submission_end"] == "$ResourceLink.submission.endDateTime"


@pytest.mark.parametrize(
    ("targets", "frame"),
    [(("embed", "iframe", "window"), {"width": 800, "height": 600}), (("iframe", "window"), {}), (("window",), None)],
)
def test_units_of_a_class_that_opens_inside_the_lms(
    there: Course,
    registration: Registration,
    room: ClassWithUnits,
    targets: tuple[str, ...],
    frame: dict[str, int] | None,
) -> None:
    Classroom.objects.filter(pk=room.classroom.pk).update(links_open="frame")
    (item,) = verified_items(there, registration, room.units["u1"], targets=targets)
    assert (item.get("iframe"), item.get("window")) == (frame, None)


def test_an_lms_that_takes_one_link_and_no_columns_gets_that(
    there: Course, registration: Registration, room: ClassWithUnits
) -> None:
    both = (room.units["u1"], room.units["u2"])
    (item,) = verified_items(there, registration, *both, accept_lineitem=False, multiple=False)
    assert item["title"] == room.units["u1"].title
    assert "lineItem" not in item


def test_cancel_is_an_answer_without_items(there: Course, registration: Registration, room: ClassWithUnits) -> None:
    answer = there.open(DEEP_LINKING, registration=registration, deployment_id="d-1").post({"cancel": "1"})
    answered = claims(answer, registration)
    assert answered[f"{DL}content_items"] == []
    assert answered[f"{DL}data"] == {"kept": [1, "as it came"]}


def test_another_host_is_confirmed_once(there: Course, registration: Registration, room: ClassWithUnits) -> None:
    elsewhere = "https://vanity.example.org/deep"
    assert save(there, registration, room.units["u1"], return_url=elsewhere).status_code == 409


def test_the_registrations_own_host_is_home(there: Course, room: ClassWithUnits) -> None:
    sso = "https://sso.example.org"
    registration = register(actor=None, lms=there.lms, endpoints=endpoints(sso))
    answer = save(there, registration, room.units["u1"], return_url=f"{sso}/deep")
    assert Form(answer).actions == [f"{sso}/deep"]
