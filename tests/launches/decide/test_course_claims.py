"""A link's author writes its address and custom parameters: neither claims a course (docs/architecture.md, rule 5)."""

import pytest

from tests.canvas import launch_fields, person, selection_fields
from tests.launches.school import School

pytestmark = pytest.mark.http

CLAIMS = {"custom_canvas_api_domain": "canvas.example.edu", "custom_canvas_course_id": "7"}
CANVAS_OWN = ("tool_consumer_", "launch_presentation_return_url", "custom_")
EVE = person("eve", roles="Instructor", name="Eve Elsewhere")


def from_another_lms(**changes: str) -> dict[str, str]:
    """A launch of a teacher of course 99 in an LMS that says nothing of itself, as Open edX does."""
    kept = launch_fields(course=99)
    return {name: text for name, text in kept.items() if not name.startswith(CANVAS_OWN)} | EVE | changes


@pytest.mark.parametrize(
    ("query", "changes", "code"),
    [
        ("", CLAIMS, "not-connected"),
        ("exercise=loops&custom_colour=red", CLAIMS, "not-connected"),
        ("tool_consumer_info_product_family_code=canvas", CLAIMS, "malformed"),
        ("tool_consumer_instance_guid=x:canvas-lms", CLAIMS, "malformed"),
        ("launch_presentation_return_url=https%3A%2F%2Fcanvas.example.edu%2Fcourses%2F7%2Fx", {}, "malformed"),
        (
            "tool_consumer_info_product_family_code=moodle&tool_consumer_instance_guid=canvas.example.edu",
            {},
            "malformed",
        ),
    ],
)
def test_an_author_does_not_teach_a_course_by_claiming_it(
    acme: School, query: str, changes: dict[str, str], code: str
) -> None:
    path = f"{acme.address('python', 'loops')}?{query}".rstrip("?")
    answer = acme.canvas.post(path, acme.canvas.form(path, from_another_lms(**changes)))
    assert answer.headers["x-refusal-code"] == code


def test_what_canvas_copies_from_a_link_is_not_canvass_word(acme: School) -> None:
    """A student's link to the picker's address, clicked by a teacher, must not lead the choice to the student."""
    asked = {
        "selection_directive": "select_link",
        "ext_content_return_types": "lti_launch_url",
        "ext_content_return_url": "https://evil.example/take",
    }
    pairs = acme.canvas.form("/lti/select", launch_fields() | EVE | asked)
    query = "&".join(f"{name}={text}" for name, text in asked.items())
    answer = acme.canvas.post(f"/lti/select?{query}", pairs)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (400, "unsupported-message")


def test_a_return_url_in_the_address_is_none(acme: School) -> None:
    fields = selection_fields() | EVE
    url = "https://evil.example/take"
    pairs = acme.canvas.form("/lti/select", fields | {"content_item_return_url": url})
    answer = acme.canvas.post(f"/lti/select?content_item_return_url={url}", pairs)
    assert answer.headers["x-refusal-code"] == "return-url"
