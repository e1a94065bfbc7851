"""What release 508699b kept in sessions, mails and rows of people is read after an upgrade; a newer form is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.people.linking import link_identity
from slipway.people.models import Linking, LmsIdentity
from slipway.people.sign_in_setup import SIGN_IN_LINK_SALT
from slipway.people.unlinking import Side, unlink_identity
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import start
from tests import factories

pytestmark = [pytest.mark.http, pytest.mark.django_db]

NEWER = {"form": 99}


@pytest.fixture
def launch() -> LaunchSession:
    made = factories.classroom_with_units()
    person = factories.identity(factories.lms(made.classroom.organization), user=User.objects.create_user())
    return factories.launch_session(made.classroom, person=person)[1]


def keep(browser: Client, key: str, launch: LaunchSession, changes: dict[str, Any]) -> None:
    session, until = browser.session, (timezone.now() + timedelta(minutes=5)).isoformat()
    kept = {"identity": str(launch.identity_id), "launch": str(launch.launch_id), "until": until}
    session[key] = kept | changes
    session.save()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 200), ({"form": 1}, 200), (NEWER, 403), ({"launch": None}, 403), ({"until": "soon"}, 403)],
)
@pytest.mark.parametrize(("key", "path"), [("pending-sign-in", "/set-up-sign-in"), ("pending-link", "/link")])
def test_what_a_spent_code_allows(
    launch: LaunchSession, key: str, path: str, changes: dict[str, Any], status: int
) -> None:
    browser = Client()
    if key == "pending-link":
        browser.force_login(factories.account())
    keep(browser, key, launch, changes)
    assert browser.get(path).status_code == status


@pytest.mark.parametrize(("changes", "status"), [({}, 200), (NEWER, 302), ({"identity": 7}, 302)])
def test_a_visit(launch: LaunchSession, changes: dict[str, Any], status: int) -> None:
    browser = Client()
    keep(browser, "visit", launch, changes)
    assert browser.get("/").status_code == status


@pytest.mark.parametrize(("changes", "status"), [({}, 200), (NEWER, 410), ({"email": None}, 410)])
@pytest.mark.parametrize("names_launch", [True, False])
def test_a_mailed_link(launch: LaunchSession, changes: dict[str, Any], status: int, *, names_launch: bool) -> None:
    told = {"user": str(launch.identity.user_id), "email": "nora@new.example"}
    told |= {"launch": str(launch.launch_id)} if names_launch else {}
    token = signing.dumps(told | changes, salt=SIGN_IN_LINK_SALT)
    assert Client().get(f"/set-up-sign-in/{token}").status_code == status


@pytest.mark.parametrize(("changes", "goes_back"), [({}, True), (NEWER, False)])
def test_what_a_linking_moved(launch: LaunchSession, changes: dict[str, Any], *, goes_back: bool) -> None:
    account, person = factories.account(), LmsIdentity.objects.select_related("user").get(pk=launch.identity_id)
    launched = person.user
    work = start(user=launched, unit=Unit.objects.filter(classroom=launch.classroom)[0])
    link_identity(actor=account, identity=person)
    Linking.objects.update(moved={"workspaces": [{"workspace": str(work.pk)}], "enrolments": []} | changes)
    unlink_identity(identity=person, account=account, side=Side.ACCOUNT)
    assert Workspace.objects.get().user == (launched if goes_back else account)
    person.refresh_from_db()
    assert person.user == launched
