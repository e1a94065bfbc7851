"""What goes home with a choice: columns that the teacher asked for, in the LMS's points, and no title said twice."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import jwt
import pytest
from django.http import HttpResponse

from slipway.content.models import Unit
from slipway.lms.models import Lms
from slipway.lms.registrations.change import register
from slipway.lti.message import LTI_LINK, SelectionRequest
from tests.lms.registered import endpoints
from tests.picker.scene import CANVAS, EDITOR, RETURN_URL, Course, Form, course, named
from tests.picker.test_save import graph
from tests.workspaces.reading import text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

CONTENT_ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
Version = Literal["1.1", "1.3"]
BY_1P1 = replace(EDITOR, targets=("frame", "iframe", "window"), media_types=(LTI_LINK,))
BY_1P3 = SelectionRequest(return_url=RETURN_URL, media_types=("ltiResourceLink",), multiple=True, answer="deep-linking")


def saved(there: Course, version: Version, *units: Unit, **form: str) -> list[dict[str, Any]]:
    """The items of the answer."""
    sent: dict[str, object] = {"unit": [str(unit.pk) for unit in units], **form}
    if version == "1.1":
        return graph(there.open(BY_1P1).post(sent))
    answer = opened_by_1p3(there, BY_1P3).post(sent)
    return items_by_1p3(answer)


def items_by_1p3(answer: HttpResponse) -> list[dict[str, Any]]:
    """The items of an LTI 1.3 answer, whose signature `test_deep_linking` verifies."""
    claims = jwt.decode(Form(answer).hidden["JWT"], options={"verify_signature": False})
    return list(claims[CONTENT_ITEMS])


def opened_by_1p3(there: Course, request: SelectionRequest) -> Any:
    registration = there.lms.registrations.first() or register(actor=None, lms=there.lms, endpoints=endpoints(CANVAS))
    return there.open(request, registration=registration, deployment_id="d-1")


def of_kind(family: str) -> Course:
    there = course()
    Lms.objects.filter(pk=there.lms.pk).update(family=family)
    return there


def maximum(item: dict[str, Any]) -> object:
    """The points of the item's column, None for none."""
    line = item.get("lineItem")
    return line and line.get("scoreMaximum", line.get("scoreConstraints", {}).get("totalMaximum"))


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_c6_a_column_only_where_the_teacher_asks(version: Version) -> None:
    there = of_kind("moodle")
    unit = named(there).unit("u1")
    assert [maximum(item) for item in saved(there, version, unit)] == [None]
    assert [maximum(item) for item in saved(there, version, unit, columns="1")] == [100]


@pytest.mark.parametrize("version", ["1.1", "1.3"])
@pytest.mark.parametrize(("family", "points"), [("moodle", 100), ("blackboard", 150), ("", 150)])
def test_c1_a_unit_of_more_than_moodle_takes(version: Version, family: str, points: int) -> None:
    there = of_kind(family)
    made = named(there)
    unit = made.unit("u1")
    Unit.objects.filter(pk=unit.pk).update(points=Decimal(150))
    Unit.objects.filter(pk=made.unit("u2").pk).update(points=Decimal(0))
    both = saved(there, version, unit, made.unit("u2"), columns="1")
    assert [maximum(item) for item in both] == [points, None]


def test_c6_canvas_makes_assignments_with_points_without_being_asked() -> None:
    there = of_kind("canvas")
    unit = named(there).unit("u1")
    for request, points in (
        (replace(BY_1P3, placement="assignment_selection", multiple=False), 100),
        (replace(BY_1P3, placement="course_assignments_menu"), 100),
        (replace(BY_1P3, placement="link_selection"), None),
    ):
        assert [maximum(item) for item in items_by_1p3(opened_by_1p3(there, request).save(unit))] == [points]


@pytest.mark.parametrize("version", ["1.1", "1.3"])
@pytest.mark.parametrize("family", ["moodle", "canvas", "sakai", ""])
def test_c12_the_description_does_not_repeat_the_title(version: Version, family: str) -> None:
    there = of_kind(family)
    [item] = saved(there, version, named(there).unit("u1"))
    assert item["title"] == "Unit 1"
    assert "text" not in item


def test_the_picker_says_what_becomes_of_points() -> None:
    there = of_kind("moodle")
    made = named(there)
    shown = text_of(there.open(BY_1P1).get())
    assert "Add a gradebook column in Canvas for each graded unit" in shown
    assert "Slipway sends no grades yet" in shown
    assert "scores are scaled" not in shown
    Unit.objects.filter(pk=made.unit("u1").pk).update(points=Decimal("12.5"))
    assert "whole points, 100 at most" in text_of(there.open(BY_1P1).get())


@pytest.mark.parametrize(
    ("family", "request_"), [("canvas", EDITOR), ("openedx", BY_1P3), ("sakai", replace(BY_1P3, accept_lineitem=False))]
)
def test_no_choice_where_nothing_comes_of_it(family: str, request_: SelectionRequest) -> None:
    there = of_kind(family)
    unit = named(there).unit("u1")
    picker = opened_by_1p3(there, request_) if request_.answer == "deep-linking" else there.open(request_)
    assert "gradebook column" not in text_of(picker.get())
    answer: HttpResponse = picker.post({"unit": [str(unit.pk)], "columns": "1"})
    assert answer.status_code == 200
    if request_.answer == "content-item":
        assert "lineItem" not in graph(answer)[0]


def test_a_form_that_is_shown_again_keeps_the_tick() -> None:
    there = of_kind("moodle")
    named(there)
    answer = there.open(BY_1P1).post({"columns": "1"})
    assert answer.status_code == 422
    [box] = [field for field in Form(answer).inputs if field.get("name") == "columns"]
    assert "checked" in box
