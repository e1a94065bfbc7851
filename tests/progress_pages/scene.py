"""A class with an exercise, its people, and a student who has begun it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from slipway.workspaces.progress import start
from tests import factories
from tests.submissions.exercise import exercise_unit


@dataclass
class Scene:
    """`unit` is an exercise of 100 points; `student` is enrolled as `enrolment`; `owner` owns the organization."""

    unit: Unit
    student: User
    enrolment: Enrolment
    teacher: User
    owner: User

    @property
    def progress(self) -> str:
        return f"/classes/{self.unit.classroom_id}/progress"

    @property
    def work(self) -> str:
        return f"{self.progress}/{self.enrolment.pk}/units/{self.unit.pk}"

    def enrol(self, name: str, **fields: Any) -> Enrolment:
        """Another student."""
        return factories.enrol(factories.account(name=name), self.unit.classroom, **fields)


def scene(**settings: Any) -> Scene:
    unit = exercise_unit(**settings)
    student, teacher, owner = (factories.account(name=name) for name in ("Sam Student", "Tess Teacher", "Olga Owner"))
    unit.classroom.organization.memberships.create(user=owner, role="owner")
    factories.enrol(teacher, unit.classroom, ClassRole.TEACHER)
    start(user=student, unit=unit)
    return Scene(unit, student, factories.enrol(student, unit.classroom), teacher, owner)


@dataclass
class Asker:
    """Somebody at one of the doors; by a launch with its token, as `person`."""

    client: Client
    base: str = ""
    token: str = ""
    identity: LmsIdentity | None = None

    @property
    def headers(self) -> Any:
        return factories.bearer(self.token) if self.token else None

    @property
    def person(self) -> LmsIdentity:
        assert self.identity
        return self.identity

    def get(self, path: str) -> HttpResponse:
        answer: Any = self.client.get(self.base + path, headers=self.headers)
        return answer  # type: ignore[no-any-return]

    def post(self, path: str, sent: Mapping[str, object] | None = None) -> HttpResponse:
        answer: Any = self.client.post(self.base + path, sent or {}, headers=self.headers)
        return answer  # type: ignore[no-any-return]

    def page(self, path: str) -> str:
        """The page, which is there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()


def signed_in(user: User) -> Asker:
    """At Slipway's own door."""
    client = Client()
    client.force_login(user)
    return Asker(client)


def launched(there: Scene, role: str) -> Asker:
    """By a launch into the class."""
    person = factories.identity(factories.lms(there.unit.classroom.organization), name=f"Launched {role}")
    token, session = factories.launch_session(there.unit.classroom, role=role, person=person, unit=there.unit)
    return Asker(Client(enforce_csrf_checks=True), f"/l/{session.launch_id}", token, person)
