"""A student's work before their teacher: read in full, commented on, overridden; what the student is told of it."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.audit.models import AuditEntry
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import ExerciseTab
from slipway.gradebook.models import Comment, Grade
from slipway.submissions.models import KeptVersion, SavedWork, Submission
from slipway.submissions.saving import keep_version, save
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.suites.shown import Show
from tests import factories
from tests.gradebook.handed_in import graded, handed_in
from tests.progress_pages.scene import Scene, launched, scene, signed_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
MARKUP = "<script>alert('x')</script>\nand <b>more</b>"


@pytest.fixture
def there() -> Scene:
    return scene()


def data_of(page: str) -> dict[str, object]:
    found = re.search(r'data-work="([^"]*)"', page)
    assert found
    read: dict[str, object] = json.loads(unescape(found[1]))
    return read


def test_what_was_handed_in_saved_and_run_is_read(there: Scene) -> None:
    first, second = graded(there.unit, there.student, "0.9"), graded(there.unit, there.student, "0.5")
    save(unit=there.unit, user=there.student, files={"shapes.py": "now\n"}, base=0)
    keep_version(unit=there.unit, user=there.student, files={"shapes.py": "ran\n"}, why=KeptVersion.Why.RUN)
    teacher = signed_in(there.teacher)
    page = teacher.page(there.work)
    assert re.search(f'value="{first.pk}"[^>]* selected', page)  # the best counts
    assert "return width * height" in page
    assert "Submission 1 of 2 that were graded" in page
    assert "90 of 100 points" in page
    for version, text in (("saved", "now"), (str(KeptVersion.objects.get().pk), "ran"), (str(second.pk), "def area")):
        shown = teacher.page(f"{there.work}?version={version}")
        assert str(data_of(shown)["files"]).startswith("{'shapes.py': '" + text)
    versions = teacher.get(f"{there.work}/versions").json()["versions"]  # type: ignore[attr-defined]
    assert [each["why"] for each in versions] == ["saved", "run", "submitted", "submitted"]
    assert [SavedWork.objects.count(), KeptVersion.objects.count(), Submission.objects.count()] == [1, 1, 2]


def test_a_teacher_sees_a_result_whole_that_its_student_does_not() -> None:
    there = scene(tabs=(ExerciseTab(tab="Examples", share=1, show=Show.VERDICT),))
    row = graded(there.unit, there.student, "0.5")
    case = CaseResult(outcome=Verdict.FAILED, counts=True, stopped=None)
    tab = TabResult(name="Examples", contexts=(ContextResult(cases=(case,)),))
    row.result = result_to_json(SuiteResult(tabs=(tab,)))
    row.save()
    for who in (signed_in(there.teacher), launched(there, ClassRole.TEACHER)):
        told = data_of(who.page(there.work))
        assert told["result"] == row.result
        assert told["number"] == 1


def test_a_unit_not_begun_and_one_to_read_have_pages_too(there: Scene) -> None:
    made = factories.classroom_with_units(there.unit.classroom.organization)
    enrolment = factories.enrol(there.student, made.classroom)
    factories.enrol(there.teacher, made.classroom, ClassRole.TEACHER)
    path = f"/classes/{made.classroom.pk}/progress/{enrolment.pk}/units/{made.unit('u1').pk}"
    teacher = signed_in(there.teacher)
    assert "has not written anything" in teacher.page(there.work)
    assert "Nothing counts yet" in teacher.page(path)


@pytest.mark.parametrize("door", ["own", "launched"])
def test_a_comment_stands_at_its_line_and_the_student_reads_it_as_text(there: Scene, door: str) -> None:
    row = graded(there.unit, there.student, "0.5")
    teacher = signed_in(there.teacher) if door == "own" else launched(there, ClassRole.TEACHER)
    said = teacher.post(
        f"{there.work}/submissions/{row.pk}/comment", {"path": "shapes.py", "line": "2", "text": MARKUP}
    )
    comment = Comment.objects.get()
    assert said.headers["Location"] == f"{teacher.base}{there.work}?version={row.pk}#comment-{comment.pk}"
    assert comment.by_name == ("Tess Teacher" if door == "own" else "Launched teacher")
    for page in (teacher.page(there.work), signed_in(there.student).page(f"/units/{there.unit.pk}")):
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<b>more" not in page
    teacher.post(f"{there.work}/comments/{comment.pk}/edit", {"text": "Well done"})
    assert "Well done" in signed_in(there.student).page(f"/units/{there.unit.pk}")
    teacher.post(f"{there.work}/comments/{comment.pk}/remove")
    assert "Well done" not in signed_in(there.student).page(f"/units/{there.unit.pk}")
    assert AuditEntry.objects.filter(action__startswith="comment.").count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {"path": "shapes.py", "line": "9", "text": "?"},
        {"path": "shapes.py", "line": "0", "text": "?"},
        {"path": "other.py", "line": "1", "text": "?"},
        {"path": "shapes.py", "line": "1", "text": " "},
        {"path": "shapes.py", "line": "1", "text": "x" * 4_001},
        {},
    ],
)
def test_a_comment_with_a_fault_is_said_and_not_kept(there: Scene, sent: dict[str, object]) -> None:
    row = graded(there.unit, there.student, "0.5")
    answer = signed_in(there.teacher).post(f"{there.work}/submissions/{row.pk}/comment", sent)
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "errorlist" in answer.content.decode()


@pytest.mark.parametrize("door", ["own", "launched"])
def test_an_override_counts_and_the_student_reads_why(there: Scene, door: str) -> None:
    graded(there.unit, there.student, "0.5")
    teacher = signed_in(there.teacher) if door == "own" else launched(there, ClassRole.TEACHER)
    given = {"points": "87.5", "reason": "You <i>explained</i> it", "is_shown": "on"}
    assert teacher.post(f"{there.work}/override", given).status_code == 303
    page = teacher.page(there.work)
    assert "87.50 of 100 points" in page
    assert "Submission 1, the only one: 50 of 100 points" in page
    unit_page = signed_in(there.student).page(f"/units/{there.unit.pk}")
    assert "Your teacher gave you 87.50 of 100 points." in unit_page
    assert "You &lt;i&gt;explained&lt;/i&gt; it" in unit_page
    teacher.post(f"{there.work}/override", given | {"is_shown": "", "points": "1"})
    assert "explained" not in signed_in(there.student).page(f"/units/{there.unit.pk}")
    teacher.post(f"{there.work}/override/remove")
    assert "Your submission counts: 50 of 100 points." in signed_in(there.student).page(f"/units/{there.unit.pk}")


@pytest.mark.parametrize("changed", [{"points": "100.01"}, {"points": "-1"}, {"points": "x"}, {"reason": ""}])
def test_an_override_with_a_fault_is_said_and_not_kept(there: Scene, changed: dict[str, object]) -> None:
    given = {"points": "10", "reason": "?"} | changed
    answer = signed_in(there.teacher).post(f"{there.work}/override", given)
    assert (answer.status_code, Grade.objects.count()) == (422, 0)


def test_nobody_else_writes_and_nothing_of_other_classes_is_reached(there: Scene) -> None:
    row, other = graded(there.unit, there.student, "0.5"), scene()
    theirs = graded(other.unit, other.student, "0.5")
    teacher = signed_in(there.teacher)
    teacher.post(f"{there.work}/submissions/{row.pk}/comment", {"path": "shapes.py", "line": "1", "text": "Good"})
    comment = Comment.objects.get()
    sent = {"points": "1", "reason": "?", "path": "shapes.py", "line": "1", "text": "?"}
    writes = ["override", "override/remove", f"submissions/{row.pk}/comment"]
    writes += [f"comments/{comment.pk}/edit", f"comments/{comment.pk}/remove"]
    others = [signed_in(there.student), signed_in(other.teacher), launched(there, ClassRole.STUDENT)]
    others += [launched(other, ClassRole.TEACHER)]
    for who in others:
        assert {who.post(f"{there.work}/{below}", dict(sent)).status_code for below in writes} == {404}
        assert {who.get(there.work + below).status_code for below in ("", "/versions")} == {404}
    crossed = f"{there.progress}/{there.enrolment.pk}/units/{other.unit.pk}"
    foreign = f"{there.progress}/{other.enrolment.pk}/units/{there.unit.pk}"
    paths = [crossed, foreign]
    assert {teacher.get(path).status_code for path in paths} == {404}
    sent_there = teacher.post(f"{there.work}/submissions/{theirs.pk}/comment", dict(sent))
    assert (sent_there.status_code, Comment.objects.get().text) == (404, "Good")
    assert teacher.get(f"{there.work}?version={theirs.pk}").status_code == 200
    assert str(theirs.pk) not in teacher.page(f"{there.work}?version={theirs.pk}").partition("<main")[2]


def test_from_one_student_to_the_next_as_progress_lists_them(there: Scene) -> None:
    ada, zoe = there.enrol("Ada"), there.enrol("Zoe")
    Enrolment.objects.filter(pk=there.enrol("Yves").pk).update(active=False)
    Enrolment.objects.filter(pk=there.enrol("Test").pk).update(is_test=True)
    teacher = signed_in(there.teacher)

    def links(enrolment: Enrolment) -> list[tuple[str, str]]:
        page = teacher.page(f"{there.progress}/{enrolment.pk}/units/{there.unit.pk}")
        return re.findall(rf'<a rel="(prev|next)" href="{there.progress}/([^/]+)/units/{there.unit.pk}"', page)

    sam = there.enrolment
    assert links(ada) == [("next", str(sam.pk))]
    assert links(sam) == [("prev", str(ada.pk)), ("next", str(zoe.pk))]
    assert links(zoe) == [("prev", str(sam.pk))]
    sam.active = False
    sam.save()
    assert links(sam) == []


def test_the_page_costs_as_much_with_many_submissions(there: Scene) -> None:
    teacher, counts = signed_in(there.teacher), []
    for _ in range(2):
        for _more in range(4):
            graded(there.unit, there.student, "0.5")
        with CaptureQueriesContext(connection) as asked:
            teacher.page(there.work)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 23


def test_the_students_page_asks_once_for_grade_and_comments(there: Scene) -> None:
    student, path = signed_in(there.student), f"/units/{there.unit.pk}"
    handed_in(there.unit, there.student)
    with CaptureQueriesContext(connection) as before:
        student.page(path)
    graded(there.unit, there.student, "0.5")
    with CaptureQueriesContext(connection) as after:
        page = student.page(path)
    assert "Your submission counts: 50 of 100 points." in page
    assert len(after) - len(before) == 1
