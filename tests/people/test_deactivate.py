"""An account that the operator switches off: all that it had open ends, nothing of it begins, nothing is lost."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.lms.models import LaunchRecord
from slipway.orgs.account.life import activate, deactivate
from slipway.orgs.models import User
from tests import factories
from tests.canvas import launch_fields
from tests.canvas import person as told
from tests.factories import bearer
from tests.launches.inside import post
from tests.orgs.browsers import signed_in_now
from tests.people.test_enter import code_for
from tests.way_in import is_let_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
OFF, ON = "deactivate", "activate"


@pytest.fixture
def tess() -> User:
    return factories.account("tess@acme.example", name="Tess Teacher")


def output_of(command: str, email: str = "tess@acme.example") -> str:
    output = StringIO()
    call_command(command, email, stdout=output)
    return output.getvalue()


def test_its_sessions_end_and_stay_ended(tess: User) -> None:
    browser = signed_in_now(tess)
    assert browser.get("/organizations/").status_code == 200
    output_of(OFF)
    assert browser.get("/organizations/").status_code == 302
    output_of(ON)
    assert browser.get("/organizations/").status_code == 302
    assert signed_in_now(tess).get("/organizations/").status_code == 200


def test_nobody_signs_in_with_it(tess: User) -> None:
    output_of(OFF)
    answer = Client().post("/accounts/login/", {"login": tess.email, "password": factories.PASSWORD})
    assert answer.headers["Location"] == "/accounts/inactive/"


def test_its_launch_sessions_and_visits_end_and_stay_ended(tess: User) -> None:
    made = factories.classroom_with_units()
    person = factories.identity(factories.lms(made.classroom.organization), user=tess)
    token, session = factories.launch_session(made.classroom, role=ClassRole.TEACHER, person=person)
    visit, page = Client(), f"/l/{session.launch_id}/classes/{made.classroom.pk}"
    visit.post("/enter", {"code": code_for("dashboard", token, session.launch_id)})

    def open_now() -> tuple[int, int]:
        return Client().get(page, headers=bearer(token)).status_code, visit.get("/").status_code

    assert open_now() == (200, 200)
    output_of(OFF)
    assert open_now() == (401, 302)
    output_of(ON)
    assert open_now() == (401, 302)
    assert Enrolment.objects.get(user=tess).active


def test_its_launches_are_refused_until_it_is_switched_on(tess: User) -> None:
    made = factories.classroom_with_units(lms_host="canvas.example.edu", lms_course_id="7")
    key = factories.lms(made.classroom.organization).consumer_keys.get()

    def launch(door: str) -> tuple[bool, str]:
        answer = post(key, door, launch_fields() | told("tess", roles="Instructor"))
        return is_let_in(answer), answer.headers.get("x-refusal-code", "")

    doors = ["/lti/course", f"/lti/units/{made.unit('u1').pk}", "/lti"]
    assert launch(doors[0]) == (True, "")
    key.lms.identities.update(user=tess)
    deactivate(user=tess)
    assert [launch(door) for door in doors] == [(False, "account-off")] * 3
    assert LaunchRecord.objects.filter(code="account-off", person_id=tess.pk).count() == 3
    activate(user=tess)
    assert launch(doors[0]) == (True, "")


def test_the_commands_say_what_they_did_and_write_it_down(tess: User) -> None:
    factories.organization("Acme College", owner=tess)
    slug = tess.organizations.get().slug
    assert output_of(OFF, "Tess@Acme.example").splitlines() == [
        "tess@acme.example: switched off, signed out",
        f"organization {slug}: has no owner now who can sign in",
    ]
    assert output_of(OFF).startswith("tess@acme.example: was switched off already")
    assert output_of(ON) == "tess@acme.example: switched on\n"
    assert output_of(ON) == "tess@acme.example: was switched on already\n"
    entries = AuditEntry.objects.filter(action__startswith="account.").order_by("at")
    assert [(entry.action, entry.actor_name, entry.details) for entry in entries] == [
        ("account.deactivate", "slipway (command line)", {"email": "tess@acme.example"}),
        ("account.activate", "slipway (command line)", {"email": "tess@acme.example"}),
    ]


def test_a_changed_password_still_ends_other_sessions(tess: User) -> None:
    deactivate(user=tess)
    activate(user=tess)
    tess.refresh_from_db()
    browser = signed_in_now(tess)
    tess.set_password("another long password")
    tess.save()
    assert browser.get("/organizations/").status_code == 302
