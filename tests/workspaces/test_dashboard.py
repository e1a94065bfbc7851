"""The dashboard: whose classes stand on it, and what it says to somebody without any."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.classes.roles import ClassRole
from slipway.orgs.models import Membership, OrgRole
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.workspaces.reading import main_of, text_of
from tests.workspaces.scene import Scene, at_own_door, launched, on_a_visit

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_a_student_sees_how_much_is_done(there: Scene) -> None:
    student = there.people["student"]
    complete(user=student, unit=there.unit("u1"))
    complete(user=student, unit=there.unit("u2"))
    complete(user=there.people["observer"], unit=there.unit("u3"))
    start(user=student, unit=there.unit("u3"))
    shown = text_of(at_own_door(student).get("/"))
    assert "Python from zero Acme College · Student 2 of 4 done" in shown
    assert "Admin" not in shown


def test_only_units_that_students_see_count(there: Scene) -> None:
    student = there.people["student"]
    for slug in ("u1", "u2", "u3"):
        complete(user=student, unit=there.unit(slug))
    there.change("u1", published=False)
    there.withdraw("u2")
    assert "1 of 2 done" in text_of(at_own_door(student).get("/"))


@pytest.mark.parametrize(
    ("persona", "says"),
    [
        ("owner", "Python from zero Acme College · Owner 4 published units Admin"),
        ("teacher", "Python from zero Acme College · Teacher 4 published units Admin"),
        ("observer", "Python from zero Acme College · Observer 4 published units"),
    ],
)
def test_each_sees_their_role(there: Scene, persona: str, says: str) -> None:
    assert says in text_of(at_own_door(there.people[persona]).get("/"))


def test_classes_stand_by_title_each_once(there: Scene) -> None:
    owner = there.people["owner"]
    for title in ("Zoology", "algebra"):
        made = factories.classroom_with_units(there.organization, title=title)
        factories.enrol(owner, made.classroom, ClassRole.TEACHER)
    shown = text_of(at_own_door(owner).get("/"))
    assert [shown.count(title) for title in ("algebra Acme", "Python from zero Acme", "Zoology Acme")] == [1, 1, 1]
    assert shown.index("algebra") < shown.index("Python") < shown.index("Zoology")


def test_nothing_of_another_organization(there: Scene) -> None:
    assert "Python from zero" not in text_of(at_own_door(there.people["stranger"]).get("/"))


def test_a_visit_sees_only_what_its_lms_brought(there: Scene) -> None:
    student = there.people["student"]
    elsewhere = factories.classroom_with_units(title="From another LMS")
    factories.enrol(student, elsewhere.classroom, lms_=factories.lms(elsewhere.classroom.organization))
    by_hand = factories.classroom_with_units(there.organization, title="Taught here", lti_enabled=False)
    factories.enrol(student, by_hand.classroom, ClassRole.TEACHER)
    visit = on_a_visit(factories.identity(there.lms, user=student))
    shown = text_of(visit.get("/"))
    assert "These are the classes that Canvas brought you to." in shown
    assert 'href="/accounts/login/"' in main_of(visit.get("/"))
    assert "Python from zero" in shown
    assert "From another LMS" not in shown
    assert "Taught here" not in shown
    assert visit.get(f"/classes/{by_hand.classroom.pk}").status_code == 404


def test_a_visit_brings_no_settings(there: Scene) -> None:
    teacher = there.people["teacher"]
    there.made.classroom.enrolments.filter(user=teacher).update(lms=there.lms)
    visit = on_a_visit(factories.identity(there.lms, user=teacher))
    assert "/admin" not in main_of(visit.get("/"))
    assert "/admin" not in visit.get(f"/classes/{there.made.classroom.pk}").content.decode()


def test_an_owners_visit_owns_nothing(there: Scene) -> None:
    visit = on_a_visit(factories.identity(there.lms, user=there.people["owner"]))
    assert "Open a unit in your LMS" in text_of(visit.get("/"))
    assert visit.get(f"/classes/{there.made.classroom.pk}").status_code == 404


@pytest.mark.parametrize("role", [OrgRole.OWNER, OrgRole.TEACHER])
def test_who_may_make_a_class_is_told_where(there: Scene, role: OrgRole) -> None:
    newcomer = factories.account()
    first = Membership.objects.create(organization=factories.organization(), user=newcomer, role=role)
    answer = at_own_door(newcomer).get("/")
    assert "Create the first class of your organization" in text_of(answer)
    assert f'href="/organizations/{first.organization_id}/classes/new"' in main_of(answer)
    Membership.objects.create(organization=factories.organization(), user=newcomer, role=role)
    assert 'href="/organizations/"' in main_of(at_own_door(newcomer).get("/"))


def test_a_student_without_class_is_sent_to_the_lms(there: Scene) -> None:
    assert "Open a unit in your LMS" in text_of(at_own_door(factories.account()).get("/"))


def test_the_first_account_is_told_to_make_an_organization() -> None:
    answer = at_own_door(factories.account()).get("/")
    assert "Make an organization" in text_of(answer)
    assert 'href="/organizations/"' in main_of(answer)


def test_a_launchs_dashboard_is_its_class(there: Scene) -> None:
    student = launched(there, "student")
    assert student.get("/")["Location"] == student.path(f"/classes/{there.made.classroom.pk}")


def test_as_many_queries_for_sixty_classes_as_for_one(there: Scene) -> None:
    student, owner = there.people["student"], there.people["owner"]
    for _ in range(20):
        factories.enrol(student, factories.classroom_with_units(there.organization).classroom)
    for person in (student, owner):
        browser = at_own_door(person)
        with CaptureQueriesContext(connection) as queries:
            assert text_of(browser.get("/")).count("Acme College") == 21
        assert len(queries) <= 2 + 5
