"""Work that saves itself, in one tab and in two."""

import pytest

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.models import KeptVersion, SavedWork
from slipway.submissions.saving import MOST_KEPT, Saved, keep_version, save, start_over
from tests import factories

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = {"a.py": "one"}, {"a.py": "two"}, {"a.py": "three"}


def versions(unit: Unit, student: User) -> list[tuple[str, object]]:
    rows = KeptVersion.objects.filter(unit=unit, user=student).order_by("kept_at")
    return [(row.why, row.files) for row in rows]


def test_one_tab_saves_again_and_again(unit: Unit, student: User) -> None:
    assert save(unit=unit, user=student, files=ONE, base=0) == Saved(version=1)
    assert save(unit=unit, user=student, files=TWO, base=1) == Saved(version=2)
    assert save(unit=unit, user=student, files=TWO, base=2) == Saved(version=2)  # nothing new
    assert SavedWork.objects.get(unit=unit, user=student).files == TWO
    assert versions(unit, student) == []


def test_of_two_tabs_both_texts_are_kept(unit: Unit, student: User) -> None:
    save(unit=unit, user=student, files=ONE, base=0)
    save(unit=unit, user=student, files=TWO, base=1)
    late = save(unit=unit, user=student, files=THREE, base=1)
    assert late == Saved(version=2, other=TWO)
    assert SavedWork.objects.get(unit=unit, user=student).files == TWO
    assert versions(unit, student) == [("other-tab", THREE)]


def test_two_tabs_that_begin_at_once(unit: Unit, student: User) -> None:
    save(unit=unit, user=student, files=ONE, base=0)
    assert save(unit=unit, user=student, files=TWO, base=0) == Saved(version=1, other=ONE)
    assert versions(unit, student) == [("other-tab", TWO)]


def test_the_student_takes_one_of_two(unit: Unit, student: User) -> None:
    save(unit=unit, user=student, files=ONE, base=0)
    beside = save(unit=unit, user=student, files=TWO, base=0)
    assert save(unit=unit, user=student, files=TWO, base=beside.version) == Saved(version=2)


def test_two_tabs_that_wrote_the_same_know_of_no_conflict(unit: Unit, student: User) -> None:
    save(unit=unit, user=student, files=ONE, base=0)
    save(unit=unit, user=student, files=TWO, base=1)
    assert save(unit=unit, user=student, files=TWO, base=1) == Saved(version=2)
    assert versions(unit, student) == []


def test_starting_over_keeps_what_was_there(unit: Unit, student: User) -> None:
    save(unit=unit, user=student, files=TWO, base=0)
    assert start_over(unit=unit, user=student, starter=ONE) == Saved(version=2)
    assert SavedWork.objects.get(unit=unit, user=student).files == ONE
    assert versions(unit, student) == [("reset", TWO)]
    assert start_over(unit=unit, user=student, starter=ONE) == Saved(version=2)


def test_starting_over_before_anything_was_saved(unit: Unit, student: User) -> None:
    assert start_over(unit=unit, user=student, starter=ONE) == Saved(version=1)


def test_the_same_version_is_kept_once_and_old_ones_go(unit: Unit, student: User) -> None:
    for _ in range(2):
        keep_version(unit=unit, user=student, files=ONE, why=KeptVersion.Why.RUN)
    assert versions(unit, student) == [("run", ONE)]
    for number in range(MOST_KEPT + 3):
        keep_version(unit=unit, user=student, files={"a.py": str(number)}, why=KeptVersion.Why.RUN)
    kept = versions(unit, student)
    assert len(kept) == MOST_KEPT
    assert kept[-1] == ("run", {"a.py": str(MOST_KEPT + 2)})


def test_work_of_two_students_and_of_two_units_is_apart(unit: Unit, student: User) -> None:
    other_unit, other_student = factories.classroom_with_units().unit("u1"), factories.account()
    for each_unit, each_student, files in (
        (unit, student, ONE),
        (unit, other_student, TWO),
        (other_unit, student, THREE),
    ):
        assert save(unit=each_unit, user=each_student, files=files, base=0) == Saved(version=1)
    assert SavedWork.objects.get(unit=unit, user=student).files == ONE
