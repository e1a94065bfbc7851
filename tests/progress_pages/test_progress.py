"""The progress of a class: who sees it, what it says, what it costs."""

import csv
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.audit.trail import Named
from slipway.classes.roles import ClassRole
from slipway.gradebook.models import Grade
from slipway.gradebook.overrides import Override, override_grade
from slipway.submissions.models import Extension
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.gradebook.handed_in import graded, handed_in
from tests.progress_pages.scene import Scene, launched, scene, signed_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
YESTERDAY, TOMORROW = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)


@pytest.fixture
def there() -> Scene:
    return scene()


def names(page: str) -> list[str]:
    """The students of a page, in order."""
    return [part.partition("<")[0] for part in page.split('scope="row">')[1:]]


def test_teachers_and_owners_see_it_by_both_doors(there: Scene) -> None:
    graded(there.unit, there.student, "0.5")
    for who in (signed_in(there.teacher), signed_in(there.owner), launched(there, ClassRole.TEACHER)):
        page = who.page(there.progress)
        assert names(page) == ["Sam Student"]
        assert f'href="{who.base}{there.work}"' in page
        assert ">50<" in page
    for role in (ClassRole.STUDENT, ClassRole.OBSERVER, ClassRole.PREVIEW):
        assert launched(there, role).get(there.progress).status_code == 404
    for user in (there.student, scene().teacher, scene().owner):
        assert {signed_in(user).get(path).status_code for path in (there.progress, there.work)} == {404}


def test_each_cell_says_how_far_its_student_is(there: Scene) -> None:
    late, done, given = (there.enrol(name) for name in ("Late", "Done", "Given"))
    graded(there.unit, late.user, "0.25", is_late=True)
    graded(there.unit, done.user, "1")
    complete(user=done.user, unit=there.unit)
    override_grade(
        actor=Named(there.teacher.pk, "Tess"),
        unit=there.unit,
        user=given.user,
        given=Override(points=Decimal("12.5"), reason="?", is_shown=False),
    )
    handed_in(there.unit, there.student)
    page = signed_in(there.teacher).page(there.progress)
    assert names(page) == ["Done", "Given", "Late", "Sam Student"]
    cells = [part.partition("</a>")[0] for part in page.split("<td><a ")[1:]]
    assert [cell.partition("work-cell work-")[2].partition('"')[0] for cell in cells] == [
        "done",
        "not-begun",
        "late work-was-late",
        "waiting",
    ]
    assert "12.50" in cells[1]
    assert "given by a teacher" in cells[1]


def test_students_are_found_filtered_and_sorted(there: Scene) -> None:
    there.unit.due_at = YESTERDAY
    there.unit.save()
    ada, ben, test = there.enrol("Ada"), there.enrol("Ben"), there.enrol("Test", is_test=True)
    graded(there.unit, ada.user, "0.2")
    start(user=ada.user, unit=there.unit)
    graded(there.unit, there.student, "0.9")
    Extension.objects.create(unit=there.unit, user=ben.user, due_at=TOMORROW)
    teacher = signed_in(there.teacher)

    def shown(query: str) -> list[str]:
        return names(teacher.page(f"{there.progress}?{query}"))

    assert test.is_test
    assert shown("") == ["Ada", "Ben", "Sam Student"]
    assert shown("sort=-name") == ["Sam Student", "Ben", "Ada"]
    assert shown("sort=-points") == ["Sam Student", "Ada", "Ben"]
    assert shown("sort=points") == ["Ben", "Ada", "Sam Student"]
    assert shown("q=stud") == ["Sam Student"]
    assert shown("only=late") == []
    assert shown("only=not-begun") == ["Ben"]
    Extension.objects.update(due_at=YESTERDAY)
    assert shown("only=late") == ["Ben"]
    Grade.objects.filter(user=ada.user).update(is_late=True)
    assert shown("only=late") == ["Ada", "Ben"]
    assert shown(f"units={there.unit.pk}&only=not-begun") == ["Ben"]
    assert shown(f"units={there.unit.module_id}") == ["Ada", "Ben", "Sam Student"]
    for odd in ("units=x", "only=x", "sort=x", "page=x"):
        assert len(shown(odd)) == 3


def test_a_unit_that_students_do_not_see_is_no_column(there: Scene) -> None:
    there.unit.published = False
    there.unit.save()
    assert "no published unit" in signed_in(there.teacher).page(there.progress)


def test_a_large_class_takes_as_many_statements_as_a_small_one() -> None:
    counts = {}
    for students, units in ((1, 1), (60, 30)):
        there = large_class(students, units)
        for query in ("", "?only=late&sort=-points", "?only=not-begun"):
            teacher = signed_in(there.teacher)
            with CaptureQueriesContext(connection) as asked:
                teacher.page(there.progress + query)
            counts[students, query] = len(asked)
    assert counts[1, ""] == counts[60, ""] == 11
    assert max(counts.values()) == 11


def large_class(students: int, units: int) -> Scene:
    there = scene()
    made = factories.ClassWithUnits(there.unit.classroom, {"u1": there.unit})
    for place in range(units - 1):
        factories.unit_in(made, there.unit.module, position=place, due_at=YESTERDAY)
    for place in range(students):
        enrolment = there.enrol(f"Student {place:03}")
        start(user=enrolment.user, unit=there.unit)
        graded(there.unit, enrolment.user, "0.5")
    return there


def test_the_file_holds_everybody_and_begins_no_formula(there: Scene) -> None:
    there.unit.title = "=SUM(A1)"
    there.unit.save()
    factories.enrol(factories.account(name='=HYPERLINK("x")'), there.unit.classroom)
    graded(there.unit, there.student, "0.333333", is_late=True)
    teacher = signed_in(there.teacher)
    answer = teacher.post(f"{there.progress}/csv")
    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert rows == [
        ["student", "points", "'=SUM(A1) (100)", "'=SUM(A1): state"],
        ['\'=HYPERLINK("x")', "0", "", "not-begun"],
        ["Sam Student", "33.33", "33.33", "late"],
    ]
    entry = AuditEntry.objects.get(action="progress.export")
    assert (entry.details["rows"], entry.actor) == ("2", there.teacher)
    assert signed_in(there.student).post(f"{there.progress}/csv").status_code == 404
