import pytest

from slipway.classes.roles import ClassRole
from slipway.orgs.models import Membership, OrgRole
from tests.factories import account, classroom_with_units, enrol, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_an_owner_sees_all_classes_and_a_member_those_they_are_in() -> None:
    owner, member = account(), account()
    acme = organization(owner=owner)
    Membership.objects.create(organization=acme, user=member, role=OrgRole.MEMBER)
    mine = classroom_with_units(acme, title="The member's class").classroom
    classroom_with_units(acme, title="Another class")
    classroom_with_units(title="A class elsewhere")
    enrol(member, mine, ClassRole.STUDENT)
    seen = browser_of(owner).get(f"/organizations/{acme.pk}").content.decode()
    assert "The member&#x27;s class" in seen
    assert "Another class" in seen
    assert "elsewhere" not in seen
    seen = browser_of(member).get(f"/organizations/{acme.pk}").content.decode()
    assert "The member&#x27;s class" in seen
    assert "Another class" not in seen


def test_the_way_to_the_settings_stands_there_for_owners_only() -> None:
    owner, teacher = account(), account()
    acme = organization(owner=owner)
    Membership.objects.create(organization=acme, user=teacher, role=OrgRole.TEACHER)
    assert "Organization settings" in browser_of(owner).get(f"/organizations/{acme.pk}").content.decode()
    assert "Organization settings" not in browser_of(teacher).get(f"/organizations/{acme.pk}").content.decode()


@pytest.mark.parametrize(("role", "ways"), [(OrgRole.OWNER, 1), (OrgRole.TEACHER, 1), (OrgRole.MEMBER, 0)])
def test_whoever_may_make_a_class_finds_one_button_for_it(role: OrgRole, ways: int) -> None:
    person, acme = account(), organization()
    Membership.objects.create(organization=acme, user=person, role=role)
    new_class, browser = f'href="/organizations/{acme.pk}/classes/new"', browser_of(person)
    assert browser.get(f"/organizations/{acme.pk}").content.decode().count(new_class) == ways
    enrol(person, classroom_with_units(acme).classroom, ClassRole.TEACHER)
    assert browser.get(f"/organizations/{acme.pk}").content.decode().count(new_class) == ways
