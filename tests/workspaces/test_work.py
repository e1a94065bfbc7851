"""The work in an exercise over HTTP: saved, handed in, asked about; by whom, and by nobody else."""

import json
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from slipway.audit.trail import Named
from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import CompletedBy, ExerciseTab
from slipway.content.models import Unit
from slipway.gradebook.comments import add_comment
from slipway.gradebook.models import Grade
from slipway.jobs.models import Job
from slipway.submissions.grading import tell_graded
from slipway.submissions.models import KeptVersion, SavedWork, Submission
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.result import SuiteResult
from slipway.suites.scoring import Credit
from slipway.suites.shown import Show
from slipway.workspaces.models import Workspace
from slipway.workspaces.work_data import MOST_VERSIONS
from tests import factories
from tests.submissions.exercise import exercise_unit

pytestmark = [pytest.mark.http, pytest.mark.django_db]
ONE, TWO = {"shapes.py": "one"}, {"shapes.py": "two"}


@dataclass
class AtWork:
    """Somebody launched into an exercise."""

    unit: Unit
    base: str
    bearer: dict[str, Any]

    def post(self, below: str, sent: object) -> Any:
        path = f"{self.base}/{below}"
        return Client().post(path, json.dumps(sent), content_type="application/json", headers=self.bearer)

    def get(self, below: str) -> Any:
        return Client().get(f"{self.base}/{below}", headers=self.bearer)


def launched(unit: Unit | None = None, role: str = ClassRole.STUDENT, **settings: Any) -> AtWork:
    unit = unit or exercise_unit(**settings)
    token, session = factories.launch_session(unit.classroom, role=role, unit=unit)
    return AtWork(unit, f"/l/{session.launch_id}/units/{unit.pk}", factories.bearer(token))


def test_work_is_saved_and_comes_again_with_the_page() -> None:
    student = launched()
    assert student.post("my-work", {"files": ONE, "base": 0}).json() == {"version": 1}
    assert student.post("my-work", {"files": TWO, "base": 1}).json() == {"version": 2}
    assert Workspace.objects.count() == 1  # saving is beginning
    page = Client().get(student.base, headers=student.bearer)
    work = json.loads(_attribute(page.content.decode(), "data-work"))
    assert (work["files"], work["version"], work["main"]) == (TWO, 2, "shapes.py")
    assert "tests.yaml" not in page.content.decode()


def _attribute(html: str, name: str) -> str:
    from html import unescape  # noqa: PLC0415

    return unescape(html.partition(f'{name}="')[2].partition('"')[0])


def test_two_tabs_hear_of_each_other() -> None:
    student = launched()
    student.post("my-work", {"files": ONE, "base": 0})
    student.post("my-work", {"files": {"shapes.py": "other tab"}, "base": 1})
    late = student.post("my-work", {"files": TWO, "base": 1})
    assert (late.status_code, late.json()) == (409, {"version": 2, "other": {"files": {"shapes.py": "other tab"}}})
    assert KeptVersion.objects.get().files == TWO
    chosen = student.post("my-work/ran", {"files": {"shapes.py": "other tab"}, "why": "other-tab"})
    assert chosen.status_code == 204
    assert student.post("my-work", {"files": TWO, "base": 2}).json() == {"version": 3}


def test_starting_over_gives_the_starter() -> None:
    student = launched()
    student.post("my-work", {"files": ONE, "base": 0})
    again = student.post("my-work/start-over", {"files": ONE}).json()
    assert again["version"] == 2
    assert again["files"]["shapes.py"].startswith("def area")


def test_what_is_handed_in_waits_for_a_grade_and_counts_its_attempt() -> None:
    student = launched(attempts=2)
    made = student.post("submissions", {"files": ONE})
    assert (made.status_code, made.json()) == (201, {"number": 1, "state": "waiting"})
    assert Job.objects.get().key == str(Submission.objects.get().pk)
    told = student.get("submissions/1").json()
    assert (told["number"], told["state"], told["place"]) == (1, "waiting", 0)
    student.post("submissions", {"files": TWO})
    refused = student.post("submissions", {"files": TWO})
    assert refused.status_code == 409
    assert "no attempt left" in refused.json()["message"]
    assert Submission.objects.count() == 2


def test_after_the_last_moment_nothing_is_taken() -> None:
    student = launched()
    student.unit.until_at = timezone.now() - timedelta(hours=1)
    student.unit.save()
    refused = student.post("submissions", {"files": ONE})
    assert (refused.status_code, Submission.objects.count(), Job.objects.count()) == (409, 0, 0)


def test_versions_are_the_students_own_the_newest_first() -> None:
    student = launched()
    student.post("my-work/ran", {"files": ONE})
    student.post("submissions", {"files": TWO})
    found = student.get("my-work/versions").json()["versions"]
    assert [(each["why"], each["files"]) for each in found] == [("submitted", TWO), ("run", ONE)]


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b"{}",
        b'{"files": 1}',
        b'{"files": {"a.py": 1}}',
        b'{"files": {"../a.py": ""}}',
        b'{"files": {"a.py": "\\u0000"}}',
        b'{"files": {"a.py": "\\ud800"}}',
        b'{"files": {"a.py": ""}, "base": "1"}',
        b'{"files": {"a.py": ""}, "base": -1}',
        b'{"files": {"a.py": ""}, "base": true}',
        b"\xff",
        b'{"files": ' + b"[" * 100_000,
        b'{"files": {"a.py": "' + b"x" * 2_500_000 + b'"}}',
        b'{"files": {"a.py": "' + b"x" * 5_000_000 + b'"}}',
    ],
)
def test_what_is_no_work_is_refused_in_words(sent: bytes) -> None:
    student = launched()
    for below in ("my-work", "submissions", "my-work/ran"):
        path = f"{student.base}/{below}"
        answer = Client().post(path, sent, content_type="application/json", headers=student.bearer)
        assert answer.status_code == 422
        assert answer.json()["message"]
    assert [SavedWork.objects.count(), Submission.objects.count(), KeptVersion.objects.count()] == [0, 0, 0]


BELOW = ("my-work", "my-work/start-over", "my-work/ran", "submissions")


@pytest.mark.parametrize("role", [ClassRole.TEACHER, ClassRole.OBSERVER, ClassRole.PREVIEW])
def test_only_students_have_work(role: ClassRole) -> None:
    visitor = launched(role=role)
    assert {visitor.post(below, {"files": ONE}).status_code for below in BELOW} == {404}
    page = Client().get(visitor.base, headers=visitor.bearer)
    assert "data-work" in page.content.decode()
    assert "data-keeps" not in page.content.decode()


def test_nobody_reaches_anothers_submission() -> None:
    unit = exercise_unit()
    one, other = launched(unit), launched(unit)
    one.post("submissions", {"files": ONE})
    assert other.get("submissions/1").status_code == 404
    assert other.get("my-work/versions").json() == {"versions": []}
    elsewhere = launched()
    foreign = AtWork(unit, f"{elsewhere.base.rpartition('/')[0]}/{unit.pk}", elsewhere.bearer)
    assert {foreign.post(below, {"files": ONE}).status_code for below in BELOW} == {404}
    assert Client().post(f"{one.base}/my-work", "{}", content_type="application/json").status_code == 401


def test_a_unit_to_read_has_no_work() -> None:
    made = factories.classroom_with_units()
    student = launched(made.unit("u1"))
    assert {student.post(below, {"files": ONE}).status_code for below in BELOW} == {404}


def test_get_changes_nothing() -> None:
    student = launched()
    assert {student.get(below).status_code for below in BELOW} == {405}


def test_asking_for_a_result_takes_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    student = launched()
    student.post("submissions", {"files": ONE})
    with django_assert_num_queries(2):
        student.get("submissions/1")


def test_a_submission_says_how_many_wait_before_it() -> None:
    unit = exercise_unit()
    first, second = launched(unit), launched(unit)
    first.post("submissions", {"files": ONE})
    second.post("submissions", {"files": ONE})
    assert second.get("submissions/1").json()["place"] == 1
    Submission.objects.order_by("received_at")[:1].get().delete()
    assert second.get("submissions/1").json()["place"] == 0


def test_the_visible_tests_come_by_few_statements(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    student = launched(tabs=(ExerciseTab(tab="Errors", show=Show.VERDICT),))
    student.get("visible-tests")
    with django_assert_max_num_queries(7):
        told = student.get("visible-tests").json()
    assert [tab["name"] for tab in told["tests"]["suite"]["tabs"]] == ["Examples"]
    assert (told["tests"]["main"], told["tests"]["namespace"], told["sentences"]) == ("shapes.py", "shapes", {})


def test_sentences_of_a_check_come_in_the_readers_language() -> None:
    student = launched()
    path = f"{student.base}/visible-tests"
    told = Client().get(path, headers={**student.bearer, "Accept-Language": "de"}).json()["sentences"]
    assert told["Nothing was returned, because the call did not come to its end."].startswith("Es wurde nichts")


@pytest.mark.parametrize("files", [{"tests/tests.yaml": "- tab: [\n"}, {"starter/shapes.py": ""}])
def test_a_broken_exercise_has_nothing_to_check(files: dict[str, str]) -> None:
    assert launched(exercise_unit(files)).get("visible-tests").json()["tests"] is None


def scored(student: AtWork, score: str, **values: Any) -> Submission:
    """A submission as grading leaves it, told to the rooms above."""
    user = Workspace.objects.get().user
    number = Submission.objects.count() + 1
    values = {"state": "graded", "score": Decimal(score), "kept_score": Decimal(score), **values}
    made = Submission.objects.create(
        unit=student.unit, user=user, number=number, files=ONE, counts_at=timezone.now(), **values
    )
    tell_graded(made)
    return made


def rescored(made: Submission, score: str) -> None:
    made.score = made.kept_score = Decimal(score)
    made.save()
    tell_graded(made)


def is_done() -> bool:
    return Workspace.objects.get().completed_at is not None


def test_points_that_are_taken_back_complete_nothing() -> None:
    student = launched()
    student.post("my-work", {"files": ONE, "base": 0})
    full = scored(student, "1")
    assert is_done()
    scored(student, "0.5")
    assert is_done()  # another has all points still
    rescored(full, "0.5")
    assert not is_done()
    rescored(full, "1")
    assert is_done()
    Submission.objects.filter(pk=full.pk).update(state="failed")
    tell_graded(Submission.objects.get(number=2))
    assert not is_done()


def test_where_the_student_says_so_they_mark_it_and_take_it_back() -> None:
    student = launched(completed=CompletedBy.STUDENT)
    student.post("my-work", {"files": ONE, "base": 0})
    full = scored(student, "1")
    assert not is_done()  # by all points alone
    assert "Mark as completed" in page_of(student)
    assert student.post("complete", {}).status_code == 303
    assert is_done()
    rescored(full, "0")
    assert is_done()
    assert "Mark as not completed" in page_of(student)
    assert student.post("reopen", {}).status_code == 303
    assert not is_done()
    assert Grade.objects.get().score == 0  # what it is worth hangs on no mark


def test_where_all_points_complete_it_nobody_marks_anything() -> None:
    student = launched()
    student.post("my-work", {"files": ONE, "base": 0})
    assert {student.post(below, {}).status_code for below in ("complete", "reopen")} == {404}
    assert "Mark as" not in page_of(student)


def page_of(student: AtWork) -> str:
    return Client().get(student.base, headers=student.bearer).content.decode()


def test_the_result_says_how_far_its_student_is_now() -> None:
    student = launched()
    student.post("my-work", {"files": ONE, "base": 0})
    result = {**result_to_json(SuiteResult(tabs=())), "shows": {}}
    scored(student, "1", result=result)
    told = student.get("submissions/1").json()
    assert (told["progress"], told["points"], told["usesAttempt"]) == ("completed", "100.00", True)


def test_of_more_submissions_than_the_page_tells_all_attempts_are_counted() -> None:
    student = launched(attempts=300)
    student.post("my-work", {"files": ONE, "base": 0})
    user, now = Workspace.objects.get().user, timezone.now()
    rows = [
        Submission(unit=student.unit, user=user, number=number, files={}, counts_at=now, uses_attempt=number > 10)
        for number in range(1, MOST_VERSIONS + 31)
    ]
    Submission.objects.bulk_create(rows)
    told = json.loads(_attribute(page_of(student), "data-work"))
    assert (len(told["submissions"]), told["attempts"]) == (MOST_VERSIONS, {"used": 120, "allowed": 300})


def test_what_a_failure_of_ours_costs_is_told() -> None:
    student = launched(attempts=1)
    student.post("submissions", {"files": ONE})
    Submission.objects.update(state=Submission.State.FAILED)
    assert student.get("submissions/1").json()["usesAttempt"] is False


def test_what_tabs_are_worth_says_for_what() -> None:
    tabs = (
        ExerciseTab(tab="Examples", share=1),
        ExerciseTab(tab="Errors", share=3, credit=Credit.CASES),
        ExerciseTab(tab="More", share=0),
    )
    page = page_of(launched(tabs=tabs))
    assert "Examples: 25 % of the points, if all of them pass" in page
    assert "Errors: 75 % of the points, in parts for each test that passes" in page
    assert "More: no points, for information" in page


def test_comments_are_told_at_the_top() -> None:
    student = launched()
    student.post("submissions", {"files": ONE})
    assert "data-comments" not in page_of(student)
    teacher = Named(pk=factories.account().pk, name="Grace")
    add_comment(actor=teacher, submission=Submission.objects.get(), path="shapes.py", line=1, text="Good")
    page = page_of(student)
    assert page.index("Your teacher has written a comment on your work.") < page.index('class="work-place"')
