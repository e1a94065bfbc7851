import pytest

from slipway.orgs.members import LastOwnerError, remove_member, set_member
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests.factories import account, organization
from tests.orgs.browsers import browser_of, deeds

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_a_role_is_given_and_changed_and_both_are_audited(owner: User, acme: Organization) -> None:
    person = account()
    set_member(actor=owner, organization=acme, user=person, role=OrgRole.MEMBER)
    set_member(actor=owner, organization=acme, user=person, role=OrgRole.TEACHER)
    set_member(actor=owner, organization=acme, user=person, role=OrgRole.TEACHER)  # nothing new, nothing written
    assert Membership.objects.get(organization=acme, user=person).role == OrgRole.TEACHER
    assert deeds(acme) == ["member.set", "member.set"]


def test_the_last_owner_can_neither_step_down_nor_be_removed(owner: User, acme: Organization) -> None:
    with pytest.raises(LastOwnerError):
        set_member(actor=owner, organization=acme, user=owner, role=OrgRole.TEACHER)
    with pytest.raises(LastOwnerError):
        remove_member(actor=owner, membership=Membership.objects.get(user=owner))
    assert Membership.objects.get(user=owner).role == OrgRole.OWNER
    assert deeds(acme) == []


def test_the_people_page_changes_a_role_and_removes_a_member(owner: User, acme: Organization) -> None:
    membership = acme.memberships.create(user=account(name="Tom Teacher"))
    people, browser = f"/organizations/{acme.pk}/settings/people", browser_of(owner)
    browser.post(f"{people}/{membership.pk}/role", {"role": "owner"})
    membership.refresh_from_db()
    assert membership.role == OrgRole.OWNER
    assert "Tom Teacher" in browser.get(people).content.decode()
    assert f'href="{people}/{membership.pk}/remove"' in browser.get(people).content.decode()
    browser.post(f"{people}/{membership.pk}/remove")
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_a_member_is_removed_only_after_a_question_that_names_them() -> None:
    owner, person = account(), account(name="Tom O'Neil <b>")
    acme = organization("Acme & Sons", owner=owner)
    membership = set_member(actor=owner, organization=acme, user=person, role=OrgRole.TEACHER)
    question = browser_of(owner).get(f"/organizations/{acme.pk}/settings/people/{membership.pk}/remove")
    asked = question.content.decode()
    assert "Remove Tom O&#x27;Neil &lt;b&gt; from Acme &amp; Sons?" in asked
    assert "Tom O&#x27;Neil &lt;b&gt; loses the role Teacher here" in asked
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_the_people_page_says_why_the_last_owner_stays(owner: User, acme: Organization) -> None:
    people = f"/organizations/{acme.pk}/settings/people"
    answer = browser_of(owner).post(f"{people}/{Membership.objects.get(user=owner).pk}/remove", follow=True)
    assert "needs an owner" in answer.content.decode()


def test_an_owner_who_steps_down_leaves_the_settings(owner: User, acme: Organization) -> None:
    acme.memberships.create(user=account(), role=OrgRole.OWNER)
    mine = Membership.objects.get(user=owner)
    answer = browser_of(owner).post(f"/organizations/{acme.pk}/settings/people/{mine.pk}/role", {"role": "teacher"})
    assert answer.headers["Location"] == "/organizations/"
