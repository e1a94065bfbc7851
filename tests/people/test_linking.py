"""Sign in to Slipway and link me: both sides seen, a POST joins them, work moves (docs/architecture.md, rule 3)."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.orgs.models import User
from slipway.people.linking import NotLinkableError, link_identity
from slipway.people.models import LmsIdentity
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.people.test_enter import code_for, code_of

pytestmark = [pytest.mark.http, pytest.mark.django_db(transaction=True)]


def signed_in_tab(account: User, person: LmsIdentity) -> tuple[Client, factories.ClassWithUnits]:
    """A tab in which `account` has just signed in, after a code for linking `person` was spent."""
    made = factories.classroom_with_units(person.lms.organization)
    token, session = factories.launch_session(made.classroom, role=ClassRole.TEACHER, person=person)
    tab = Client()
    assert tab.post("/enter", {"code": code_for("link", token, session.launch_id)}).headers["location"] == "/link"
    login = tab.get("/link").headers["location"]
    assert login.startswith("/accounts/login/")
    tab.post(login, {"login": account.email, "password": factories.PASSWORD})
    return tab, made


def confirm(tab: Client, shown: LmsIdentity) -> Any:
    """Press the button of the page that showed this identity."""
    return tab.post("/link", {"identity": shown.pk})


def launched_person() -> LmsIdentity:
    return factories.identity(factories.lms(), user=User.objects.create_user(), name="Tess From Canvas")


def test_both_sides_are_shown_and_a_post_joins_them() -> None:
    account, person = factories.account("tess@acme.example", name="Tess Teacher"), launched_person()
    tab, made = signed_in_tab(account, person)
    page = tab.get("/link").content.decode()
    assert "Tess From Canvas" in page
    assert "tess@acme.example" in page
    person.refresh_from_db()
    assert person.user != account  # a GET joins nothing
    assert confirm(tab, person).status_code == 200
    person.refresh_from_db()
    assert person.user == account
    assert Enrolment.objects.get(classroom=made.classroom).user == account
    assert AuditEntry.objects.filter(action="identity.link", actor=account).count() == 1
    assert mail.outbox[0].to == ["tess@acme.example"]


def test_work_moves_and_nothing_is_lost() -> None:
    account, person = factories.account(), launched_person()
    tab, made = signed_in_tab(account, person)
    launched = person.user
    start(user=launched, unit=made.unit("u1"))
    complete(user=launched, unit=made.unit("u2"))
    begun = start(user=account, unit=made.unit("u2"))
    confirm(tab, person)
    mine = {row.unit.slug: row for row in Workspace.objects.filter(user=account).select_related("unit")}
    assert set(mine) == {"u1", "u2"}
    assert mine["u2"].completed_at is not None
    assert mine["u2"].started_at <= begun.started_at
    assert not Workspace.objects.filter(user=launched).exists()


def test_an_identity_of_another_account_is_not_taken() -> None:
    account, other = factories.account(), factories.account()
    person = launched_person()
    tab, _ = signed_in_tab(account, person)
    LmsIdentity.objects.filter(pk=person.pk).update(user=other)  # linked in another tab meanwhile
    assert confirm(tab, person).status_code == 409
    person.refresh_from_db()
    assert person.user == other


def test_without_a_code_there_is_nothing_to_link() -> None:
    tab = Client()
    account = factories.account()
    tab.post("/accounts/login/", {"login": account.email, "password": factories.PASSWORD})
    assert tab.get("/link").headers["x-refusal-code"] == "sign-in-code"


def test_what_is_linked_is_what_the_page_showed() -> None:
    """While the page stands open, somebody sends this browser a code of their own: their identity is not linked."""
    account, person, stranger = factories.account(), launched_person(), launched_person()
    tab, _ = signed_in_tab(account, person)
    tab.post("/enter", {"code": code_of(stranger, "link")})
    assert confirm(tab, person).headers["x-refusal-code"] == "sign-in-code"
    stranger.refresh_from_db()
    assert stranger.user != account


def test_an_lmss_test_student_is_nobodys() -> None:
    """By a code of before the LMS said so, and by the deed itself."""
    account, person = factories.account(), launched_person()
    tab, _ = signed_in_tab(account, person)
    LmsIdentity.objects.filter(pk=person.pk).update(is_test=True)
    assert tab.get("/link").headers["x-refusal-code"] == "sign-in-code"
    assert confirm(tab, person).headers["x-refusal-code"] == "sign-in-code"
    with pytest.raises(NotLinkableError):
        link_identity(actor=account, identity=person)
    person.refresh_from_db()
    assert person.user != account
