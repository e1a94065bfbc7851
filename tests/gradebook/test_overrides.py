"""A teacher's word in the place of what was earned; comments on lines."""

from decimal import Decimal

import pytest

from slipway.audit.models import AuditEntry
from slipway.audit.trail import Named
from slipway.gradebook.comments import NoSuchLineError, add_comment, comments_for, edit_comment, remove_comment
from slipway.gradebook.models import Comment, Grade
from slipway.gradebook.overrides import Override, override_grade, take_back_override
from slipway.gradebook.standing import reason_for_student, standing
from slipway.orgs.models import User
from tests import factories
from tests.gradebook.handed_in import graded
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db


def named(user: User) -> Named:
    return Named(user.pk, "Tess Teacher")


def test_an_override_stands_whatever_is_handed_in_and_is_taken_back() -> None:
    unit, student, teacher = exercise_unit(), factories.account(), named(factories.account())
    graded(unit, student, "0.5")
    given = Override(points=Decimal("87.5"), reason="Explained it to me in class", is_shown=True)
    override_grade(actor=teacher, unit=unit, user=student, given=given)
    graded(unit, student, "0.6")
    grade = Grade.objects.get()
    assert (grade.score, grade.earned, grade.source) == (Decimal("0.875"), Decimal("0.6"), "teacher")
    assert standing(grade, unit) == "Your teacher gave you 87.50 of 100 points."
    assert reason_for_student(grade) == "Explained it to me in class"
    take_back_override(actor=teacher, unit=unit, user=student)
    take_back_override(actor=teacher, unit=unit, user=student)
    grade.refresh_from_db()
    assert (grade.score, grade.source, reason_for_student(grade)) == (Decimal("0.6"), "autograde", "")
    entries = AuditEntry.objects.filter(action__startswith="grade.").order_by("at")
    assert [(entry.action, entry.details["before"], entry.details["after"]) for entry in entries] == [
        ("grade.override", "0.500000", "0.875000"),
        ("grade.override-remove", "0.875000", "0.600000"),
    ]
    assert {entry.organization_id for entry in entries} == {unit.classroom.organization_id}
    assert {entry.details["reason"] for entry in entries} == {"Explained it to me in class"}


def test_a_reason_is_the_students_only_if_the_teacher_says_so() -> None:
    unit, student = exercise_unit(), factories.account()
    given = Override(points=Decimal(0), reason="Copied from a neighbour", is_shown=False)
    grade = override_grade(actor=named(factories.account()), unit=unit, user=student, given=given)
    assert (grade.score, reason_for_student(grade)) == (Decimal(0), "")


def test_a_comment_stands_at_its_line_until_it_is_removed() -> None:
    unit, student, teacher = exercise_unit(), factories.account(), named(factories.account())
    submission = graded(unit, student, "0.5")
    made = add_comment(actor=teacher, submission=submission, path="shapes.py", line=2, text="What of negative sides?")
    assert (made.code, made.by_name) == ("    return width * height", "Tess Teacher")
    edit_comment(actor=teacher, comment=made, text="And negative sides?")
    assert [(each.text, each.edited_at is None) for each in comments_for(unit, student)] == [
        ("And negative sides?", False)
    ]
    assert comments_for(unit, factories.account()) == []
    remove_comment(actor=teacher, comment=Comment.objects.get())
    assert comments_for(unit, student) == []
    assert list(
        AuditEntry.objects.filter(action__startswith="comment.").order_by("at").values_list("action", flat=True)
    ) == [
        "comment.add",
        "comment.edit",
        "comment.remove",
    ]


@pytest.mark.parametrize(("path", "line"), [("shapes.py", 0), ("shapes.py", 4), ("other.py", 1)])
def test_a_line_that_is_not_there_takes_no_comment(path: str, line: int) -> None:
    submission = graded(exercise_unit(), factories.account(), "0.5")
    with pytest.raises(NoSuchLineError):
        add_comment(actor=named(factories.account()), submission=submission, path=path, line=line, text="?")
    assert Comment.objects.count() == 0
