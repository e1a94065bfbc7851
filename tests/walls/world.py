"""Two organizations that have all the same; what the walls are walked with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.core import signing
from django.test import Client
from django.utils import timezone

from slipway.audit.trail import Named
from slipway.classes.models import (
    ClassRequest,
    ClassUpload,
    ConnectionRequest,
    CourseConnection,
    Enrolment,
    LaunchSession,
)
from slipway.classes.requests import ask_for_class
from slipway.classes.roles import ENROLLED_ROLES
from slipway.content.folder import class_archive
from slipway.content.models import Unit
from slipway.exercise_checks.uploads import receive_upload
from slipway.gradebook.comments import add_comment
from slipway.gradebook.models import Comment
from slipway.gradebook.overrides import Override, override_grade
from slipway.lms.key_sets import tool_keys
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, LmsCourse, Registration, ResourceLink
from slipway.lms.registrations.change import register
from slipway.lms.registrations.links import Wish, make_link
from slipway.orgs.invitations.life import invite
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User
from slipway.people import sign_in_setup
from slipway.people.models import LmsIdentity
from slipway.receipts.models import IssuedReceipt
from slipway.regrading.models import Regrade
from slipway.sessions.unit_files import image_url_for
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Extension, Submission
from slipway.workspaces.progress import start
from tests import factories
from tests.class_pages.scene import course, file_in
from tests.content.folders import PLAIN
from tests.lms.registered import endpoints
from tests.picker.scene import CANVAS, Course
from tests.receipts.graded import graded_submission
from tests.walls.routes import ROUTES


@dataclass(frozen=True)
class Bearer:
    """A launch and the token that is sent with it."""

    launch_id: UUID
    token: str

    def client(self) -> Client:
        """A browser that sends the token with all that it asks."""
        return Client(headers=factories.bearer(self.token) if self.token else {})


@dataclass(frozen=True)
class School:
    """An organization with a class (u1, u2 in m1; u3, u4 in m2), an LMS and everybody in it.

    The student has started u1, and has an extension there; a regrade of u1 was rehearsed. `request` and `connection`
    are courses of the LMS; `visitor` is somebody whom only the LMS knows, a teacher in its launches; `linked` is the
    student there.
    """

    organization: Organization
    made: factories.ClassWithUnits
    people: dict[str, User]
    member: Membership
    invitation: Invitation
    invitation_token: str
    lms: Lms
    request: ConnectionRequest
    connection: CourseConnection
    wanted: ClassRequest
    visitor: LmsIdentity
    linked: LmsIdentity
    launch: LaunchRecord

    @property
    def link(self) -> ResourceLink:
        """A placed link that opens u1."""
        return ResourceLink.objects.get(lms_course__lms=self.lms)

    @property
    def upload(self) -> ClassUpload:
        """An archive that the teacher sent for the class."""
        return ClassUpload.objects.get(classroom=self.made.classroom)

    @property
    def submission(self) -> Submission:
        """What the student handed in, in u1."""
        return Submission.objects.get(unit=self.made.unit("u1"))

    @property
    def comment(self) -> Comment:
        """The teacher's on it."""
        return Comment.objects.get(submission=self.submission)

    @property
    def key(self) -> ConsumerKey:
        return self.lms.consumer_keys.get()

    @property
    def registration(self) -> Registration:
        return self.lms.registrations.get()

    def path(self, route: str, **others: object) -> str:
        """The address of a route with what it names in this school; with `others` instead where they are given."""
        return ROUTES[route].path({**arguments(self, route), **others})

    def secret_words(self) -> list[str]:
        """What no page may show to a stranger."""
        return [self.organization.name, self.made.classroom.title, self.key.key]

    def bearer(self, role: str, **changes: Any) -> Bearer:
        """Somebody whom a launch into the class has just let in; `changes` are the session's."""
        person = factories.identity(self.lms, name=f"Launched {role}")
        return self._bearer(role, person, changes)

    def visiting(self) -> Bearer:
        """A launch of `visitor`."""
        return self._bearer("teacher", self.visitor, {})

    def picker(self) -> Bearer:
        """A teacher of the LMS course before the picker, who teaches the class too."""
        place = {"user": self.visitor.user, "classroom": self.made.classroom}
        Enrolment.objects.get_or_create(**place, defaults={"role": "teacher", "lms": self.lms})
        there = Course(self.organization, self.lms, course(self.lms, "To be picked for"), self.visitor)
        opened = there.open()
        return Bearer(opened.session.launch_id, opened.token)

    def _bearer(self, role: str, person: LmsIdentity, changes: dict[str, Any]) -> Bearer:
        unit = self.made.unit("u1")
        token, session = factories.launch_session(self.made.classroom, role=role, person=person, unit=unit)
        link = {"resource_link_id": "a link", "title": "A link", "binds": True}  # as a launch of /lti leaves it
        LaunchSession.objects.filter(pk=session.pk).update(picker=link, **changes)
        return Bearer(session.launch_id, token)


@dataclass(frozen=True)
class World:
    """A school, and its rival that has all the same."""

    acme: School
    rival: School

    def bearers(self) -> dict[str, Bearer]:
        """Whoever may come to addresses of acme's launches, each with the launch id that they would use."""
        teacher, past = self.acme.bearer("teacher"), timezone.now() - timedelta(minutes=1)
        beside = replace(self.acme, made=factories.classroom_with_units(self.acme.organization))
        return {
            "student": self.acme.bearer("student"),
            "teacher": teacher,
            "observer": self.acme.bearer("observer"),
            "preview": self.acme.bearer("preview"),
            "picker": self.acme.picker(),
            "beside": beside.bearer("teacher"),  # another class of the organization
            "rival": self.rival.bearer("teacher"),
            "crossed": replace(self.acme.bearer("teacher"), launch_id=teacher.launch_id),  # at another's launch
            "expired": self.acme.bearer("teacher", expires_at=past),
            "none": replace(teacher, token=""),
        }


def world() -> World:
    """Both schools, made anew, and Slipway's keys, which would be made at first need."""
    tool_keys._held.clear()
    tool_keys._strangers.clear()
    made = World(acme=school("Acme College"), rival=school("Rival College"))
    for whose in (None, made.acme.organization.pk, made.rival.organization.pk):
        tool_keys.signing_key(whose)
    return made


def school(name: str) -> School:
    """A school with all that an address may name."""
    people = {role: factories.account(name=f"{name} {role}") for role in ("owner", "teacher", "student", "observer")}
    organization = factories.organization(name, owner=people["owner"])
    Membership.objects.create(organization=organization, user=people["teacher"], role=OrgRole.TEACHER)
    lms, made = _class_of(organization, people)
    EmailAddress.objects.create(user=people["student"], email=f"new-{people['student'].pk}@acme.example")
    launch = LaunchRecord.objects.create(
        organization=organization, lms=lms, door="course", let_in=True, classroom_id=made.classroom.pk
    )
    invitation, token = invite(
        actor=people["owner"], organization=organization, email="new@acme.example", role=OrgRole.TEACHER
    )
    return School(
        organization=organization,
        made=made,
        people=people,
        member=Membership.objects.get(organization=organization, user=people["teacher"]),
        invitation=invitation,
        invitation_token=token,
        lms=lms,
        request=_request(lms, made),
        connection=_connection(lms, made, people["teacher"]),
        wanted=ask_for_class(identity=factories.identity(lms, name="Wanda Wants"), lms_course=course(lms, "Wanted")),
        visitor=factories.identity(lms, name="Vera Visitor"),
        linked=factories.identity(lms, user=people["student"], name="Linked Learner"),
        launch=launch,
    )


def _class_of(organization: Organization, people: dict[str, User]) -> tuple[Lms, factories.ClassWithUnits]:
    made = factories.classroom_with_units(organization, title=f"Python at {organization.name}")
    lms = factories.lms(organization)
    register(actor=None, lms=lms, endpoints=endpoints())
    Lms.objects.filter(pk=lms.pk).update(origins=[CANVAS])
    for role in ENROLLED_ROLES:
        factories.enrol(people[role], made.classroom, role)
    start(user=people["student"], unit=made.unit("u1"))
    Regrade.objects.create(unit=made.unit("u1"), state=Regrade.State.REHEARSED)
    Extension.objects.create(unit=made.unit("u1"), user=people["student"], due_at=timezone.now())
    file_in(made.unit("u1"))
    _link_and_upload(lms, made, people["teacher"])
    _work(made.unit("u1"), people)
    return lms, made


def _link_and_upload(lms: Lms, made: factories.ClassWithUnits, teacher: User) -> None:
    linked = course(lms, "Chemistry", number="9")
    ResourceLink.objects.create(lms_course=linked, resource_link_id="link", title="A link", unit_id=made.unit("u1").pk)
    archive, classroom = class_archive(PLAIN, name="python"), made.classroom
    receive_upload(actor=teacher, organization=classroom.organization, classroom=classroom, slug="", archive=archive)


def _work(unit: Unit, people: dict[str, User]) -> None:
    """The student's work in the unit, with a comment of the teacher's and points that they gave."""
    made, teacher = graded_submission(unit, people["student"], number=7), Named(people["teacher"].pk, "Tess")
    add_comment(actor=teacher, submission=made, path="shapes.py", line=1, text="Well done")
    given = Override(points=Decimal(5), reason="Well explained", is_shown=True)
    override_grade(actor=teacher, unit=unit, user=people["student"], given=given)


def _request(lms: Lms, made: factories.ClassWithUnits) -> ConnectionRequest:
    asked = course(lms, "Algorithms")
    return ConnectionRequest.objects.create(
        lms_course=asked, classroom=made.classroom, identity=factories.identity(lms, name="Ada Asks")
    )


def _connection(lms: Lms, made: factories.ClassWithUnits, teacher: User) -> CourseConnection:
    connected: LmsCourse = course(lms, "Biology", number="8")
    return CourseConnection.objects.create(lms_course=connected, classroom=made.classroom, connected_by=teacher)


def arguments(of: School, route: str) -> dict[str, object]:
    """What the address of `route` names, in that school: the good ones. Only these are looked up or made."""
    every: dict[str, Callable[[], object]] = {
        "organization_id": lambda: of.organization.pk,
        "classroom_id": lambda: of.made.classroom.pk,
        "module_id": lambda: of.made.unit("u3").module_id,
        "unit_id": lambda: of.made.unit("u1").pk,
        "request_id": lambda: of.request.pk,
        "connection_id": lambda: of.connection.pk,
        "enrolment_id": lambda: of.made.classroom.enrolments.get(user=of.people["student"]).pk,
        "identity_id": lambda: of.linked.pk,
        "wanted_id": lambda: of.wanted.pk,
        "link_id": lambda: of.link.pk,
        "submission_id": lambda: of.submission.pk,
        "comment_id": lambda: of.comment.pk,
        "upload_id": lambda: of.upload.pk,
        "regrade_id": lambda: Regrade.objects.get(unit=of.made.unit("u1")).pk,
        "extension_id": lambda: Extension.objects.get(unit=of.made.unit("u1")).pk,
        "membership_id": lambda: of.member.pk,
        "invitation_id": lambda: of.invitation.pk,
        "lms_id": lambda: of.lms.pk,
        "key_id": lambda: of.key.pk,
        "registration_id": lambda: of.registration.pk,
        "launch_id": lambda: of.launch.pk,
        "receipt_id": lambda: _receipt(of).pk,
        "purpose": lambda: "dashboard",
        "signed": lambda: _signed_file(of),
        "token": lambda: _token(of, route),
        "uidb36": lambda: user_pk_to_url_str(of.people["student"]),
        "key": lambda: _mailed_key(of, route),
    }
    return {name: every[name]() for name in ROUTES[route].names if name in every}


def _receipt(of: School) -> IssuedReceipt:
    return IssuedReceipt.objects.get(submission__unit=of.made.unit("u1"), submission__user=of.people["student"])


def _token(of: School, route: str) -> str:
    if route == "oidc-register":
        wish = Wish(address="https://lms.example.edu", lms=of.lms)
        return make_link(actor=of.people["owner"], organization=of.organization, wish=wish)[1]
    return of.invitation_token if route == "invitation-open" else _mailed_token(of)


def _signed_file(of: School) -> str:
    student = Visitor(user=of.people["student"], name="")
    return str(image_url_for(student, of.made.unit("u1"))("boxes.png")).removeprefix("/files/")


def _mailed_token(of: School) -> str:
    user = str(of.visitor.user_id)
    return signing.dumps({"user": user, "email": "vera@home.example"}, salt=sign_in_setup.SIGN_IN_LINK_SALT)


def _mailed_key(of: School, route: str) -> str:
    if route == "account_reset_password_from_key":
        return str(default_token_generator.make_token(of.people["student"]))
    return str(EmailConfirmationHMAC(EmailAddress.objects.get(user=of.people["student"], verified=False)).key)
