"""Every address of the room, as everybody who may come to it."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from slipway.classes.models import ClassRequest
from slipway.classes.requests import ask_for_class
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, LmsCourse
from slipway.orgs.models import Membership, Organization, OrgRole, User
from tests.factories import account, classroom_with_units, enrol, identity, lms, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

SIGN_IN = 302
PERSONAS = ["owner", "teacher", "member", "student", "stranger", "nobody"]


@dataclass
class Acme:
    """An organization with an LMS, a class, a launch into it, everybody in it, and the owner of another."""

    organization: Organization
    people: dict[str, User]
    lms: Lms
    classroom: Classroom
    launch: LaunchRecord
    wanted: ClassRequest

    @property
    def key(self) -> ConsumerKey:
        return self.lms.consumer_keys.get()

    def path(self, pattern: str, *, org: UUID | None = None) -> str:
        return pattern.format(
            org=org or self.organization.pk,
            lms=self.lms.pk,
            key=self.key.pk,
            classroom=self.classroom.pk,
            launch=self.launch.pk,
            wanted=self.wanted.pk,
        )


@pytest.fixture
def acme() -> Acme:
    people = {name: account(name=name) for name in PERSONAS if name != "nobody"}
    made = organization(owner=people["owner"])
    organization("Elsewhere", owner=people["stranger"])
    for name, role in (("teacher", OrgRole.TEACHER), ("member", OrgRole.MEMBER)):
        Membership.objects.create(organization=made, user=people[name], role=role)
    canvas, classroom = lms(made), classroom_with_units(made).classroom
    for name in ("teacher", "student"):
        enrol(people[name], classroom, name)
    launch = LaunchRecord.objects.create(
        organization=made, lms=canvas, door="course", let_in=True, classroom_id=classroom.pk
    )
    course = LmsCourse.objects.create(lms=canvas, context_id="ctx-7", title="Physics 1")
    wanted = ask_for_class(identity=identity(canvas), lms_course=course)
    return Acme(made, people, canvas, classroom, launch, wanted)


OWNERS_ONLY = (404, 404, 404, 404, SIGN_IN)
TEACHERS_TOO = (200, 200, 404, 404, 404, SIGN_IN)


@pytest.mark.parametrize(
    ("method", "path", "answers"),
    [
        ("get", "/organizations/{org}", (200, 200, 200, 404, 404, SIGN_IN)),
        ("get", "/organizations/{org}/classes/wanted/{wanted}/done", (405, 405, 405, 405, 405, SIGN_IN)),
        ("post", "/organizations/{org}/classes/wanted/{wanted}/done", (302, *OWNERS_ONLY)),
        ("get", "/organizations/new", (200, 404, 404, 404, 200, SIGN_IN)),
        ("get", "/organizations/{org}/settings/lti", (200, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/new", (200, *OWNERS_ONLY)),
        ("post", "/organizations/{org}/settings/lti/new", (422, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/{lms}/rename", (200, *OWNERS_ONLY)),
        ("post", "/organizations/{org}/settings/lti/{lms}/rename", (422, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/{lms}/connect", (200, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/{lms}/first-launch", (200, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/keys/{key}/reveal", (405, 405, 405, 405, 405, SIGN_IN)),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/reveal", (302, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/keys/{key}/reset", (200, *OWNERS_ONLY)),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/reset", (422, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/lti/keys/{key}/disable", (200, *OWNERS_ONLY)),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/disable", (302, *OWNERS_ONLY)),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/enable", (302, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/launches", (200, *OWNERS_ONLY)),
        ("get", "/organizations/{org}/settings/launches/{launch}", (200, *OWNERS_ONLY)),
        ("get", "/classes/{classroom}/launches", TEACHERS_TOO),
        ("get", "/classes/{classroom}/launches/{launch}", TEACHERS_TOO),
        ("get", "/lti/config.xml", (200, 200, 200, 200, 200, 200)),
    ],
)
@pytest.mark.parametrize("who", range(len(PERSONAS)), ids=PERSONAS)
def test_who_gets_what(acme: Acme, method: str, path: str, answers: tuple[int, ...], who: int) -> None:
    browser = browser_of(acme.people.get(PERSONAS[who]))
    answer = getattr(browser, method)(acme.path(path))
    assert answer.status_code == answers[who]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/organizations/{org}/settings/lti/{lms}/connect"),
        ("get", "/organizations/{org}/settings/lti/{lms}/first-launch"),
        ("post", "/organizations/{org}/settings/lti/{lms}/rename"),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/reveal"),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/reset"),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/disable"),
        ("post", "/organizations/{org}/settings/lti/keys/{key}/enable"),
        ("get", "/organizations/{org}/settings/launches/{launch}"),
        ("post", "/organizations/{org}/classes/wanted/{wanted}/done"),
    ],
)
def test_an_owner_reaches_nothing_of_another_organization_through_their_own(acme: Acme, method: str, path: str) -> None:
    stranger = acme.people["stranger"]
    mine = stranger.organizations.get().pk
    answer = getattr(browser_of(stranger), method)(acme.path(path, org=mine), {"name": "Mine", "grace": "0"})
    assert answer.status_code == 404
    assert acme.key.disabled_at is None


def test_a_teacher_reads_no_launch_into_another_class(acme: Acme) -> None:
    other = LaunchRecord.objects.create(
        organization=acme.organization, lms=acme.lms, door="course", let_in=True, classroom_id=uuid4()
    )
    browser = browser_of(acme.people["teacher"])
    assert browser.get(f"/classes/{acme.classroom.pk}/launches/{other.pk}").status_code == 404
    assert str(other.pk) not in browser.get(f"/classes/{acme.classroom.pk}/launches").content.decode()
