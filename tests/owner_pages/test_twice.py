"""People whom an LMS names otherwise by LTI 1.3 than by LTI 1.1, without proof: what an owner decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.lms.models import Lms
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from tests import factories
from tests.class_pages.scene import Scene
from tests.orgs.browsers import browser_of, deeds, signed_in_long_ago, signed_in_now
from tests.owner_pages.pages import page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def said_twice(there: Scene, name: str, *, users: tuple[User | None, User | None] = (None, None)) -> list[LmsIdentity]:
    """Somebody by LTI 1.1 and by LTI 1.3, who says to be the first."""
    old = factories.identity(there.lms, user=users[0], name=f"{name} of 1.1")
    new = factories.identity(there.lms, user=users[1], name=f"{name} of 1.3", legacy_user_id=old.lms_user_id)
    return [old, new]


def page(there: Scene, end: str = "/people/twice") -> str:
    """What the owner reads there."""
    return shown(there.people["owner"], there.lms, end)


def owners(pair: list[LmsIdentity]) -> int:
    for identity in pair:
        identity.refresh_from_db()
    return len({identity.user_id for identity in pair})


def test_nobody_is_there_twice_at_first(there: Scene) -> None:
    assert "Nobody stands here twice" in page(there)
    assert "The same people twice?" not in page(there, "")


def test_the_page_names_both_and_joins_them_when_the_owner_says_so(there: Scene) -> None:
    ada = said_twice(there, "Ada")
    old, new = ada
    Enrolment.objects.create(classroom=there.classroom, user=old.user, role=ClassRole.STUDENT, lms=there.lms)
    assert "The same people twice?" in page(there, "")
    text = page(there)
    for part in ("Ada of 1.1", "Ada of 1.3", old.lms_user_id, new.lms_user_id, "Become one, with the work of both."):
        assert part in text
    answer = signed_in_now(there.people["owner"]).post(page_of(there.lms, "/people/twice"), follow=True)
    assert "1 person stood here twice and is one now." in text_of(answer)
    assert owners(ada) == 1
    assert Enrolment.objects.get(classroom=there.classroom, user=new.user).role == ClassRole.STUDENT
    assert deeds(there.organization) == ["lms.trust-legacy-ids", "identity.join"]


def test_joining_needs_a_recent_sign_in(there: Scene) -> None:
    ada = said_twice(there, "Ada")
    answer = signed_in_long_ago(there.people["owner"]).post(page_of(there.lms, "/people/twice"))
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert owners(ada) == 2


def test_two_accounts_stay_two(there: Scene) -> None:
    both = said_twice(there, "Bo", users=(there.people["student"], there.people["teacher"]))
    assert "Stay two: both have a Slipway account" in page(there)
    answer = signed_in_now(there.people["owner"]).post(page_of(there.lms, "/people/twice"), follow=True)
    assert "Confirmed." in text_of(answer)
    assert owners(both) == 2


def test_another_lms_of_the_organization_is_left_alone(there: Scene) -> None:
    other = factories.lms(there.organization, name="Moodle")
    old = factories.identity(other, name="Mo of 1.1")
    factories.identity(there.lms, name="Mo of 1.3", legacy_user_id=old.lms_user_id)
    assert "Nobody stands here twice" in page(there)


def test_it_can_be_taken_back(there: Scene) -> None:
    ada = said_twice(there, "Ada")
    owner = signed_in_now(there.people["owner"])
    owner.post(page_of(there.lms, "/people/twice"))
    assert "Confirmed since" in page(there)
    assert "are confirmed to be of one LMS" in page(there, "")
    owner.post(page_of(there.lms, "/people/twice"), {"back": "1"})
    owner.post(page_of(there.lms, "/people/twice"), {"back": "1"})
    assert Lms.objects.get(pk=there.lms.pk).legacy_ids_trusted_at is None
    assert owners(ada) == 1
    assert deeds(there.organization)[2:] == ["lms.distrust-legacy-ids"]


def test_the_page_asks_as_many_questions_for_many_as_for_few(there: Scene) -> None:
    def ask() -> int:
        browser = browser_of(there.people["owner"])
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page_of(there.lms, "/people/twice")).status_code == 200
        return len(asked)

    said_twice(there, "Ada")
    few = ask()
    for number in range(20):
        said_twice(there, f"Person {number}")
    assert ask() == few
