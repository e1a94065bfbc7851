"""Accounts and their addresses, which are each one account's own, whatever an LMS says."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from slipway.orgs.account.life import AccountExistsError, make_account
from slipway.orgs.invitations.life import OtherAddressError, accept, invite
from slipway.orgs.models import Membership, OrgRole, User
from slipway.people.models import LmsIdentity
from tests.factories import PASSWORD, account, identity, lms, organization
from tests.orgs.browsers import signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_an_account_signs_in_with_its_address_and_password() -> None:
    user = make_account(email=" Owner@Acme.example ", name="Olga", password=PASSWORD)
    assert user.email == "owner@acme.example"
    assert EmailAddress.objects.get(user=user).verified
    assert "_auth_user_id" in signed_in_now(user).session


def test_an_address_has_one_account() -> None:
    account("owner@acme.example")
    with pytest.raises(AccountExistsError):
        make_account(email="OWNER@acme.example", name="Other", password=None)
    assert User.objects.filter(email="owner@acme.example").count() == 1


def test_without_a_password_nobody_can_sign_in() -> None:
    assert not make_account(email="new@acme.example", name="New", password=None).has_usable_password()


# ---- an LMS may say any address of a person: it finds nobody


ADDRESS = "olga@acme.example"


@pytest.fixture
def pretender(owner: User) -> LmsIdentity:
    """Somebody of whom an LMS says that they have the owner's address."""
    person = identity(lms(organization("Evil College")), name="Eve")
    LmsIdentity.objects.filter(pk=person.pk).update(email=ADDRESS)
    person.refresh_from_db()
    return person


def test_signing_in_finds_only_the_account(owner: User, pretender: LmsIdentity) -> None:
    browser = Client()
    browser.post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    assert browser.session["_auth_user_id"] == str(owner.pk)


def test_a_reset_is_mailed_for_the_account_only(owner: User, pretender: LmsIdentity) -> None:
    Client().post("/accounts/password/reset/", {"email": ADDRESS})
    assert len(mail.outbox) == 1
    assert "/accounts/password/reset/key/" in str(mail.outbox[0].body)


def test_no_reset_is_mailed_for_an_address_that_only_an_lms_knows(pretender: LmsIdentity, owner: User) -> None:
    LmsIdentity.objects.filter(pk=pretender.pk).update(email="only-there@lms.example")
    Client().post("/accounts/password/reset/", {"email": "only-there@lms.example"})
    assert not any("/password/reset/key/" in str(sent.body) for sent in mail.outbox)


def test_an_invitation_is_for_the_account_only(owner: User, pretender: LmsIdentity) -> None:
    boss = account()
    acme = organization(owner=boss)
    invitation, _ = invite(actor=boss, organization=acme, email=ADDRESS, role=OrgRole.OWNER)
    with pytest.raises(OtherAddressError):
        accept(actor=pretender.user, invitation=invitation)
    assert accept(actor=owner, invitation=invitation).user == owner
    assert not Membership.objects.filter(user=pretender.user).exists()
