"""The page of one LMS: its keys, origins, courses and people, and what becomes of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.classes.models import Enrolment, LaunchSession
from slipway.classes.roles import ClassRole
from slipway.lms.key_sets import tool_keys
from slipway.lms.last_seen import keys_last_used
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, Registration
from slipway.lms.registrations.change import register
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from slipway.sessions.visitor import visitor_of_token
from slipway.workspaces.models import Workspace
from slipway.workspaces.progress import start
from tests import factories
from tests.class_pages.scene import Scene, course
from tests.lms.registered import endpoints
from tests.orgs.browsers import browser_of, deeds, signed_in_long_ago, signed_in_now
from tests.owner_pages.pages import launched, page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def page(there: Scene, end: str = "") -> str:
    """What its owner reads there."""
    return shown(there.people["owner"], there.lms, end)


def test_a_key_was_last_used_at_its_newest_launch_that_was_let_in(there: Scene) -> None:
    key, now = there.lms.consumer_keys.get(), timezone.now()
    assert keys_last_used(there.lms) == {}
    assert "Not used yet" in page(there)
    for days, let_in in ((3, True), (2, True), (1, False)):
        launched(key, at=now - timedelta(days=days), let_in=let_in)
    assert keys_last_used(there.lms) == {key.pk: now - timedelta(days=2)}
    assert "Not used yet" not in page(there)


def test_several_keys_live_while_one_is_rotated(there: Scene) -> None:
    owner, old = browser_of(there.people["owner"]), there.lms.consumer_keys.get()
    owner.post(page_of(there.lms, "/keys/new"), {"name": "From autumn on"})
    new = there.lms.consumer_keys.exclude(pk=old.pk).get()
    assert (new.name, new.is_disabled, old.is_disabled) == ("From autumn on", False, False)
    assert new.secret not in {"", old.secret}
    owner.post(page_of(old, "/rename"), {"name": "Until summer"})
    text = page(there)
    assert "From autumn on" in text
    assert "Until summer" in text
    assert deeds(there.organization) == ["consumer-key.make", "consumer-key.rename"]


def test_only_a_disabled_key_is_deleted_and_its_launches_stay_in_the_log(there: Scene) -> None:
    owner, key = browser_of(there.people["owner"]), there.lms.consumer_keys.get()
    launch = launched(key, nonce="once")
    owner.post(page_of(key, "/delete"))
    assert ConsumerKey.objects.filter(pk=key.pk).exists()
    assert "Disable it first" in text_of(owner.get(page_of(key, "/delete")))
    answer = owner.post(page_of(key, "/disable") + "?back=lms")
    assert answer.headers["Location"] == page_of(there.lms)
    owner.post(page_of(key, "/delete"))
    assert not ConsumerKey.objects.filter(pk=key.pk).exists()
    launch.refresh_from_db()
    assert (launch.consumer_key, launch.nonce) == (None, "once")
    assert "No key: nothing can be launched." in page(there)
    assert deeds(there.organization) == ["consumer-key.disable", "consumer-key.delete"]


def test_a_disabled_lms_ends_what_is_open_and_a_key_disabled_by_itself_stays_so(there: Scene) -> None:
    owner, quiet = browser_of(there.people["owner"]), there.lms.consumer_keys.get()
    person = factories.identity(there.lms)
    token, session = factories.launch_session(there.classroom, person=person)
    ConsumerKey.objects.create(lms=there.lms, key="quiet", secret="s", disabled_at=timezone.now())
    assert visitor_of_token(token, session.launch_id)
    assert "Nobody can come in from Canvas?" in page(there, "/disable")
    owner.post(page_of(there.lms, "/disable"))
    quiet.refresh_from_db()
    assert quiet.disabled_at is None
    assert ConsumerKey.objects.select_related("lms").get(pk=quiet.pk).is_disabled
    assert visitor_of_token(token, session.launch_id) is None
    assert "This LMS is disabled since" in page(there)
    owner.post(page_of(there.lms, "/enable"))
    assert visitor_of_token(token, session.launch_id) is None  # what had ended stays so
    assert ConsumerKey.objects.get(key="quiet").disabled_at is not None
    assert deeds(there.organization) == ["lms.disable", "lms.enable"]


def test_origins_are_added_and_forgotten(there: Scene) -> None:
    owner = browser_of(there.people["owner"])
    assert "None known yet" in page(there)
    assert owner.post(page_of(there.lms, "/origins/new"), {"origin": "canvas"}).status_code == 422
    owner.post(page_of(there.lms, "/origins/new"), {"origin": "https://Canvas.acme.example/courses/7"})
    assert Lms.objects.get(pk=there.lms.pk).origins == ["https://canvas.acme.example"]
    owner.post(page_of(there.lms, "/origins/remove"), {"origin": "https://never.example"})
    owner.post(page_of(there.lms, "/origins/remove"), {"origin": "https://canvas.acme.example"})
    assert Lms.objects.get(pk=there.lms.pk).origins == []
    assert deeds(there.organization) == ["lms.add-origin", "lms.remove-origin"]


def test_courses_with_the_classes_that_they_open(there: Scene) -> None:
    course(there.lms, "Chemistry", number="11")
    type(there.classroom).objects.filter(pk=there.classroom.pk).update(
        lms_host="canvas.acme.example", lms_course_id="11"
    )
    there.lms.courses.filter(title="Biology").update(title="Biology 2")
    text = page(there)
    for name in ("Algorithms", "Biology 2", "Chemistry"):
        assert name in text
    assert text.count(f">{there.classroom}</a>") == 2  # Biology by a connection, Chemistry by the Class LMS URL
    assert "No class" in text


def test_people_seen(there: Scene) -> None:
    factories.identity(there.lms, user=there.people["student"], name="Sam Student")
    LmsIdentity.objects.filter(name="Ada").update(is_test=True)
    text = page(there, "/people")
    for part in ("Sam Student", "Student</td>", "Ada", "Test student"):
        assert part in text
    found = page(there, "/people?q=sam")
    assert "Sam Student" in found
    assert "Ada" not in found
    assert "Nobody is called so." in page(there, "/people?q=zzz")


@pytest.mark.parametrize("end", ["/{lms}", "/{lms}/people", ""])
def test_lists_ask_as_many_questions_for_many_as_for_few(
    there: Scene, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool_keys, "_held", {})
    monkeypatch.setattr(tool_keys, "REFRESH_SECONDS", 600)  # the page shows our key; it is read every few seconds
    tool_keys.signing_key(there.organization.pk)
    browser = browser_of(there.people["owner"])
    address = page_of(there.organization, end.format(lms=there.lms.pk))

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    launched(there.lms.consumer_keys.get())
    register(actor=None, lms=there.lms, endpoints=endpoints())
    few = ask()
    for number in range(5):
        key = ConsumerKey.objects.create(lms=there.lms, key=f"key {number}", secret="s")
        launched(key, context_id=f"context of Course {number}")
        register(actor=None, lms=there.lms, endpoints=endpoints())
        made = course(there.lms, f"Course {number}", number=str(100 + number))
        there.classroom.connections.create(lms_course=made)
        factories.identity(there.lms, user=there.people["student"])
        factories.lms(there.organization, name=f"LMS {number}")
    assert ask() == few


def test_removing_needs_the_name_and_a_recent_sign_in(there: Scene) -> None:
    owner = browser_of(there.people["owner"])
    assert owner.post(page_of(there.lms, "/remove"), {"name": "Moodle"}).status_code == 422
    asked = signed_in_long_ago(there.people["owner"]).post(page_of(there.lms, "/remove"), {"name": "Canvas"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Lms.objects.filter(pk=there.lms.pk).exists()


def test_removing_takes_what_hangs_on_it_and_leaves_people_and_work(there: Scene) -> None:
    owner, key = signed_in_now(there.people["owner"]), there.lms.consumer_keys.get()
    person = factories.identity(there.lms)
    _token, session = factories.launch_session(there.classroom, role=ClassRole.STUDENT, person=person)
    start(user=person.user, unit=there.unit())
    registration = register(actor=None, lms=there.lms, endpoints=endpoints())
    text = page(there, "/remove")
    for part in ("<dt>Registrations</dt><dd>1</dd>", "connected to 1 class", "2 people", "disable it instead"):
        assert part in text
    assert owner.post(page_of(there.lms, "/remove"), {"name": "Canvas"}).status_code == 302
    assert not Lms.objects.filter(pk=there.lms.pk).exists()
    assert not ConsumerKey.objects.filter(pk=key.pk).exists()
    assert not Registration.objects.filter(pk=registration.pk).exists()
    assert not LmsIdentity.objects.filter(pk=person.pk).exists()
    assert not LaunchRecord.objects.filter(pk=session.launch_id).exists()
    assert not LaunchSession.objects.filter(pk=session.pk).exists()
    assert User.objects.filter(pk=person.user_id).exists()
    assert Enrolment.objects.get(user=person.user).lms is None
    assert Workspace.objects.filter(user=person.user).count() == 1
    written = AuditEntry.objects.get(action="lms.remove")
    assert (written.details["name"], written.details["people"], written.details["works"]) == ("Canvas", "2", "1")
