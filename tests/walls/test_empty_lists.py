"""A list that has nothing says what comes next, to whom it can be said; a page that is not there says the way on."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from slipway.content.models import Classroom, Module, Unit
from slipway.lms.models import Lms
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests import factories
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@dataclass(frozen=True)
class Bare:
    """An organization with an empty class, a class whose module is empty, a unit without a guide, and unused LMSs."""

    people: dict[str, User]
    organization: Organization
    new: Organization
    classroom: Classroom
    with_module: Classroom
    unit: Unit
    lms: Lms
    keyless: Lms

    def path(self, name: str) -> str:
        """The address of a route, with the ids that it takes."""
        ids = {
            "org": [self.organization.pk],
            "new": [self.new.pk],
            "class": [self.classroom.pk],
            "module": [self.with_module.pk],
            "unit": [self.unit.pk],
            "lms": [self.organization.pk, self.lms.pk],
            "keyless": [self.organization.pk, self.keyless.pk],
        }
        route, _, rest = name.partition(" ")
        of, _, query = rest.partition("?")
        return reverse(route, args=ids.get(of, [])) + (f"?{query}" if query else "")


@pytest.fixture
def bare() -> Bare:
    people = {name: factories.account(name=name.title()) for name in ("owner", "member", "nobody")}
    organization = factories.organization(owner=people["owner"])
    Membership.objects.create(organization=organization, user=people["member"], role=OrgRole.MEMBER)
    rooms = [Classroom.objects.create(organization=organization, title=title, slug=title) for title in ("one", "two")]
    Module.objects.create(classroom=rooms[1], title="A module", position=1)
    keyless = factories.lms(organization, name="Moodle")
    keyless.consumer_keys.all().delete()
    made = factories.classroom_with_units(organization)
    Unit.objects.filter(pk=made.unit("u1").pk).update(guide="", guide_html="")
    return Bare(
        people=people,
        organization=organization,
        new=factories.organization("New", owner=people["owner"]),
        classroom=rooms[0],
        with_module=rooms[1],
        unit=made.unit("u1"),
        lms=factories.lms(organization),
        keyless=keyless,
    )


LISTS = [
    # who, route and whose ids, what is said, the next step (a link's or a button's words; "" where it is elsewhere)
    ("nobody", "own:dashboard", "No classes yet", "Ask the owner of your organization to invite you"),
    ("nobody", "organizations", "No organization yet", "Ask an owner of your organization to invite you"),
    ("nobody", "lms-accounts", "No LMS account is linked", "Open Slipway from your LMS"),
    ("owner", "organization new", "No classes yet", "New class"),
    ("member", "organization org", "No classes yet", "Ask an owner to make you a teacher"),
    ("owner", "lti-integration new", "Connect your LMS", "Slipway makes a consumer key and a secret"),
    ("owner", "launch-log new", "No launches", "Connect an LMS, then open Slipway from one of its courses"),
    ("owner", "launch-log new?person=nobody", "None that you asked for", "Show all"),
    ("owner", "class-launch-log class", "No launches", "A unit is opened by its link in a course"),
    ("owner", "organization-people new", "Members", "Invite somebody"),
    ("owner", "lms keyless", "No key: nothing can be launched", "New key"),
    ("owner", "lms lms", "None known yet", "the first launch from a course brings it"),
    ("owner", "lms lms", "No course has been here yet", "once somebody opens Slipway from it"),
    ("owner", "lms lms", "Nobody has come yet", "once they open Slipway from a course"),
    ("owner", "lms-people lms", "Nobody has come yet", "Connect your LMS"),
    ("owner", "lms-people lms?q=zz", "Nobody is called so", "Show all"),
    ("owner", "lms-connect keyless?way=1.1", "This LMS has no key", "New key"),
    ("owner", "own:class class", "Nothing here yet", "Add modules and units"),
    ("owner", "own:class module", "No units in this module yet", "Add a unit"),
    ("owner", "own:unit unit", "This unit has no guide yet", "Write it"),
    ("owner", "class-admin class", "Nothing here yet", "Add a module"),
    ("owner", "class-admin class", "No course has been here yet", "connected by itself, at its first launch"),
    ("owner", "class-admin module", "A module", "New unit"),
    ("owner", "class-people class", "Nobody is in the class yet", "place units there"),
    ("owner", "class-people class?q=zz", "Nobody is called so", "Show all"),
]


@pytest.mark.parametrize(("who", "route", "empty", "step"), LISTS, ids=[f"{row[0]} {row[1]}" for row in LISTS])
def test_an_empty_list_says_what_comes_next(bare: Bare, who: str, route: str, empty: str, step: str) -> None:
    answer = browser_of(bare.people[who]).get(bare.path(route))
    main = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 200
    assert empty in main
    assert step in main


NOT_THERE = [
    ("/nothing-here", "To your dashboard", "open the link there again"),
    ("/lti/nothing-here", "open the link there again", "To your dashboard"),
    ("/l/5f0a0d5e-9a5e-4cf1-8d0c-6a5b3c1d2e3f/nothing-here", "open the link there again", "To your dashboard"),
]


@pytest.mark.parametrize(("path", "says", "not_says"), NOT_THERE)
def test_a_page_that_is_not_there_says_the_way_on(path: str, says: str, not_says: str) -> None:
    """In a frame of an LMS no other page of ours is shown: the way on leads through the LMS."""
    answer = Client().get(path)
    assert answer.status_code == 404
    assert says in answer.content.decode()
    assert not_says not in answer.content.decode()
