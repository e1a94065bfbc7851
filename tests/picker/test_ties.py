"""Which classes a picker lists, as a teacher could read it."""

import pytest

from slipway.classes.access import Right
from slipway.picker.ties import Tie, tie

TEACHER, ADMIN = Right.TEACHER, Right.PREVIEW


@pytest.mark.parametrize(
    ("right", "named_by_url", "connected", "taught", "listed"),
    [
        (TEACHER, True, False, False, Tie.NAMED),
        (TEACHER, True, True, True, Tie.NAMED),
        (TEACHER, False, True, False, Tie.CONNECTED),
        (TEACHER, False, True, True, Tie.CONNECTED),
        (TEACHER, False, False, True, Tie.TAUGHT),
        (TEACHER, False, False, False, None),
        (ADMIN, True, False, False, Tie.NAMED),
        (ADMIN, False, True, False, Tie.CONNECTED),
        (ADMIN, False, False, True, None),  # sees what the course has, and nobody's other classes
        (Right.STUDENT, True, True, True, None),
        (Right.OBSERVER, True, True, True, None),
    ],
)
def test_why_a_class_is_listed(
    *, right: Right, named_by_url: bool, connected: bool, taught: bool, listed: Tie | None
) -> None:
    assert tie(named_by_url=named_by_url, connected=connected, taught=taught, right=right) is listed
