"""What failed or has waited for days is graded again, by a teacher's button and by the operator's command."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from slipway.jobs.models import Job
from slipway.jobs.stopped import retry_stopped
from slipway.orgs.models import User
from slipway.submissions.grading import GRADING
from slipway.submissions.models import Submission
from slipway.submissions.stuck import grade_again, not_graded, reasons
from tests import factories
from tests.submissions.exercise import RIGHT, SUITE, exercise_unit, put_files
from tests.submissions.test_grading import AwayForNow, graded, work_all

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]


@pytest.fixture
def teacher() -> User:
    return factories.account()


def test_a_failed_one_is_graded_again_once_the_exercise_is_mended(teacher: User) -> None:
    unit = exercise_unit({"tests/tests.yaml": "- tab: [\n"})
    made = graded(unit, RIGHT)
    assert "tests/tests.yaml" in reasons([made.pk])[made.pk].english
    put_files(unit, {"tests/tests.yaml": SUITE})
    assert grade_again(actor=teacher, unit=unit, submission=made) == 1
    work_all()
    made.refresh_from_db()
    assert (made.state, made.score) == ("graded", Decimal(1))
    assert not reasons([made.pk])
    assert grade_again(actor=teacher, unit=unit) == 0


@pytest.mark.parametrize("by", ["teacher", "operator"])
def test_after_three_days_without_a_sandbox(teacher: User, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = exercise_unit()
    with monkeypatch.context() as away:
        away.setattr("slipway.submissions.grading.sandbox", AwayForNow)
        made = graded(unit, RIGHT)
        assert not not_graded(unit).exists()  # it waits for seconds: nothing to do yet
        then = timezone.now() - timedelta(days=4)
        Job.objects.update(asked_at=then, next_at=then)
        Submission.objects.update(received_at=then)
        work_all()
    made.refresh_from_db()
    assert (made.state, Job.objects.get().stopped_at is not None) == ("waiting", True)
    assert reasons([made.pk])[made.pk].english == "The machine does not answer. Slipway has stopped trying."
    done = grade_again(actor=teacher, unit=unit) if by == "teacher" else retry_stopped(GRADING)
    assert done == 1
    work_all()
    made.refresh_from_db()
    assert (made.state, made.score) == ("graded", Decimal(1))
