"""Every address of the room, as everybody who may come to it."""

from dataclasses import dataclass

import pytest

from slipway.orgs.invitations.life import invite
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User
from tests.factories import account, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SIGN_IN = 302
PERSONAS = ["owner", "teacher", "member", "stranger", "nobody"]


@dataclass
class Acme:
    """An organization with everybody in it, and the owner of another."""

    organization: Organization
    people: dict[str, User]
    membership: Membership
    invitation: Invitation

    def path(self, pattern: str) -> str:
        return pattern.format(org=self.organization.pk, membership=self.membership.pk, invitation=self.invitation.pk)


@pytest.fixture
def acme() -> Acme:
    people = {name: account(name=name) for name in PERSONAS if name != "nobody"}
    made = organization(owner=people["owner"])
    organization("Elsewhere", owner=people["stranger"])
    Membership.objects.create(organization=made, user=people["teacher"], role=OrgRole.TEACHER)
    membership = Membership.objects.create(organization=made, user=people["member"], role=OrgRole.MEMBER)
    invitation, _ = invite(actor=people["owner"], organization=made, email="new@acme.example", role=OrgRole.TEACHER)
    return Acme(made, people, membership, invitation)


@pytest.mark.parametrize(
    ("method", "path", "answers"),
    [
        ("get", "/organizations/", (200, 200, 200, 200, SIGN_IN)),
        ("get", "/organizations/{org}/settings", (200, 404, 404, 404, SIGN_IN)),
        ("post", "/organizations/{org}/settings", (422, 404, 404, 404, SIGN_IN)),
        ("get", "/organizations/{org}/settings/people", (200, 404, 404, 404, SIGN_IN)),
        ("post", "/organizations/{org}/settings/people", (422, 404, 404, 404, SIGN_IN)),
        ("post", "/organizations/{org}/settings/people/{membership}/role", (302, 404, 404, 404, SIGN_IN)),
        ("get", "/organizations/{org}/settings/people/{membership}/remove", (200, 404, 404, 404, SIGN_IN)),
        ("post", "/organizations/{org}/settings/people/{membership}/remove", (302, 404, 404, 404, SIGN_IN)),
        ("post", "/organizations/{org}/settings/invitations/{invitation}/revoke", (302, 404, 404, 404, SIGN_IN)),
        ("get", "/invitations", (404, 404, 404, 404, 404)),
        ("post", "/invitations/join", (404, 404, 404, 404, SIGN_IN)),
        ("get", "/invitations/no-such-token", (404, 404, 404, 404, 404)),
    ],
)
@pytest.mark.parametrize("who", range(len(PERSONAS)), ids=PERSONAS)
def test_who_gets_what(acme: Acme, method: str, path: str, answers: tuple[int, ...], who: int) -> None:
    browser = browser_of(acme.people.get(PERSONAS[who]))
    answer = getattr(browser, method)(acme.path(path))
    assert answer.status_code == answers[who]


def test_a_stranger_changes_nothing_by_naming_another_organization(acme: Acme) -> None:
    theirs = acme.people["stranger"].organizations.get()
    browser = browser_of(acme.people["stranger"])
    for what in ("role", "remove"):
        path = f"/organizations/{theirs.pk}/settings/people/{acme.membership.pk}/{what}"
        assert browser.post(path, {"role": "owner"}).status_code == 404
    path = f"/organizations/{theirs.pk}/settings/invitations/{acme.invitation.pk}/revoke"
    assert browser.post(path).status_code == 404
    acme.membership.refresh_from_db()
    assert acme.membership.role == OrgRole.MEMBER
