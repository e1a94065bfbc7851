"""Students without a name are called on these pages as on all others."""

import pytest

from slipway.classes.enrolled import enrolled_people, enrolments_in
from slipway.orgs.models import User
from slipway.regrade_pages.students import student_names, students_to_choose
from tests import factories

pytestmark = pytest.mark.django_db


def test_whom_no_lms_names_has_one_stand_in_everywhere() -> None:
    classroom = factories.classroom_with_units().classroom
    student = User.objects.create_user(name="")
    factories.identity(factories.lms(classroom.organization), user=student, name="")
    factories.enrol(student, classroom)
    (listed,) = enrolled_people(classroom, enrolments_in(classroom).filter(user=student))
    assert student_names(classroom, [student.pk]) == {student.pk: listed.name}
    assert students_to_choose(classroom) == [(str(student.pk), listed.name)]
