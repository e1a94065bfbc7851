import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from slipway.orgs.invitations.life import InvitationOverError, OtherAddressError, accept, invite
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User
from tests.factories import account
from tests.orgs.browsers import browser_of, deeds

pytestmark = [pytest.mark.http, pytest.mark.django_db]

NEW_ACCOUNT = {"name": "Tina", "password1": "quite a long word", "password2": "quite a long word"}


def invited(owner: User, acme: Organization, email: str = "tina@acme.example", role: str = "teacher") -> str:
    """The path of a link that the owner makes on the People page, as the page shows it."""
    people, browser = f"/organizations/{acme.pk}/settings/people", browser_of(owner)
    browser.post(people, {"email": email, "role": role})
    shown = re.search(r"http://localhost:8000(/invitations/[\w-]+)", browser.get(people).content.decode())
    assert shown
    assert shown[1] not in browser.get(people).content.decode()  # once
    return shown[1]


def test_the_link_is_mailed_shown_once_and_kept_as_a_hash_only(owner: User, acme: Organization) -> None:
    path = invited(owner, acme)
    assert path in str(mail.outbox[0].body)
    assert mail.outbox[0].to == ["tina@acme.example"]
    kept = Invitation.objects.get()
    assert kept.token_hash not in path
    assert timedelta(days=13) < kept.expires_at - timezone.now() <= timedelta(days=14)


def test_whoever_has_an_account_with_the_address_joins_by_a_post(owner: User, acme: Organization) -> None:
    tina = account("tina@acme.example")
    browser = browser_of(tina)
    page = browser.get(invited(owner, acme), follow=True).content.decode()
    assert "Join Acme College" in page
    assert not Membership.objects.filter(user=tina).exists()  # looking joins nobody
    browser.post("/invitations/join")
    assert Membership.objects.get(user=tina).role == OrgRole.TEACHER
    assert deeds(acme) == ["invitation.make", "invitation.accept", "member.set"]


def test_joining_needs_the_csrf_token(owner: User, acme: Organization) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(account("tina@acme.example"))
    browser.get(invited(owner, acme))
    assert browser.post("/invitations/join").status_code == 403


def test_the_link_opens_sign_up_for_its_address_and_for_no_other(owner: User, acme: Organization) -> None:
    browser = Client()
    assert "password1" not in browser.get("/accounts/signup/").content.decode()  # closed
    page = browser.get(invited(owner, acme), follow=True).content.decode()
    assert "/accounts/signup/?email=tina%40acme.example" in page
    refused = browser.post("/accounts/signup/", {"email": "eve@evil.example", **NEW_ACCOUNT})
    assert "Your invitation is for tina@acme.example" in refused.content.decode()
    assert not User.objects.filter(email="eve@evil.example").exists()
    browser.post("/accounts/signup/", {"email": "tina@acme.example", **NEW_ACCOUNT})
    assert User.objects.get(email="tina@acme.example").name == "Tina"


def test_another_address_is_refused_in_clear_words(owner: User, acme: Organization) -> None:
    eve = account("eve@evil.example")
    browser = browser_of(eve)
    page = browser.get(invited(owner, acme), follow=True).content.decode()
    assert "You are signed in as eve@evil.example" in page
    assert browser.post("/invitations/join").status_code == 302
    assert not Membership.objects.filter(user=eve).exists()
    with pytest.raises(OtherAddressError):
        accept(actor=eve, invitation=Invitation.objects.get())


def test_a_link_works_once(owner: User, acme: Organization) -> None:
    path, tina = invited(owner, acme), account("tina@acme.example")
    invitation = Invitation.objects.get()
    accept(actor=tina, invitation=invitation)
    with pytest.raises(InvitationOverError):
        accept(actor=tina, invitation=invitation)
    gone = Client().get(path)
    assert gone.status_code == 404
    assert "does not work any more" in gone.content.decode()


def test_a_link_ends_after_fourteen_days(owner: User, acme: Organization) -> None:
    path = invited(owner, acme)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 404
    with pytest.raises(InvitationOverError):
        accept(actor=account("tina@acme.example"), invitation=Invitation.objects.get())


def test_an_owner_takes_an_invitation_back_and_sign_up_closes_again(owner: User, acme: Organization) -> None:
    path, visitor = invited(owner, acme), Client()
    visitor.get(path)
    assert "password1" in visitor.get("/accounts/signup/").content.decode()
    invitation = Invitation.objects.get()
    browser_of(owner).post(f"/organizations/{acme.pk}/settings/invitations/{invitation.pk}/revoke")
    assert "password1" not in visitor.get("/accounts/signup/").content.decode()
    assert Client().get(path).status_code == 404
    assert deeds(acme) == ["invitation.make", "invitation.revoke"]


def test_a_new_invitation_replaces_the_open_one(owner: User, acme: Organization) -> None:
    first = invited(owner, acme)
    second = invited(owner, acme, role="owner")
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 302
    assert Invitation.objects.get().role == OrgRole.OWNER


def test_a_member_is_not_invited_again(owner: User, acme: Organization) -> None:
    answer = browser_of(owner).post(
        f"/organizations/{acme.pk}/settings/people", {"email": "OLGA@acme.example", "role": "teacher"}
    )
    assert answer.status_code == 422
    assert "belongs to the organization already" in answer.content.decode()


def test_joining_as_less_takes_nothing_away(owner: User, acme: Organization) -> None:
    invitation, _ = invite(actor=owner, organization=acme, email="tina@acme.example", role=OrgRole.TEACHER)
    tina = account("tina@acme.example")
    Membership.objects.create(organization=acme, user=tina, role=OrgRole.OWNER)
    assert accept(actor=tina, invitation=invitation).role == OrgRole.OWNER
