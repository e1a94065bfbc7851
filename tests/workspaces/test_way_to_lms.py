"""Only an address that a browser may safely follow becomes a link to the LMS."""

import pytest

from slipway.content.models import Classroom
from slipway.workspaces.way_to_lms import course_home


@pytest.mark.parametrize(
    ("kept", "link"),
    [
        ("https://canvas.example.edu/courses/7", "https://canvas.example.edu/courses/7"),
        ("  http://127.0.0.1:8001/courses/7 ", "http://127.0.0.1:8001/courses/7"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("//canvas.example.edu/courses/7", ""),
        ("canvas.example.edu/courses/7", ""),
        ("https://[broken", ""),
        ("https:///courses/7", ""),
    ],
)
def test_what_becomes_of_a_class_lms_url(kept: str, link: str) -> None:
    assert course_home(Classroom(lms_url=kept)) == link
