"""What members without power get, and what naming somebody else's rows does; `tests/walls` asks as all the others."""

import pytest

from slipway.orgs.invitations.life import invite
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests.factories import account, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def member(acme: Organization) -> Membership:
    return acme.memberships.create(user=account(), role=OrgRole.MEMBER)


@pytest.fixture
def pages(owner: User, acme: Organization, member: Membership) -> dict[str, str]:
    """The addresses of the organization's settings, which hold its member and an open invitation."""
    invitation, _ = invite(actor=owner, organization=acme, email="new@acme.example", role=OrgRole.TEACHER)
    settings = f"/organizations/{acme.pk}/settings"
    return {
        "general": settings,
        "people": f"{settings}/people",
        "role": f"{settings}/people/{member.pk}/role",
        "remove": f"{settings}/people/{member.pk}/remove",
        "revoke": f"{settings}/invitations/{invitation.pk}/revoke",
    }


@pytest.mark.parametrize("page", ["general", "people", "role", "remove", "revoke"])
def test_a_plain_member_sees_and_changes_no_settings(pages: dict[str, str], member: Membership, page: str) -> None:
    browser = browser_of(member.user)
    assert browser.get("/organizations/").status_code == 200
    assert browser.post(pages[page]).status_code == 404
    assert browser.get(pages[page]).status_code == (405 if page in {"role", "revoke"} else 404)


@pytest.mark.parametrize("page", ["general", "people"])
def test_an_empty_form_is_shown_again(pages: dict[str, str], owner: User, page: str) -> None:
    assert browser_of(owner).post(pages[page]).status_code == 422


def test_no_invitation_is_opened_or_joined_without_its_token(owner: User) -> None:
    assert browser_of(owner).get("/invitations/no-such-token").status_code == 404
    assert browser_of(owner).get("/invitations").status_code == 404
    assert browser_of(owner).post("/invitations/join").status_code == 404


def test_a_stranger_changes_nothing_by_naming_another_organization(
    pages: dict[str, str], acme: Organization, member: Membership
) -> None:
    stranger = account()
    theirs = organization("Elsewhere", owner=stranger)
    for page in ("role", "remove", "revoke"):
        path = pages[page].replace(str(acme.pk), str(theirs.pk))
        assert browser_of(stranger).post(path, {"role": "owner"}).status_code == 404
    member.refresh_from_db()
    assert member.role == OrgRole.MEMBER
