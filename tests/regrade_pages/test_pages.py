"""Regrading and extensions over HTTP: what a teacher sees and does, and nobody else."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from slipway.audit.trail import Named
from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.exercise_checks.findings import CheckFinding, FindingKind
from slipway.exercise_checks.models import ExerciseCheck
from slipway.exercise_checks.versions import version_in_place
from slipway.gradebook.models import Grade
from slipway.gradebook.overrides import Override, override_grade
from slipway.jobs.models import Job
from slipway.orgs.models import User
from slipway.regrading.models import Regrade
from slipway.submissions.models import Extension, Submission
from slipway.words import text
from tests import factories
from tests.regrading.test_regrading import work_all
from tests.submissions.exercise import HALF_RIGHT, RIGHT, SUITE, exercise_unit, put_files

pytestmark = [pytest.mark.http, pytest.mark.django_db(transaction=True), pytest.mark.sandbox]
CORRECTED = SUITE.replace("exception: sides are positive", "return: -4")


class Scene:
    """An exercise with a teacher, and two students who have handed in: Rita by older tests, Hal too."""

    def __init__(self) -> None:
        self.unit: Unit = exercise_unit()
        Unit.objects.filter(pk=self.unit.pk).update(points=20)
        self.unit.refresh_from_db()
        self.teacher = factories.account(name="Tea Cher")
        factories.enrol(self.teacher, self.unit.classroom, ClassRole.TEACHER)
        self.rita, self.hal = (self._student(name) for name in ("Rita", "Hal"))
        self.of_rita = self._handed(self.rita, RIGHT, Decimal(1))
        self.of_hal = self._handed(self.hal, HALF_RIGHT, Decimal("0.5"))
        self.browser = Client()
        self.browser.force_login(self.teacher)
        self.at = f"/units/{self.unit.pk}"

    def _student(self, name: str) -> User:
        user = factories.account(name=name)
        factories.enrol(user, self.unit.classroom)
        return user

    def _handed(self, user: User, program: str, score: Decimal) -> Submission:
        return Submission.objects.create(
            unit=self.unit, user=user, number=1, files={"shapes.py": program}, counts_at=timezone.now(),
            state="graded", score=score, kept_score=score, graded_at=timezone.now(), tests_version="older",
        )  # fmt: skip

    def page(self, below: str, status: int = 200) -> str:
        answer = self.browser.get(f"{self.at}/{below}")
        assert answer.status_code == status
        return words_of(answer.content.decode())

    def post(self, below: str, **sent: Any) -> str:
        answer = self.browser.post(f"{self.at}/{below}", sent, follow=True)
        assert answer.status_code in {200, 422}
        return words_of(answer.content.decode())


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def there() -> Scene:
    return Scene()


def test_a_teacher_regrades_and_undoes(there: Scene, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    for page in ("edit", "regrades"):
        assert "2 submissions were graded by older tests" in there.page(page)
    assert "2 submissions were graded by older tests" in words_of(there.browser.get(there.at).content.decode())
    assert "0 of 2 submissions" in there.post("regrades")
    made = Regrade.objects.get()
    with django_assert_num_queries(4):  # the session, the account, all that is told, and whether its job has stopped
        there.browser.get(f"{there.at}/regrades/{made.pk}/progress")
    work_all()
    shown = there.page(f"regrades/{made.pk}")
    assert "2 scores change." in shown
    assert re.search(r"Rita 1 .*? 20 → to 10 of 20", shown)
    assert re.search(r"Hal 1 .*? 10 → to 20 of 20", shown)
    assert "The new scores are given." in there.post(f"regrades/{made.pk}/apply")
    there.of_rita.refresh_from_db()
    assert there.of_rita.score == Decimal("0.5")
    assert "not waiting to be applied" in there.post(f"regrades/{made.pk}/apply")
    assert "The old scores and results are back." in there.post(f"regrades/{made.pk}/undo")
    there.of_rita.refresh_from_db()
    assert there.of_rita.score == Decimal(1)
    assert "2 scores were changed, and are again what they were before." in there.page(f"regrades/{made.pk}")
    assert not made.rows.exclude(old_result=None, new_result=None).exists()  # nobody could give them any more


def test_an_override_goes_on_to_count_and_the_page_says_so(there: Scene) -> None:
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    given = Override(points=Decimal(17), reason="Explained it well.", is_shown=False)
    override_grade(actor=Named(there.teacher.pk, "Tea Cher"), unit=there.unit, user=there.hal, given=given)
    there.post("regrades")
    made = Regrade.objects.get()
    work_all()
    shown = there.page(f"regrades/{made.pk}")
    assert "it goes on to count" in shown
    assert re.search(r"Hal 1 .*? 20 of 20 Override counts", shown)
    assert shown.count("Override counts") == 1
    assert "2 scores were changed." in there.post(f"regrades/{made.pk}/apply")
    assert Grade.objects.get(unit=there.unit, user=there.hal).score == Decimal("0.85")


def test_where_the_exercise_is_not_sound_regrading_says_so(there: Scene) -> None:
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    there.post("regrades")
    made = Regrade.objects.get()
    pages = ("regrades", f"regrades/{made.pk}")
    lists = [f"/classes/{there.unit.classroom_id}/{page}" for page in ("admin", "regrading")]
    assert not any("not sound" in there.page(page) or "last check" in there.page(page) for page in pages)
    fault = CheckFinding(kind=FindingKind.FAULT, path="wrong/adds.py", line=1, message=text("passes every test"))
    check = ExerciseCheck.objects.create(
        unit=there.unit, state="failed", version=version_in_place(there.unit), findings=[fault.to_json()]
    )
    for page in pages:
        assert "The exercise is not sound Mend it before you regrade" in there.page(page)
        assert f"/units/{there.unit.pk}/files#check" in there.browser.get(f"{there.at}/{page}").content.decode()
    assert all("Not sound" in there.browser.get(page).content.decode() for page in lists)
    ExerciseCheck.objects.filter(pk=check.pk).update(version="older")
    for page in pages:
        assert "The exercise was changed after its last check" in there.page(page)
    assert not any("Not sound" in there.browser.get(page).content.decode() for page in lists)


@pytest.mark.long
def test_a_rehearsal_whose_job_has_stopped_is_started_again(there: Scene) -> None:
    there.post("regrades")
    made = Regrade.objects.get()
    Job.objects.filter(key=str(made.pk)).update(stopped_at=timezone.now(), next_at=None, problem=text("No sandbox."))
    shown = there.page(f"regrades/{made.pk}")
    assert "Slipway has stopped working on it No sandbox. No score has changed." in shown
    assert 'data-at-work="no"' in there.browser.get(f"{there.at}/regrades/{made.pk}/progress").content.decode()
    there.post("regrades")
    again = Regrade.objects.get()
    assert again != made
    work_all()
    again.refresh_from_db()
    assert again.state == Regrade.State.REHEARSED


@pytest.mark.parametrize(
    ("action", "then"), [("apply", "applied"), pytest.param("undo", "undone", marks=pytest.mark.long)]
)
def test_what_has_stopped_halfway_goes_on(
    there: Scene, monkeypatch: pytest.MonkeyPatch, action: str, then: str
) -> None:
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    there.post("regrades")
    made = Regrade.objects.get()
    work_all()
    if action == "undo":
        there.post(f"regrades/{made.pk}/apply")
    monkeypatch.setattr("slipway.regrading.applying.SECONDS_WRITTEN", 0)
    there.post(f"regrades/{made.pk}/{action}")
    Job.objects.filter(key=str(made.pk)).update(stopped_at=timezone.now(), next_at=None, problem=text("No disk."))
    assert "No disk. Some scores may be changed and others not yet." in there.page(f"regrades/{made.pk}")
    there.post(f"regrades/{made.pk}/{action}")
    work_all()
    made.refresh_from_db()
    assert made.state == then


def test_what_a_job_goes_on_with_is_not_told_as_done(there: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.regrading.applying.SECONDS_WRITTEN", 0)
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    there.post("regrades")
    made = Regrade.objects.get()
    work_all()
    for action, doing, done in (
        ("apply", "The new scores are being given.", "The new scores are given."),
        ("undo", "The old scores are being given back.", "The old scores and results are back."),
    ):
        told = there.post(f"regrades/{made.pk}/{action}")
        assert doing in told
        assert done not in told
        work_all()
    made.refresh_from_db()
    assert made.state == Regrade.State.UNDONE


@pytest.mark.long
def test_one_student_and_what_is_outdated(there: Scene) -> None:
    there.post("regrades", student=str(there.hal.pk))
    made = Regrade.objects.get()
    assert (made.user, made.rows.count()) == (there.hal, 1)
    work_all()
    put_files(there.unit, {"tests/tests.yaml": CORRECTED})
    assert "The tests were changed after this rehearsal" in there.page(f"regrades/{made.pk}")
    assert "Rehearse it again" in there.post(f"regrades/{made.pk}/apply")
    assert "Select a valid choice" in there.post("regrades", student=str(factories.account().pk))


def test_nothing_to_regrade(there: Scene) -> None:
    Submission.objects.all().delete()
    assert "Nothing to regrade" in there.post("regrades")
    assert "was graded by the present tests" in there.page("regrades")


def test_extensions_are_given_changed_and_removed(there: Scene) -> None:
    assert "Nobody has other dates" in there.page("extensions")
    assert "Give a due time" in there.post("extensions", student=str(there.hal.pk))
    sent = {"student": str(there.hal.pk), "due_at": "2026-12-05T10:00", "until_at": "2026-12-04T10:00"}
    assert "This is before “Due”" in there.post("extensions", **sent)
    Submission.objects.update(counts_at=timezone.now() + timedelta(days=60))
    shown = there.post("extensions", **sent | {"until_at": ""})
    assert "The dates are given. 1 submission was counted anew." in shown
    assert "5 Dec 2026, 10:00" in shown
    given = Extension.objects.get()
    assert (
        'value="2026-12-05T10:00"'
        in there.browser.get(f"{there.at}/extensions?student={there.hal.pk}").content.decode()
    )
    there.post("extensions", **sent | {"due_at": "", "until_at": "2026-12-09T10:00"})
    given.refresh_from_db()
    assert (given.due_at, given.until_at and given.until_at.day) == (None, 9)
    assert "own dates hold again" in there.post(f"extensions/{given.pk}/remove")
    assert not Extension.objects.exists()


@pytest.mark.long
def test_what_is_not_graded_is_graded_again(there: Scene) -> None:
    Submission.objects.update(state="failed")
    shown = there.page("regrades")
    assert "Grade again Hal, 1" in shown
    assert "older tests" not in shown  # they were graded by none
    assert "1 submission is graded again." in there.post("grade-again", submission=str(there.of_hal.pk))
    assert "1 submission is graded again." in there.post("grade-again")
    work_all()
    assert {each.state for each in Submission.objects.all()} == {"graded"}


def test_the_class_s_exercises(there: Scene) -> None:
    Extension.objects.create(unit=there.unit, user=there.hal, due_at=timezone.now())
    page = there.browser.get(f"/classes/{there.unit.classroom_id}/regrading").content.decode()
    assert re.search(r"older tests 2 in|2 in Unit 1, regrade", words_of(page))
    assert "1 in Unit 1, extensions" in words_of(page)
    assert "Handed-in work of the class" in words_of(
        there.browser.get(f"/classes/{there.unit.classroom_id}/admin").content.decode()
    )


def test_students_and_teachers_of_other_classes_find_nothing(there: Scene) -> None:
    there.post("regrades")
    made = Regrade.objects.get()
    rival = Scene()
    student = Client()
    student.force_login(there.hal)
    for browser in (rival.browser, student):
        for below in ("regrades", f"regrades/{made.pk}", f"regrades/{made.pk}/progress", "extensions"):
            assert browser.get(f"{there.at}/{below}").status_code == 404
        for below in ("regrades", f"regrades/{made.pk}/apply", f"regrades/{made.pk}/undo", "grade-again", "extensions"):
            assert browser.post(f"{there.at}/{below}").status_code == 404
    assert rival.browser.get(f"{rival.at}/regrades/{made.pk}").status_code == 404
    foreign = rival.browser.post(f"{rival.at}/grade-again", {"submission": str(there.of_hal.pk)})
    assert foreign.status_code == 404


def test_students_read_what_lateness_costs_and_what_it_took(there: Scene) -> None:
    Unit.objects.filter(pk=there.unit.pk).update(due_at=timezone.now() - timedelta(days=2))
    there.unit.classroom.late_per_day = Decimal("12.5")
    there.unit.classroom.save()
    Submission.objects.filter(pk=there.of_hal.pk).update(kept_score=Decimal("0.375"), is_late=True)
    Extension.objects.create(unit=there.unit, user=there.hal, until_at=timezone.now() + timedelta(days=3))
    student = Client()
    student.force_login(there.hal)
    token, session = factories.launch_session(
        there.unit.classroom,
        unit=there.unit,
        person=factories.identity(factories.lms(there.unit.classroom.organization), user=there.hal),
    )
    page = Client().get(f"/l/{session.launch_id}{there.at}", headers=factories.bearer(token)).content.decode()
    assert "loses 12.50 % of its points for each day" in words_of(page)
    assert "Other dates apply to you:" in words_of(page)
    assert "It counts by the time at which it arrives." in page
    told = Client().get(f"/l/{session.launch_id}{there.at}/submissions/1", headers=factories.bearer(token)).json()
    assert (told["isLate"], told["latePercent"], told["points"]) == (True, "25", "7.50")


def test_a_student_reads_that_grading_does_not_work(there: Scene) -> None:
    token, session = factories.launch_session(there.unit.classroom, unit=there.unit)
    Submission.objects.create(
        unit=there.unit, user=session.identity.user, number=1, files={}, counts_at=timezone.now(), state="waiting"
    )
    address = f"/l/{session.launch_id}{there.at}/submissions/1"
    assert Client().get(address, headers=factories.bearer(token)).json()["isDelayed"] is False
    Submission.objects.filter(state="waiting").update(received_at=timezone.now() - timedelta(hours=1))
    assert Client().get(address, headers=factories.bearer(token)).json()["isDelayed"] is True
