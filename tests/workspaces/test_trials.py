"""A teacher's trial of an exercise over HTTP: by both doors, what is told of it, and who has none."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.content.models import Unit
from slipway.jobs.models import Job
from slipway.orgs.models import User
from slipway.submissions.models import KeptVersion, SavedWork, Submission, Trial
from slipway.submissions.running import SHOWN_THEN
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_to_json
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.shown import Show
from slipway.workspaces.models import Workspace
from tests import factories
from tests.submissions.exercise import RIGHT, SUITE, exercise_unit
from tests.workspaces.test_work import AtWork, launched

pytestmark = [pytest.mark.http, pytest.mark.django_db]
WORK = {"files": {"shapes.py": RIGHT}}
HIDDEN = (ExerciseTab(tab="Errors", show=Show.VERDICT),)


def teacher_in(unit: Unit | None = None, **settings: Any) -> AtWork:
    return launched(unit, ClassRole.TEACHER, **settings)


def graded(trial: Trial) -> None:
    """As grading leaves it, of a program of which nothing was seen."""
    suite = read_suite(SUITE.encode(), file="tests.yaml").suite
    assert suite is not None
    result = result_to_json(judge_suite(suite, [[] for _tab in suite.tabs]))
    kept = {**result, SHOWN_THEN: {"Examples": "all", "Errors": "verdict"}}
    Trial.objects.filter(pk=trial.pk).update(state="graded", score="0.5", result=kept)


def test_a_draft_is_tried_in_a_launch_whatever_its_dates_and_attempts() -> None:
    teacher, now = teacher_in(attempts=1), timezone.now()
    Unit.objects.filter(pk=teacher.unit.pk).update(
        published=False, available_from=now, until_at=now - timedelta(days=1)
    )
    for number in (1, 2):
        made = teacher.post("trials", WORK)
        assert (made.status_code, made.json()) == (201, {"number": number, "state": "waiting"})
    trial = Trial.objects.get()
    assert (Job.objects.get().key, Job.objects.get().kind) == (str(trial.pk), "try-exercise")
    assert not any(rows.objects.exists() for rows in (Submission, SavedWork, KeptVersion, Workspace))
    told = teacher.get("trials/2").json()
    assert (told["state"], told["place"], told["isDelayed"], told["points"]) == ("waiting", 0, False, None)
    assert teacher.get("trials/1").status_code == 404


def test_an_owner_tries_it_at_slipways_own_door() -> None:
    unit, browser = exercise_unit(), Client()
    owner = factories.account()
    factories.enrol(owner, unit.classroom, ClassRole.TEACHER)
    browser.force_login(owner)
    page = browser.get(f"/units/{unit.pk}").content.decode()
    assert ("data-tries" in page, "data-keeps" in page, "shows all" in page) == (True, False, True)
    made = browser.post(f"/units/{unit.pk}/trials", json.dumps(WORK), content_type="application/json")
    assert made.status_code == 201
    assert browser.get(f"/units/{unit.pk}/trials/1").json()["state"] == "waiting"


@pytest.mark.parametrize("role", [ClassRole.STUDENT, ClassRole.OBSERVER, ClassRole.PREVIEW])
def test_nobody_else_tries(role: ClassRole) -> None:
    person = launched(role=role)
    assert person.post("trials", WORK).status_code == 404
    assert "data-tries" not in Client().get(person.base, headers=person.bearer).content.decode()
    assert not Trial.objects.exists()


def test_a_teachers_trial_is_their_own_and_of_one_class() -> None:
    teacher = teacher_in()
    teacher.post("trials", WORK)
    assert teacher_in(teacher.unit).get("trials/1").status_code == 404
    other = teacher_in()
    Trial.objects.update(user=_person(other))
    assert (
        Client().get(f"{other.base.rpartition('/')[0]}/{teacher.unit.pk}/trials/1", headers=other.bearer).status_code
        == 404
    )


def _person(there: AtWork) -> User:
    return LaunchSession.objects.get(launch_id=UUID(there.base.split("/")[2])).identity.user


def test_its_result_is_what_students_see_by_two_statements_with_the_doors(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    teacher = teacher_in(tabs=HIDDEN)
    teacher.post("trials", WORK)
    graded(Trial.objects.get())
    teacher.get("trials/1")
    with django_assert_num_queries(2):
        told = teacher.get("trials/1").json()
    assert (told["state"], float(told["points"])) == ("graded", float(teacher.unit.points) / 2)
    assert [tab.get("verdicts_only") for tab in told["result"]["result"]["tabs"]] == [False, True]
    assert "sides are positive" not in json.dumps(told)
    assert "area(3, 4)" in json.dumps(told)
    Trial.objects.update(state="waiting", result=None)
    with django_assert_num_queries(2):
        teacher.get("trials/1")


def test_students_come_first_and_one_that_nobody_grades_says_so() -> None:
    teacher = teacher_in()
    teacher.post("trials", WORK)
    launched(teacher.unit).post("submissions", WORK)
    assert teacher.get("trials/1").json()["place"] == 1
    Submission.objects.all().delete()
    Trial.objects.update(received_at=timezone.now() - timedelta(minutes=3))
    assert teacher.get("trials/1").json()["isDelayed"] is True
    Trial.objects.update(received_at=timezone.now() - timedelta(hours=2))
    told = teacher.get("trials/1").json()
    assert (told["state"], told["isDelayed"]) == ("failed", True)
    assert told["problem"].startswith("Grading did not work for an hour.")


@pytest.mark.parametrize("sent", [{}, {"files": 1}, {"files": {"../a.py": ""}}, {"files": {"a.py": "x" * 2_500_000}}])
def test_what_is_no_work_is_refused(sent: object) -> None:
    teacher = teacher_in()
    assert teacher.post("trials", sent).status_code == 422
    assert not Trial.objects.exists()
