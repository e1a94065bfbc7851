"""An LMS course with its picker, and the two ways to ask it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.content.models import Classroom, Unit
from slipway.lms.models import LaunchRecord, Lms, LmsCourse, Registration
from slipway.lti.message import LTI_LINK, SelectionRequest
from slipway.orgs.models import Organization, User
from slipway.people.models import LmsIdentity
from slipway.sessions.requests import PickerRequest
from slipway.web.sealed import hashed
from tests import factories

CANVAS = "https://canvas.example.edu"
RETURN_URL = f"{CANVAS}/courses/7/external_content/success/external_tool_dialog"
EDITOR = SelectionRequest(
    return_url=RETURN_URL,
    data="data-of-the-lms",
    media_types=("image/*", "text/html", LTI_LINK, "*/*"),
    targets=("embed", "frame", "iframe", "window"),
    multiple=True,
    unsigned=True,
)


@dataclass
class Course:
    """A course at an LMS of an organization; its teacher's identity is `teacher`."""

    organization: Organization
    lms: Lms
    row: LmsCourse
    teacher: LmsIdentity

    @property
    def user(self) -> User:
        return self.teacher.user

    def open(
        self,
        request: SelectionRequest = EDITOR,
        *,
        role: str = "teacher",
        registration: Registration | None = None,
        deployment_id: str | None = None,
    ) -> "Picker":
        """The picker, just launched, from the editor unless `request` says otherwise; by 1.3 with a registration."""
        key = None if registration else self.lms.consumer_keys.get()
        launch = LaunchRecord.objects.create(
            organization=self.organization,
            lms=self.lms,
            consumer_key=key,
            registration=registration,
            nonce=secrets.token_hex(8),
            door="select",
            identity_id=self.teacher.pk,
            person_id=self.teacher.user_id,
            role=role,
            let_in=True,
        )
        token = secrets.token_urlsafe(32)
        session = LaunchSession.objects.create(
            token_hash=hashed(token),
            launch=launch,
            kind=LaunchSession.Kind.PICKER,
            identity=self.teacher,
            lms=self.lms,
            consumer_key=key,
            registration=registration,
            lms_course=self.row,
            role=role,
            leads=role == "teacher",
            picker=PickerRequest(selection=request, deployment_id=deployment_id or "").to_json(),
            expires_at=timezone.now() + timedelta(hours=12),
        )
        return Picker(token=token, session=session)


def course(organization: Organization | None = None) -> Course:
    """Course 7 of a Canvas that is known by its origin."""
    organization = organization or factories.organization()
    lms = factories.lms(organization)
    Lms.objects.filter(pk=lms.pk).update(origins=[CANVAS])
    row = LmsCourse.objects.create(
        lms=lms, context_id="ctx-7", title="Physics 1", host="canvas.example.edu", course_id="7"
    )
    return Course(organization=organization, lms=lms, row=row, teacher=factories.identity(lms, name="Tea Cher"))


def named(there: Course, title: str = "Named by its URL", **fields: Any) -> factories.ClassWithUnits:
    """A class whose LMS URL is that course."""
    urls = {"lms_url": f"{CANVAS}/courses/7", "lms_host": "canvas.example.edu", "lms_course_id": "7"}
    return factories.classroom_with_units(there.organization, **{"title": title, **urls, **fields})


def connected(there: Course, title: str = "Connected", **fields: Any) -> factories.ClassWithUnits:
    """A class that a teacher connected to the course."""
    made = factories.classroom_with_units(there.organization, **{"title": title, **fields})
    there.row.connections.create(classroom=made.classroom)
    return made


def taught(there: Course, title: str = "Taught", **fields: Any) -> factories.ClassWithUnits:
    """A class that the course's teacher teaches in Slipway."""
    made = factories.classroom_with_units(there.organization, **{"title": title, **fields})
    factories.enrol(there.user, made.classroom, "teacher")
    return made


@dataclass
class Picker:
    """A picker's launch, spoken to as the shell does."""

    token: str
    session: LaunchSession

    @property
    def path(self) -> str:
        return f"/l/{self.session.launch_id}/picker"

    def get(self) -> HttpResponse:
        return cast("HttpResponse", Client().get(self.path, headers=factories.bearer(self.token)))

    def post(self, fields: dict[str, object], to: str = "") -> HttpResponse:
        client = Client(enforce_csrf_checks=True)  # a bearer needs no CSRF token
        return cast("HttpResponse", client.post(self.path + to, fields, headers=factories.bearer(self.token)))

    def save(self, *units: Unit | str) -> HttpResponse:
        return self.post({"unit": [unit if isinstance(unit, str) else str(unit.pk) for unit in units]})


def switch_off(classroom: Classroom) -> None:
    Classroom.objects.filter(pk=classroom.pk).update(lti_enabled=False)


class Form(HTMLParser):
    """The forms, inputs and class titles of a page, as a script without a browser reads them."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.actions: list[str] = []
        self.forms: list[dict[str, str | None]] = []
        self.inputs: list[dict[str, str | None]] = []
        self.buttons: list[dict[str, str | None]] = []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.forms.append(found)
            self.actions.append(found["action"] or "")
        if tag in {"input", "button"}:
            (self.inputs if tag == "input" else self.buttons).append(found)

    @property
    def units(self) -> list[str]:
        """The ids of the units offered, in order."""
        return [field["value"] or "" for field in self.inputs if field.get("name") == "unit"]

    @property
    def hidden(self) -> dict[str, str]:
        """The fields of the form that goes home."""
        return {field["name"] or "": field["value"] or "" for field in self.inputs if field.get("type") == "hidden"}


def ids(*units: Unit) -> list[str]:
    return [str(unit.pk) for unit in units]
