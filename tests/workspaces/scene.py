"""A class with everybody who may come to it, and the two ways to ask for a page."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ENROLLED_ROLES, ClassRole
from slipway.content.models import Unit
from slipway.lms.models import LaunchRecord, Lms
from slipway.orgs.models import Organization, User
from slipway.people.models import LmsIdentity
from slipway.people.visits import VISIT_SESSION_KEY
from slipway.sessions.visitor import Visitor
from tests import factories


@dataclass
class Scene:
    """A class of four units (u1, u2 in m1; u3, u4 in m2), its organization, its people and their LMS."""

    made: factories.ClassWithUnits
    organization: Organization
    lms: Lms
    people: dict[str, User]

    def unit(self, slug: str = "u1") -> Unit:
        return self.made.unit(slug)

    def change(self, slug: str, **fields: Any) -> None:
        Unit.objects.filter(pk=self.unit(slug).pk).update(**fields)

    def withdraw(self, slug: str) -> None:
        self.change(slug, withdrawn_at=timezone.now())

    def set_class(self, **fields: Any) -> None:
        type(self.made.classroom).objects.filter(pk=self.made.classroom.pk).update(**fields)


def scene(**fields: Any) -> Scene:
    """The class, LTI enabled unless `fields` of it say otherwise; "nobody" is no account at all."""
    people = {name: factories.account(name=name) for name in ("owner", "teacher", "student", "observer", "stranger")}
    organization = factories.organization(owner=people["owner"])
    factories.organization("Elsewhere", owner=people["stranger"])
    made = factories.classroom_with_units(organization, **{"title": "Python from zero", **fields})
    lms = factories.lms(organization)
    for role in ENROLLED_ROLES:
        factories.enrol(people[role], made.classroom, role, lms_=lms if role == ClassRole.STUDENT else None)
    return Scene(made=made, organization=organization, lms=lms, people=people)


@dataclass
class Browser:
    """Somebody at Slipway's own door."""

    client: Client

    def get(self, path: str) -> HttpResponse:
        return cast("HttpResponse", self.client.get(path))

    def post(self, path: str) -> HttpResponse:
        return cast("HttpResponse", self.client.post(path))


def at_own_door(user: User | None) -> Browser:
    """The person's browser, signed in; None: nobody's."""
    client = Client()
    if user:
        client.force_login(user)
    return Browser(client)


def on_a_visit(identity: LmsIdentity) -> Browser:
    """The browser of somebody whom a launch's single-use code let in, without an account's rights."""
    client = Client()
    session = client.session
    until = timezone.now() + timedelta(hours=1)
    key = identity.lms.consumer_keys.get()
    launch = LaunchRecord.objects.create(lms=identity.lms, consumer_key=key, door="unit", let_in=True)
    session[VISIT_SESSION_KEY] = {"identity": str(identity.pk), "launch": str(launch.pk), "until": until.isoformat()}
    session.save()
    return Browser(client)


@dataclass
class Launched:
    """Somebody inside a launch."""

    token: str
    session: LaunchSession

    def get(self, path: str) -> HttpResponse:
        return cast("HttpResponse", Client().get(self.path(path), headers=factories.bearer(self.token)))

    def post(self, path: str) -> HttpResponse:
        client = Client(enforce_csrf_checks=True)  # a bearer needs no CSRF token
        return cast("HttpResponse", client.post(self.path(path), headers=factories.bearer(self.token)))

    def path(self, path: str) -> str:
        return f"/l/{self.session.launch_id}{path}"

    @property
    def visitor(self) -> Visitor:
        return Visitor(user=self.session.identity.user, name=self.session.identity.name, session=self.session)


def launched(there: Scene, role: str, *, person: LmsIdentity | None = None) -> Launched:
    """Somebody whom a launch of that role into the class let in."""
    person = person or factories.identity(there.lms, name=f"Launched {role}")
    return Launched(*factories.launch_session(there.made.classroom, role=role, person=person))
