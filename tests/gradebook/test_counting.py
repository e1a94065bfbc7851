"""Which submission counts, and what it comes to."""

from decimal import Decimal

import pytest

from slipway.content.kinds.exercise_settings import CountsWhich
from slipway.gradebook.counting import count_again, credit_completion, recount
from slipway.gradebook.models import Grade
from slipway.gradebook.standing import points_of, standing
from slipway.submissions.models import Submission
from tests import factories
from tests.gradebook.handed_in import graded, handed_in
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("counts", "scores", "number", "said"),
    [
        ("best", ["0.5"], 1, "Your submission counts: 50 of 100 points."),
        ("best", ["0.5", "0.8", "0.8", "0.2"], 2, "Your best of 4 counts: 80 of 100 points."),
        ("latest", ["0.5", "0.8", "0.2"], 3, "Your latest of 3 counts: 20 of 100 points."),
        ("latest", ["0.125"], 1, "Your submission counts: 12.50 of 100 points."),
    ],
)
def test_the_unit_says_which_counts(counts: str, scores: list[str], number: int, said: str) -> None:
    unit, student = exercise_unit(counts=CountsWhich(counts)), factories.account()
    for score in scores:
        graded(unit, student, score)
    grade = Grade.objects.get()
    assert grade.submission
    assert (grade.submission.number, grade.graded, grade.source) == (number, len(scores), "autograde")
    assert grade.score == Decimal(scores[number - 1])
    assert standing(grade, unit) == said


def test_a_late_penalty_counts() -> None:
    unit, student = exercise_unit(), factories.account()
    graded(unit, student, "1", kept="0.4", is_late=True)
    assert (Grade.objects.get().score, Grade.objects.get().is_late) == (Decimal("0.4"), True)
    graded(unit, student, "0.5")
    assert (Grade.objects.get().score, Grade.objects.get().is_late) == (Decimal("0.5"), False)


def test_counting_again_changes_nothing_and_follows_what_changed() -> None:
    unit, student = exercise_unit(), factories.account()
    first, second = graded(unit, student, "0.9"), graded(unit, student, "0.6")
    recount(unit=unit, user=student)
    assert (Grade.objects.get().score, Grade.objects.get().submission) == (Decimal("0.9"), first)
    Submission.objects.filter(pk=first.pk).update(score=Decimal("0.1"), kept_score=Decimal("0.1"))
    count_again(first)
    assert (Grade.objects.get().score, Grade.objects.get().submission) == (Decimal("0.6"), second)
    Submission.objects.update(state=Submission.State.FAILED)
    recount(unit=unit, user=student)
    assert (Grade.objects.get().score, Grade.objects.get().source) == (None, "")


def test_what_waits_makes_no_grade() -> None:
    unit, student = exercise_unit(), factories.account()
    handed_in(unit, student)
    recount(unit=unit, user=student)
    assert Grade.objects.count() == 0


def test_completing_a_unit_to_read_is_worth_its_points() -> None:
    made = factories.classroom_with_units()
    unit, student = made.unit("u1"), factories.account()
    for _ in range(2):
        credit_completion(unit=unit, user=student)
    grade = Grade.objects.get()
    assert (grade.score, grade.source) == (Decimal(1), "completion")
    credit_completion(unit=exercise_unit(), user=student)
    assert Grade.objects.count() == 1


@pytest.mark.parametrize(
    ("score", "points", "shown"),
    [
        ("1", "10", "10.00"),
        ("0.333333", "10", "3.33"),
        ("0.999999", "10", "9.99"),
        ("0", "10", "0.00"),
        ("0.5", "0", "0"),
    ],
)
def test_points(score: str, points: str, shown: str) -> None:
    assert points_of(Decimal(score), Decimal(points)) == Decimal(shown)
