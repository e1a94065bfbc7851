"""The order of roles stands in databases: of what several courses say, the greatest counts."""

import pytest

from slipway.classes.roles import COURSE_ROLES, ENROLLED_ROLES, ClassRole


@pytest.mark.parametrize(
    ("told", "kept", "becomes"),
    [("observer", 0, "observer"), ("student", 1, "student"), ("assistant", 2, "teacher"), ("teacher", 3, "teacher")],
)
def test_what_a_course_may_say_of_somebody(told: str, kept: int, becomes: str) -> None:
    assert (ClassRole(told).rank, ClassRole(told).enrolled) == (kept, becomes)
    assert (COURSE_ROLES[kept], becomes in ENROLLED_ROLES) == (told, True)


def test_no_course_says_that_somebody_only_looks() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        _ = ClassRole.PREVIEW.rank
