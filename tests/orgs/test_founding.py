import pytest
from django.conf import LazySettings

from slipway.lms.models import ConsumerKey
from slipway.orgs.founding import free_organization_slug
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests.factories import account
from tests.orgs.browsers import browser_of, deeds

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_the_first_account_founds_an_organization_and_finds_the_values_for_its_lms() -> None:
    first = account()
    browser = browser_of(first)
    assert "New organization" in browser.get("/organizations/").content.decode()
    answer = browser.post("/organizations/new", {"name": "Acme College"})
    made = Organization.objects.get()
    assert answer.headers["Location"] == f"/organizations/{made.pk}"
    assert made.slug == "acme-college"
    assert Membership.objects.get(organization=made, user=first).role == OrgRole.OWNER
    key = ConsumerKey.objects.get(lms__organization=made)
    assert key.key.startswith("acme-college-")
    assert len(key.secret) >= 32
    assert key.key in browser.get(f"/organizations/{made.pk}/settings/lti").content.decode()
    assert deeds(made) == ["organization.found", "member.set", "lms.connect"]


def test_once_there_is_an_owner_only_owners_found_more(owner: User, acme: Organization, settings: LazySettings) -> None:
    other = account()
    assert browser_of(owner).get("/organizations/new").status_code == 200
    assert browser_of(other).get("/organizations/new").status_code == 404
    assert "New organization" not in browser_of(other).get("/organizations/").content.decode()
    settings.SIGNUP_OPEN = True
    assert browser_of(other).get("/organizations/new").status_code == 200


def test_a_name_is_needed() -> None:
    answer = browser_of(account()).post("/organizations/new", {"name": " "})
    assert answer.status_code == 422
    assert not Organization.objects.exists()


def test_the_name_changes_and_the_slug_stays(owner: User, acme: Organization) -> None:
    browser_of(owner).post(f"/organizations/{acme.pk}/settings", {"name": "Acme University"})
    changed = Organization.objects.get(pk=acme.pk)
    assert (changed.name, changed.slug) == ("Acme University", acme.slug)
    assert deeds(acme) == ["organization.rename"]


@pytest.mark.parametrize(
    ("taken", "name", "slug"),
    [
        ([], "Acme College", "acme-college"),
        (["acme"], "Acme", "acme-2"),
        (["acme", "acme-2", "acme-college"], "Acme", "acme-3"),
        ([], "東京大学", "organization"),
    ],
)
def test_a_free_slug_is_found(taken: list[str], name: str, slug: str) -> None:
    for held in taken:
        Organization.objects.create(slug=held, name=held)
    assert free_organization_slug(name) == slug
