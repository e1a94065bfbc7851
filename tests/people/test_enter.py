"""A launched page's code: a tab of its own, once, within a minute, and only to what its LMS brought."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.utils import timezone

from slipway.classes.roles import ClassRole
from slipway.lms.consumer_keys import disable_key, enable_key, reset_secret
from slipway.lms.models import ConsumerKey
from slipway.lms.retire import disable_lms, enable_lms, remove_lms
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity, SingleUseCode
from tests import factories
from tests.factories import bearer

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def code_for(purpose: str, token: str, launch_id: object) -> str:
    """The code that a launched page is given for `purpose`."""
    answer = Client().post(f"/l/{launch_id}/codes/{purpose}", headers=bearer(token))
    assert answer.status_code == 201
    return str(urlsplit(answer.json()["url"]).fragment)


def code_of(person: LmsIdentity | None = None, purpose: str = "dashboard") -> str:
    """The code that a page launched by `person`, else by somebody new, is given."""
    person = person or factories.identity(factories.lms())
    made = factories.classroom_with_units(person.lms.organization)
    token, session = factories.launch_session(made.classroom, person=person)
    return code_for(purpose, token, session.launch_id)


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ({}, {"dashboard", "sign-in", "link"}),
        ({"role": "teacher"}, {"dashboard", "sign-in", "link"}),
        ({"is_test": True}, {"dashboard"}),
        ({"email": "ida@acme.example"}, {"dashboard"}),  # has an account
        ({"role": "preview"}, set()),  # the LMS's administrator, who only looks
    ],
)
def test_a_page_is_given_codes_for_what_it_offers_only(who: dict[str, Any], offered: set[str]) -> None:
    made = factories.classroom_with_units()
    person = factories.identity(factories.lms(made.classroom.organization))
    LmsIdentity.objects.filter(pk=person.pk).update(is_test=who.get("is_test", False))
    User.objects.filter(pk=person.user_id).update(email=who.get("email"))
    person.refresh_from_db()
    token, session = factories.launch_session(made.classroom, role=who.get("role", "student"), person=person)
    page = Client().get(f"/l/{session.launch_id}/units/{made.unit('u1').pk}", headers=bearer(token)).content.decode()
    assert set(re.findall(r'data-enter="([a-z-]+)"', page)) == offered
    for purpose in ("dashboard", "sign-in", "link", "anything"):
        answer = Client().post(f"/l/{session.launch_id}/codes/{purpose}", headers=bearer(token))
        assert answer.status_code == (201 if purpose in offered else 404), purpose


def test_my_dashboard_opens_the_lmss_classes_and_no_others() -> None:
    made, other = factories.classroom_with_units(title="From the LMS"), factories.classroom_with_units(title="By hand")
    person = factories.identity(factories.lms(made.classroom.organization))
    token, session = factories.launch_session(made.classroom, person=person)
    factories.enrol(person.user, other.classroom)
    tab = Client()
    assert tab.post("/enter", {"code": code_for("dashboard", token, session.launch_id)}).headers["location"] == "/"
    page = tab.get("/").content.decode()
    assert "From the LMS" in page
    assert "By hand" not in page
    assert tab.get(f"/classes/{other.classroom.pk}").status_code == 404


def test_a_code_works_once() -> None:
    code = code_of()
    assert Client().post("/enter", {"code": code}).status_code == 302
    again = Client().post("/enter", {"code": code})
    assert (again.status_code, again.headers["x-refusal-code"]) == (403, "sign-in-code")


def test_a_code_is_over_after_a_minute() -> None:
    code = code_of()
    SingleUseCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post("/enter", {"code": code}).headers["x-refusal-code"] == "sign-in-code"


@pytest.mark.parametrize("code", ["", "nonsense", "x" * 5000])
def test_no_code_is_no_way_in(code: str) -> None:
    assert Client().post("/enter", {"code": code}).headers["x-refusal-code"] == "sign-in-code"


def test_a_visit_gives_no_organization_rights_even_to_an_owner() -> None:
    """No launch ever gives organization rights (docs/architecture.md, rule 4e)."""
    owner = factories.account()
    made = factories.classroom_with_units(factories.organization(owner=owner))
    person = factories.identity(factories.lms(made.classroom.organization), user=owner)
    token, session = factories.launch_session(made.classroom, role=ClassRole.TEACHER, person=person)
    tab = Client()
    tab.post("/enter", {"code": code_for("dashboard", token, session.launch_id)})
    assert tab.get("/").status_code == 200
    for path in ("/organizations/", f"/organizations/{made.classroom.organization_id}/settings/lti"):
        assert urlsplit(tab.get(path).headers["location"]).path == "/accounts/login/"
    assert urlsplit(tab.get(f"/classes/{made.classroom.pk}/admin").headers["location"]).path == "/accounts/login/"


def account_of(tab: Client) -> object:
    """Whose sign-in stands in the tab; None for nobody's."""
    return get_user(tab).pk


def test_ones_own_sign_in_stays_without_a_question() -> None:
    account, mine = factories.account(), Client()
    mine.force_login(account)
    person = factories.identity(factories.lms(), user=account)
    assert mine.post("/enter", {"code": code_of(person)}).headers["location"] == "/"
    assert account_of(mine) == account.pk


def test_somebody_elses_code_asks_before_it_takes_the_place_of_a_sign_in() -> None:
    """A stranger can send anybody the address of their own code: it must not sign the reader out (login CSRF)."""
    account, stranger = factories.account(name="Olga Owner"), factories.identity(factories.lms(), name="Mallory")
    tab, code = Client(), code_of(stranger)
    tab.force_login(account)
    page = tab.post("/enter", {"code": code})
    assert page.status_code == 200
    assert [word for word in ("Olga Owner", "Mallory", "Canvas") if word not in page.content.decode()] == []
    assert account_of(tab) == account.pk
    assert SingleUseCode.objects.count() == 1  # and may still be spent
    answer = tab.post("/enter", {"code": code, "instead_of": account.pk})
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert account_of(tab) is None
    assert "Olga Owner" not in tab.get("/").content.decode()
    assert tab.post("/enter", {"code": code}).headers["x-refusal-code"] == "sign-in-code"


def test_the_word_of_one_person_does_not_count_for_another_who_has_come_since() -> None:
    first, second = factories.account(), factories.account()
    tab, code = Client(), code_of()
    tab.force_login(second)
    assert tab.post("/enter", {"code": code, "instead_of": first.pk}).status_code == 200
    assert account_of(tab) == second.pk


def test_a_visit_is_not_replaced_without_a_question_either() -> None:
    tab, person = visiting()
    code = code_of(factories.identity(person.lms, name="Mallory"))
    assert "Continue as Mallory" in tab.post("/enter", {"code": code}).content.decode()
    assert "Seen on a visit" in tab.get("/").content.decode()
    tab.post("/enter", {"code": code, "instead_of": person.user_id})
    assert "Seen on a visit" not in tab.get("/").content.decode()


def test_the_same_persons_new_visit_asks_nothing() -> None:
    tab, person = visiting()
    assert tab.post("/enter", {"code": code_of(person)}).status_code == 302


def test_the_question_leaves_time_to_read_it() -> None:
    tab, code = Client(), code_of()
    tab.force_login(factories.account())
    tab.post("/enter", {"code": code})
    left = SingleUseCode.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)


def test_the_answer_to_the_question_is_checked_against_forgery() -> None:
    tab, account = Client(enforce_csrf_checks=True), factories.account()
    tab.force_login(account)
    code = code_of()
    assert tab.post("/enter", {"code": code, "instead_of": account.pk}).status_code == 403
    assert account_of(tab) == account.pk


def test_codes_are_for_known_purposes_and_bearers_only() -> None:
    token, session = factories.launch_session(factories.classroom_with_units().classroom)
    path = f"/l/{session.launch_id}/codes"
    assert Client().post(f"{path}/owner", headers=bearer(token)).status_code == 404
    assert Client().post(f"{path}/dashboard").status_code == 401
    assert Client().get(f"{path}/dashboard", headers=bearer(token)).status_code == 405


def visiting() -> tuple[Client, LmsIdentity]:
    """A tab in which a student's visit has begun."""
    made = factories.classroom_with_units(title="Seen on a visit")
    person = factories.identity(factories.lms(made.classroom.organization))
    token, session = factories.launch_session(made.classroom, person=person)
    tab = Client()
    tab.post("/enter", {"code": code_for("dashboard", token, session.launch_id)})
    assert "Seen on a visit" in tab.get("/").content.decode()
    return tab, person


def key_of(person: LmsIdentity) -> ConsumerKey:
    """The key that the person's launches come by."""
    return person.lms.consumer_keys.get()


# How what came by a credential ends, step by step: by a stolen secret it does not come back with an enabled key.
ENDINGS: dict[str, list[Callable[[LmsIdentity], object]]] = {
    "key disabled": [
        lambda person: disable_key(actor=None, consumer_key=key_of(person)),
        lambda person: enable_key(actor=None, consumer_key=key_of(person)),
    ],
    "key removed": [lambda person: key_of(person).delete()],
    "secret replaced": [lambda person: reset_secret(actor=None, consumer_key=key_of(person), grace=timedelta(0))],
    "LMS disabled": [
        lambda person: disable_lms(actor=None, lms=person.lms),
        lambda person: enable_lms(actor=None, lms=person.lms),
    ],
    "LMS removed": [lambda person: remove_lms(actor=None, lms=person.lms)],
}


@pytest.mark.parametrize("how", ENDINGS)
def test_a_visit_ends_with_what_it_came_by(how: str) -> None:
    """An owner who disables a key whose secret leaked must not leave forged launches a way in for half a day."""
    tab, person = visiting()
    for step in ENDINGS[how]:
        step(person)
        assert urlsplit(tab.get("/").headers["location"]).path == "/accounts/login/"


def test_a_visit_goes_on_with_a_secret_that_is_replaced_with_grace() -> None:
    tab, person = visiting()
    reset_secret(actor=None, consumer_key=key_of(person), grace=timedelta(days=1))
    assert tab.get("/").status_code == 200


def test_a_visit_ends_with_the_browser() -> None:
    tab, _ = visiting()
    assert tab.cookies["slipway_session"]["expires"] == ""


@pytest.mark.parametrize("how", ["key disabled", "secret replaced"])
@pytest.mark.parametrize("purpose", ["dashboard", "sign-in", "link"])
def test_no_code_outlives_the_credential_of_its_launch(purpose: str, how: str) -> None:
    """A forged launch's code must not become an account, or somebody's link, after the leak was closed."""
    person = factories.identity(factories.lms())
    code = code_of(person, purpose)
    for step in ENDINGS[how]:
        step(person)
    assert Client().post("/enter", {"code": code}).headers["x-refusal-code"] == "sign-in-code"


@pytest.mark.parametrize("how", ["secret replaced", "LMS removed"])
def test_what_a_code_allowed_ends_with_the_credential_too(how: str) -> None:
    person, tab = factories.identity(factories.lms()), Client()
    tab.post("/enter", {"code": code_of(person, "sign-in")})
    assert tab.get("/set-up-sign-in").status_code == 200
    tab.post("/set-up-sign-in", {"identity": person.pk, "email": "ida@home.example"})
    link = re.search(r"/set-up-sign-in/[\w:-]+", str(mail.outbox[-1].body))
    assert link
    assert tab.get(link[0]).status_code == 200
    tab.post("/enter", {"code": code_of(person, "sign-in")})
    for step in ENDINGS[how]:
        step(person)
    assert tab.get("/set-up-sign-in").headers["x-refusal-code"] == "sign-in-code"
    assert tab.get(link[0]).status_code == 410


def test_the_menu_says_whose_visit_it_is_and_leaves() -> None:
    tab, _ = visiting()
    page = tab.get("/").content.decode()
    assert "This is the visit of Ida Learner from Canvas." in page
    assert 'action="/leave"' in page
    assert tab.get("/leave").status_code == 405
    left = tab.post("/leave", follow=True)
    assert "The visit of Ida Learner has ended in this browser." in left.content.decode()
    assert urlsplit(tab.get("/").headers["location"]).path == "/accounts/login/"
    assert tab.get("/unlink").headers["x-refusal-code"] == "sign-in-code"


def test_leaving_signs_no_account_out() -> None:
    account, tab = factories.account(), Client()
    tab.force_login(account)
    assert tab.post("/leave").headers["location"] == "/"
    assert account_of(tab) == account.pk
    assert 'action="/leave"' not in tab.get("/").content.decode()
