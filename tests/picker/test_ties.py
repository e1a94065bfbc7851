"""Which classes a picker lists, as a teacher could read it."""

import pytest

from slipway.classes.roles import ClassRole
from slipway.picker.ties import Tie, tie

TEACHER, ADMIN = ClassRole.TEACHER, ClassRole.PREVIEW


@pytest.mark.parametrize(
    ("role", "named_by_url", "connected", "taught", "may_connect", "barred", "listed"),
    [
        (TEACHER, True, False, False, False, False, Tie.NAMED),
        (TEACHER, True, True, True, True, False, Tie.NAMED),
        (TEACHER, False, True, False, False, False, Tie.CONNECTED),
        (TEACHER, False, True, True, True, False, Tie.CONNECTED),
        (TEACHER, False, False, True, True, False, Tie.TAUGHT),
        (TEACHER, False, False, False, False, False, None),
        (TEACHER, True, False, False, False, True, Tie.TAKEN_AWAY),  # made a student by hand, or removed
        (TEACHER, False, True, False, False, True, Tie.TAKEN_AWAY),
        (TEACHER, False, False, False, False, True, None),  # of another course
        (ADMIN, True, False, False, False, False, Tie.NAMED),
        (ADMIN, True, False, False, False, True, Tie.NAMED),  # looks as at a launch, and is nobody in the class
        (ADMIN, False, True, False, False, False, Tie.CONNECTED),
        (ADMIN, False, False, True, False, False, None),  # sees what the course has, and nobody's other classes
        (ClassRole.STUDENT, True, True, True, True, False, None),
        (ClassRole.OBSERVER, True, True, True, True, False, None),
        (TEACHER, False, False, True, False, False, Tie.ASKS),  # an assistant, here or there: its teachers decide
        (TEACHER, False, True, True, False, False, Tie.CONNECTED),
        (ADMIN, False, False, True, True, False, Tie.TAUGHT),  # made a teacher of the class by hand
    ],
)
def test_why_a_class_is_listed(
    *,
    role: ClassRole,
    named_by_url: bool,
    connected: bool,
    taught: bool,
    may_connect: bool,
    barred: bool,
    listed: Tie | None,
) -> None:
    facts = {"connected": connected, "taught": taught, "may_connect": may_connect, "barred": barred}
    why = tie(named_by_url=named_by_url, role=role, **facts)
    assert why is listed
