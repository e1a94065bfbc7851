"""Set up sign-in: the address is proved by mail; what an LMS says of a person is never used."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from tests import factories
from tests.people.test_enter import code_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]
NEW_PASSWORD = "a brand new long one"


@pytest.fixture
def person() -> LmsIdentity:
    """Somebody whom only an LMS knows."""
    return factories.identity(factories.lms(), user=User.objects.create_user())


def tab_for(person: LmsIdentity) -> Client:
    """A tab that spent a code for *Set up sign-in*."""
    tab = Client()
    answer = tab.post("/enter", {"code": code_of(person, "sign-in")})
    assert answer.headers["location"] == "/set-up-sign-in"
    return tab


def ask(person: LmsIdentity, email: str) -> Any:
    """Type an address into the form that a fresh tab shows to this person."""
    return tab_for(person).post("/set-up-sign-in", {"identity": person.pk, "email": email})


def mailed_path() -> str:
    found = re.search(r"http://localhost:8000(/set-up-sign-in/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_address_is_proved_and_then_signs_in(person: LmsIdentity) -> None:
    assert ask(person, "Nora@New.example").status_code == 200
    browser = Client()
    path = mailed_path()
    assert browser.get(path).status_code == 200
    fields = {"name": "Nora New", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert browser.post(path, fields).status_code == 302
    person.user.refresh_from_db()
    assert (person.user.email, person.user.name) == ("nora@new.example", "Nora New")
    assert browser.get("/organizations/").status_code == 200
    assert Client().get(path).status_code == 410  # the link is used up
    again = Client().post("/accounts/login/", {"login": "nora@new.example", "password": NEW_PASSWORD})
    assert again.status_code == 302


def test_a_known_address_gets_another_mail_and_the_page_tells_nothing(person: LmsIdentity) -> None:
    owner = factories.account("owner@known.example")
    addresses = ("owner@known.example", "nobody@known.example")
    pages = [ask(person, email).content.decode().replace(email, "") for email in addresses]
    strip = re.compile(r'value="[^"]{20,}"|content="[^"]{20,}"')
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    assert "has one already" in str(mail.outbox[0].body)
    assert "/set-up-sign-in/" not in str(mail.outbox[0].body)
    owner.refresh_from_db()
    assert owner.check_password(factories.PASSWORD)


def test_bad_passwords_are_told(person: LmsIdentity) -> None:
    ask(person, "x@new.example")
    path = mailed_path()
    for fields in ({"password": "short", "again": "short"}, {"password": NEW_PASSWORD, "again": "other"}, {}):
        assert Client().post(path, {"name": "X", **fields}).status_code == 422


def test_without_a_code_or_with_a_changed_link_there_is_nothing_to_set_up() -> None:
    assert Client().get("/set-up-sign-in").headers["x-refusal-code"] == "sign-in-code"
    assert Client().get("/set-up-sign-in/abc:def:ghi").status_code == 410


def test_without_mail_nothing_is_promised(person: LmsIdentity, settings: Any) -> None:
    settings.HAS_MAIL = False
    tab = tab_for(person)
    assert "send mail yet" in tab.get("/set-up-sign-in").content.decode().replace("&#x27;", "'")
    tab.post("/set-up-sign-in", {"identity": person.pk, "email": "x@new.example"})
    assert mail.outbox == []


def test_nobody_fills_a_strangers_mailbox(person: LmsIdentity) -> None:
    """Five mails an hour: by one person to many addresses, and to one address by many."""
    asked = [ask(person, f"stranger-{number}@many.example").status_code for number in range(6)]
    assert asked == [200] * 5 + [422]
    many = [factories.identity(person.lms, user=User.objects.create_user()) for _ in range(6)]
    assert [ask(each, "one@many.example").status_code for each in many] == [200] * 5 + [422]
    assert len(mail.outbox) == 10


def test_the_mailed_page_names_whose_sign_in_it_makes() -> None:
    """Somebody may have typed a stranger's address: the stranger must see for whom they choose a password."""
    person = factories.identity(factories.lms(name="Canvas North"), user=User.objects.create_user(), name="Mallory M")
    ask(person, "victim@new.example")
    page = Client().get(mailed_path()).content.decode()
    assert "Mallory M in Canvas North" in page


def test_the_form_of_another_person_is_not_taken(person: LmsIdentity) -> None:
    answer = tab_for(factories.identity(factories.lms())).post(
        "/set-up-sign-in", {"identity": person.pk, "email": "mine@new.example"}
    )
    assert answer.headers["x-refusal-code"] == "sign-in-code"
    assert mail.outbox == []


def test_an_lmss_test_student_sets_up_no_sign_in(person: LmsIdentity) -> None:
    """Not from the page, nor by a link that was mailed before the LMS said so."""
    assert ask(person, "test@new.example").status_code == 200
    again = tab_for(person)
    LmsIdentity.objects.filter(pk=person.pk).update(is_test=True)
    assert again.get("/set-up-sign-in").headers["x-refusal-code"] == "sign-in-code"
    fields = {"name": "Test", "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert Client().post(mailed_path(), fields).status_code == 410
    person.user.refresh_from_db()
    assert person.user.email is None
