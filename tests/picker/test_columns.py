"""Gradebook columns: where the LMS makes them, in which points; off unless a teacher asks."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.lms_kinds.moodle import MOODLE
from slipway.lti.message import SelectionRequest
from slipway.picker.columns import Columns, column_points, gradebook_columns

Answer = Literal["content-item", "legacy", "deep-linking"]
HOME = "https://lms.example.edu/return"


def asked(answer: Answer, **told: object) -> SelectionRequest:
    return SelectionRequest(return_url=HOME, answer=answer, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("family", "request_", "becomes"),
    [
        ("moodle", asked("content-item", multiple=True), Columns.CHOSEN),
        ("moodle", asked("deep-linking", multiple=True), Columns.CHOSEN),
        ("blackboard", asked("deep-linking", accept_lineitem=True, targets=("embed", "window")), Columns.CHOSEN),
        ("", asked("deep-linking"), Columns.CHOSEN),
        ("sakai", asked("content-item"), Columns.CHOSEN),
        ("sakai", asked("deep-linking", accept_lineitem=False), Columns.NONE),
        ("openedx", asked("deep-linking", multiple=True), Columns.NONE),
        ("canvas", asked("legacy"), Columns.NONE),
        ("canvas", asked("content-item"), Columns.NONE),
        ("canvas", asked("deep-linking", placement="editor_button", multiple=True), Columns.NONE),
        ("canvas", asked("deep-linking", targets=("embed", "iframe", "window"), multiple=True), Columns.NONE),
        ("canvas", asked("deep-linking", placement="assignment_selection"), Columns.NEEDED),
        ("canvas", asked("deep-linking", placement="course_assignments_menu", multiple=True), Columns.NEEDED),
        ("canvas", asked("deep-linking"), Columns.NEEDED),
        ("canvas", asked("deep-linking", placement="link_selection"), Columns.CHOSEN),
        ("canvas", asked("deep-linking", placement="module_index_menu_modal", multiple=True), Columns.CHOSEN),
        ("canvas", asked("deep-linking", multiple=True), Columns.CHOSEN),
    ],
)
def test_c6_where_a_choice_brings_columns(family: str, request_: SelectionRequest, becomes: Columns) -> None:
    assert gradebook_columns(request_, family) is becomes


@pytest.mark.parametrize(
    ("family", "points", "counted"),
    [
        ("moodle", "100", "100"),
        ("moodle", "150", "100"),
        ("moodle", "100.5", "100"),
        ("moodle", "99.5", "100"),
        ("moodle", "12.5", "13"),
        ("moodle", "2.25", "2"),
        ("moodle", "0.01", "1"),
        ("moodle", "50", "50"),
        ("canvas", "150", "150"),
        ("blackboard", "12.5", "12.5"),
        ("", "1000", "1000"),
    ],
)
def test_c1_moodle_counts_in_whole_points_up_to_a_hundred(family: str, points: str, counted: str) -> None:
    assert column_points(Decimal(points), family) == Decimal(counted)


@given(st.decimals(min_value="0.01", max_value="999999.99", places=2))
def test_c1_moodle_can_save_whatever_a_unit_has(points: Decimal) -> None:
    counted = column_points(points, "moodle") or 0
    assert counted == int(counted)
    most = MOODLE.most_points
    assert most == 100
    assert 1 <= counted <= most
    if points == points.to_integral_value() and points <= most:
        assert counted == points
