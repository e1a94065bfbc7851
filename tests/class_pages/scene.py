"""A class with all that its admin pages show, and everybody who may come to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from slipway.classes.models import ConnectionRequest, CourseConnection
from slipway.classes.roles import ENROLLED_ROLES, ClassRole
from slipway.content.models import Classroom, Module, StoredFile, Unit, UnitFile
from slipway.lms.models import Lms, LmsCourse
from slipway.orgs.models import Membership, Organization, OrgRole, User
from slipway.people.models import LmsIdentity
from tests import factories
from tests.orgs.browsers import browser_of, deeds

PNG = b"\x89PNG\r\n\x1a\n" + b"a small picture"
PERSONAS = ("owner", "teacher", "staff", "student", "observer", "stranger", "nobody")


@dataclass
class Scene:
    """A class of four units (u1, u2 in m1; u3, u4 in m2): its people, its LMS with a course that asks to be connected
    (`request`) and one that is (`connection`). `staff` teach in the organization, but not in this class."""

    organization: Organization
    classroom: Classroom
    made: factories.ClassWithUnits
    people: dict[str, User]
    lms: Lms
    request: ConnectionRequest
    connection: CourseConnection

    def unit(self, slug: str = "u1") -> Unit:
        return Unit.objects.get(classroom=self.classroom, slug=slug)

    def module(self, slug: str = "m1") -> Module:
        return Module.objects.get(classroom=self.classroom, slug=slug)

    def fresh(self) -> Classroom:
        return Classroom.objects.get(pk=self.classroom.pk)

    def path(self, pattern: str) -> str:
        return pattern.format(
            org=self.organization.pk,
            classroom=self.classroom.pk,
            module=self.module().pk,
            unit=self.unit().pk,
            request=self.request.pk,
            connection=self.connection.pk,
        )

    def browser(self, who: str = "teacher") -> Client:
        """The browser of one of `PERSONAS`."""
        return browser_of(None if who == "nobody" else self.people[who])

    def page(self, pattern: str, who: str = "teacher") -> str:
        """What one of `PERSONAS` sees at the address."""
        return self.browser(who).get(self.path(pattern)).content.decode()

    def post(self, pattern: str, form: Mapping[str, object] | None = None, *, who: str = "teacher") -> HttpResponse:
        """The answer to a form that one of `PERSONAS` sends."""
        return cast("HttpResponse", self.browser(who).post(self.path(pattern), form or {}))

    def deeds(self) -> list[str]:
        """What the audit trail says was done, the oldest first."""
        return deeds(self.organization)


def scene(**fields: Any) -> Scene:
    """The class, LTI enabled unless `fields` of it say otherwise."""
    people = {name: factories.account(name=name.title()) for name in PERSONAS if name != "nobody"}
    organization = factories.organization(owner=people["owner"])
    elsewhere = factories.organization("Elsewhere", owner=people["stranger"])
    factories.enrol(people["stranger"], factories.classroom_with_units(elsewhere).classroom, ClassRole.TEACHER)
    Membership.objects.create(organization=organization, user=people["staff"], role=OrgRole.TEACHER)
    made = factories.classroom_with_units(organization, **{"title": "Python from zero", **fields})
    for role in ENROLLED_ROLES:
        factories.enrol(people[role], made.classroom, role)
    lms = factories.lms(organization)
    asks = course(lms, "Algorithms")
    asked_by = LmsIdentity.objects.create(
        lms=lms, lms_user_id="ada", user=User.objects.create_user(name="Ada"), name="Ada"
    )
    return Scene(
        organization=organization,
        classroom=made.classroom,
        made=made,
        people=people,
        lms=lms,
        request=ConnectionRequest.objects.create(lms_course=asks, classroom=made.classroom, identity=asked_by),
        connection=CourseConnection.objects.create(
            lms_course=course(lms, "Biology", number="8"), classroom=made.classroom, connected_by=people["teacher"]
        ),
    )


def course(lms: Lms, title: str, *, number: str = "7", host: str = "canvas.acme.example") -> LmsCourse:
    """A course of a Canvas that has launched, with its home page as it was told."""
    home = f"https://{host}/courses/{number}"
    fields = {"title": title, "host": host, "course_id": number, "home_url": home}
    return LmsCourse.objects.create(lms=lms, context_id=f"context of {title}", **fields)


def file_in(unit: Unit, path: str = "boxes.png", content: bytes = PNG, kind: str = "image/png") -> UnitFile:
    """A file of the unit."""
    fields = {"size": len(content), "content_type": kind, "content": content}
    stored, _ = StoredFile.objects.get_or_create(sha256=sha256(content).hexdigest(), defaults=fields)
    return UnitFile.objects.create(unit=unit, path=path, file=stored)


def image(name: str = "boxes.png", content: bytes = PNG) -> SimpleUploadedFile:
    """An image as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/png")
