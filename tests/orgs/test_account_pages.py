"""Account pages speak as all others do: one word for an address, no door that is closed, a question before a loss."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from slipway.orgs.models import User
from tests.factories import account
from tests.orgs.browsers import browser_of, signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def owner() -> User:
    return account("owner@acme.example")


def words(answer_of: Client, path: str) -> str:
    answer = answer_of.get(path)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def further(owner: User, *, verified: bool) -> EmailAddress:
    made: EmailAddress = EmailAddress.objects.create(user=owner, email="home@acme.example", verified=verified)
    return made


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
def test_an_address_is_called_one_thing_at_the_entrance(path: str) -> None:
    said = words(Client(), f"/accounts/{path}")
    assert "E-mail address" in said
    assert "Email" not in said


def test_and_on_the_page_of_ones_addresses(owner: User) -> None:
    further(owner, verified=False)
    said = words(signed_in_now(owner), "/accounts/email/")
    assert "E-mail addresses" in said
    assert "Email" not in said


def test_and_where_signing_in_goes_wrong(owner: User) -> None:
    answer = Client().post("/accounts/login/", {"login": "owner@acme.example", "password": "no"})
    assert "The e-mail address or the password is not right." in answer.content.decode()


def test_a_sign_up_link_is_shown_while_sign_up_is_open() -> None:
    assert 'href="/accounts/signup/"' in words(Client(), "/accounts/login/")


def test_and_not_when_it_is_closed(owner: User) -> None:
    said = words(Client(), "/accounts/login/")
    assert "/accounts/signup/" not in said
    assert "An owner of your organization can invite you." in said


def test_the_primary_address_cannot_be_removed_and_another_is_asked_about(owner: User) -> None:
    further(owner, verified=True)
    said = words(signed_in_now(owner), "/accounts/email/")
    assert said.count('name="action_remove"') == 1
    assert "Yes, remove home@acme.example" in said


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("action_remove", "home@acme.example is removed."),
        ("action_primary", "Your primary e-mail address is another one now."),
    ],
)
def test_what_was_done_with_an_address_is_said(owner: User, action: str, said: str) -> None:
    address = further(owner, verified=True)
    browser = signed_in_now(owner)
    browser.post("/accounts/email/", {"email": address.email, action: ""})
    assert said in browser.get("/accounts/email/").content.decode()


def test_a_used_up_confirmation_says_where_a_new_one_comes_from() -> None:
    assert "To your e-mail addresses" in words(Client(), "/accounts/confirm-email/nothing/")


def test_an_account_that_is_switched_off_is_told_who_can_help() -> None:
    said = words(browser_of(None), "/accounts/inactive/")
    assert "Whoever runs this Slipway can switch it on again" in said
    assert 'href="/accounts/login/"' in said
