"""Rows for tests that speak HTTP with Django in this process: made straight in the database, every name its own.

made = classroom_with_units()
token, session = launch_session(made.classroom, role="student")
client.get(f"/l/{session.launch_id}/units/{made.unit('u1').pk}", headers=bearer(token))
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from slipway.classes.models import Enrolment, LaunchSession
from slipway.classes.roles import ENROLLED_ROLES, ClassRole
from slipway.content.models import Classroom, Module, Unit
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, LmsCourse
from slipway.orgs.account.life import make_account
from slipway.orgs.models import Membership, Organization, OrgRole, User
from slipway.people.models import LmsIdentity
from slipway.web.sealed import hashed

_numbers: Iterator[int] = count(1)
PASSWORD = "a long enough password"


def organization(name: str = "Acme College", *, owner: User | None = None) -> Organization:
    """An organization, with its owner if one is given."""
    made = Organization.objects.create(slug=f"org-{next(_numbers)}", name=name)
    if owner:
        Membership.objects.create(organization=made, user=owner, role=OrgRole.OWNER)
    return made


def account(email: str = "", *, name: str = "") -> User:
    """Somebody who can sign in, by `client.force_login` or with PASSWORD."""
    email = email or f"person-{next(_numbers)}@acme.example"
    return make_account(email=email, name=name or email.split("@")[0].title(), password=PASSWORD)


@dataclass
class ClassWithUnits:
    """A class and its units by slug."""

    classroom: Classroom
    units: dict[str, Unit] = field(default_factory=dict)

    def unit(self, slug: str) -> Unit:
        """The unit of that slug."""
        return self.units[slug]


def classroom_with_units(
    organization_: Organization | None = None, *, modules: int = 2, units: int = 2, **fields: Any
) -> ClassWithUnits:
    """A class, LTI enabled, with published units u1, u2, … over its modules m1, m2, …; `fields` are the class's own."""
    fields = {"title": f"Class {next(_numbers)}", "lti_enabled": True, **fields}
    owner = organization_ or organization()
    made = ClassWithUnits(Classroom.objects.create(organization=owner, slug=f"class-{next(_numbers)}", **fields))
    for place in range(modules):
        module = Module.objects.create(
            classroom=made.classroom, slug=f"m{place + 1}", title=f"Module {place + 1}", position=place
        )
        for position in range(units):
            unit_in(made, module, position=position)
    return made


def unit_in(made: ClassWithUnits, module: Module, **fields: Any) -> Unit:
    """One more unit in a module of the class; its slug is the next of u1, u2, …"""
    number = len(made.units) + 1
    fields = {"title": f"Unit {number}", "guide_html": f"<p>Guide {number}</p>", "published": True, **fields}
    unit = Unit.objects.create(classroom=made.classroom, module=module, slug=f"u{number}", **fields)
    made.units[unit.slug] = unit
    return unit


def enrol(
    user: User, classroom: Classroom, role: str = ClassRole.STUDENT, *, lms_: Lms | None = None, is_test: bool = False
) -> Enrolment:
    """The person's place in the class; `lms_` when a launch from there made it. A teacher's is else by hand."""
    by_hand = lms_ is None and role == ClassRole.TEACHER
    return Enrolment.objects.create(
        classroom=classroom, user=user, role=role, lms=lms_, is_test=is_test, by_hand=by_hand
    )


def lms(organization_: Organization | None = None, *, name: str = "Canvas") -> Lms:
    """An LMS with one consumer key."""
    made = Lms.objects.create(organization=organization_ or organization(), name=name)
    ConsumerKey.objects.create(lms=made, key=f"key-{next(_numbers)}", secret=f"secret-{next(_numbers)}")
    return made


def identity(
    lms_: Lms, *, user: User | None = None, name: str = "Ida Learner", legacy_user_id: str = ""
) -> LmsIdentity:
    """A person of the LMS, with a user of their own (no e-mail, no password) unless one is given."""
    owner = user or User.objects.create_user(name=name)
    return LmsIdentity.objects.create(
        lms=lms_, lms_user_id=f"lms-user-{next(_numbers)}", user=owner, name=name, legacy_user_id=legacy_user_id
    )


def launch_session(
    classroom: Classroom, *, role: str = ClassRole.STUDENT, person: LmsIdentity | None = None, unit: Unit | None = None
) -> tuple[str, LaunchSession]:
    """A launch into the class that was let in just now, with the enrolment it made. Returns (token, session)."""
    person = person or identity(lms(classroom.organization))
    key = person.lms.consumer_keys.get()
    course = LmsCourse.objects.create(lms=person.lms, context_id=f"course-{next(_numbers)}", title="Course")
    launch = LaunchRecord.objects.create(
        organization=classroom.organization,
        lms=person.lms,
        consumer_key=key,
        nonce=secrets.token_hex(8),
        door="unit" if unit else "course",
        identity_id=person.pk,
        person_id=person.user_id,
        person_name=person.name,
        role=role,
        classroom_id=classroom.pk,
        unit_id=unit.pk if unit else None,
        let_in=True,
    )
    token = secrets.token_urlsafe(32)
    session = LaunchSession.objects.create(
        token_hash=hashed(token),
        launch=launch,
        kind=LaunchSession.Kind.CLASS,
        identity=person,
        lms=person.lms,
        consumer_key=key,
        lms_course=course,
        classroom=classroom,
        enrolment=_enrolment(person, classroom, role),
        role=role,
        expires_at=timezone.now() + timedelta(hours=12),
    )
    return token, session


def bearer(token: str) -> dict[str, str]:
    """The header that a launched page's script sends."""
    return {"Authorization": f"Bearer {token}"}


def _enrolment(person: LmsIdentity, classroom: Classroom, role: str) -> Enrolment | None:
    if role not in ENROLLED_ROLES:
        return None  # the LMS's administrator looks, and is enrolled nowhere
    fields = {"role": role, "lms": person.lms, "is_test": person.is_test}
    made, _ = Enrolment.objects.get_or_create(classroom=classroom, user=person.user, defaults=fields)
    return made
