"""Somebody whom the LMS does not name stands everywhere under one pseudonym: pages, launch log, audit trail."""

import pytest

from slipway.audit.models import AuditEntry
from slipway.classes.enrol import end_enrolment
from slipway.classes.models import CourseConnection, Enrolment
from slipway.lms.models import LaunchRecord, Lms
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity, shown_name
from tests import factories
from tests.canvas import person
from tests.launches.inside import launch, save
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

NAMES = ("lis_person_name_full", "lis_person_name_given", "lis_person_name_family")
NOBODY = dict.fromkeys(NAMES, "")


@pytest.fixture
def owner() -> User:
    return factories.account("olga@acme.example", name="Olga Owner")


@pytest.fixture
def made(owner: User) -> factories.ClassWithUnits:
    return factories.classroom_with_units(
        factories.organization(owner=owner), lms_host="canvas.example.edu", lms_course_id="7"
    )


@pytest.fixture
def lms(made: factories.ClassWithUnits) -> Lms:
    return factories.lms(made.classroom.organization)


def test_the_log_shows_the_pseudonym_and_finds_it(made: factories.ClassWithUnits, owner: User, lms: Lms) -> None:
    launch(lms, "/lti/course", person("ann") | NOBODY)
    who = LmsIdentity.objects.get().pseudonym
    assert LaunchRecord.objects.get().person_name == who
    log = f"/organizations/{made.classroom.organization_id}/settings/launches"
    page = browser_of(owner).get(f"{log}?person={who[-6:]}").content.decode()
    assert who in page


def test_a_name_that_was_told_once_stays(lms: Lms) -> None:
    launch(lms, "/lti/course", person("ann"))
    launch(lms, "/lti/course", person("ann") | NOBODY)
    assert len(set(LaunchRecord.objects.values_list("person_name", flat=True))) == 1


def test_a_refusal_makes_nobody_and_names_nobody(lms: Lms) -> None:
    path = "/lti/units/00000000-0000-4000-8000-000000000000"
    assert launch(lms, path, person("ann") | NOBODY).headers["X-Refusal-Code"] == "unit-unknown"
    assert LaunchRecord.objects.get().person_name == ""
    launch(lms, path, person("ann"))
    assert LaunchRecord.objects.filter(person_name="").count() == 1


def test_the_trail_names_who_bound_a_link(made: factories.ClassWithUnits, lms: Lms) -> None:
    save(launch(lms, "/lti", person("tess", roles="Instructor") | NOBODY), made.unit("u1"))
    entry, tess = AuditEntry.objects.get(action="link.bind"), LmsIdentity.objects.get()
    assert (entry.actor_name, entry.actor) == (tess.pseudonym, tess.user)


def test_the_trail_and_the_page_name_who_connected_a_course(
    made: factories.ClassWithUnits, owner: User, lms: Lms
) -> None:
    who = person("tess", roles="Instructor") | NOBODY
    launch(lms, "/lti/course", who)
    tess = LmsIdentity.objects.get()
    launch(lms, f"/lti/units/{made.unit('u1').pk}", who, course=8)
    assert CourseConnection.objects.get().connected_by == tess.user
    assert AuditEntry.objects.get(action="course.connect").actor_name == tess.pseudonym
    page = browser_of(owner).get(f"/classes/{made.classroom.pk}/admin").content.decode()
    assert f"connected by {tess.pseudonym}" in page


def test_the_trail_names_whom_a_teacher_removed(made: factories.ClassWithUnits, owner: User, lms: Lms) -> None:
    launch(lms, "/lti/course", person("ann") | NOBODY)
    end_enrolment(actor=owner, enrolment=Enrolment.objects.get())
    assert AuditEntry.objects.get(action="class.remove").details["user"] == LmsIdentity.objects.get().pseudonym


def test_who_has_an_account_goes_by_its_name(owner: User) -> None:
    organization = factories.organization()
    assert shown_name(owner, organization.pk) == "Olga Owner"
    nobody = User.objects.create_user()
    factories.identity(factories.lms(), user=nobody, name="Ann at another school")
    assert shown_name(nobody, organization.pk) == f"Person {nobody.pk.hex[:6].upper()}"
    factories.identity(factories.lms(organization), user=nobody, name="Ann")
    assert shown_name(nobody, organization.pk) == "Ann"
