"""An LMS may say any e-mail address of a person. It finds nobody: only an account's own address does."""

import pytest
from django.core import mail
from django.test import Client

from slipway.orgs.invitations.life import OtherAddressError, accept, invite
from slipway.orgs.models import Membership, OrgRole, User
from slipway.people.models import LmsIdentity
from tests.factories import PASSWORD, account, identity, lms, organization

pytestmark = [pytest.mark.http, pytest.mark.django_db]

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
