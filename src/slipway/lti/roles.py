"""The roles that an LMS names for a person.

LTI 1.1 sends short names and URNs, LTI 1.3 sends URIs of the LIS v2 vocabulary, some LMSs send both. Upper and lower
case count; a role that nobody knows is ignored.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from slipway.lms_kinds.registry import kind_by_code


class CourseRole(StrEnum):
    """A role in the course that the launch comes from (LIS: context role)."""

    LEARNER = "Learner"
    INSTRUCTOR = "Instructor"
    TEACHING_ASSISTANT = "TeachingAssistant"
    CONTENT_DEVELOPER = "ContentDeveloper"
    ADMINISTRATOR = "Administrator"
    MANAGER = "Manager"
    MEMBER = "Member"
    MENTOR = "Mentor"
    OBSERVER = "Observer"


ADMINISTRATORS = frozenset({"AccountAdmin", "Administrator", "Creator", "SysAdmin"})
TEACHERS = frozenset({
    CourseRole.INSTRUCTOR, CourseRole.TEACHING_ASSISTANT, CourseRole.CONTENT_DEVELOPER,
    CourseRole.ADMINISTRATOR,  # of the course: all that some LMSs say of its staff
})  # fmt: skip
OBSERVERS = frozenset({CourseRole.MENTOR, CourseRole.OBSERVER})

_TEST_USER = "http://purl.imsglobal.org/vocab/lti/system/person#TestUser"
_COURSE, _INSTITUTION, _SYSTEM = "course", "institution", "system"
_ALIASES = {"Student": CourseRole.LEARNER}  # some say so of a course's people, where the vocabulary says "Learner"
_FORMS = (
    (_COURSE, re.compile(r"urn:lti:role:ims/lis/(\w+)(?:/(\w+))?")),
    (_INSTITUTION, re.compile(r"urn:lti:instrole:ims/lis/(\w+)(?:/\w+)?")),
    (_SYSTEM, re.compile(r"urn:lti:sysrole:ims/lis/(\w+)(?:/\w+)?")),
    (_COURSE, re.compile(r"http://purl\.imsglobal\.org/vocab/lis/v2/membership(?:#|/)(\w+)(?:#(\w+))?")),
    (_INSTITUTION, re.compile(r"http://purl\.imsglobal\.org/vocab/lis/v2/(?:institution/)?person#(\w+)")),
    (_SYSTEM, re.compile(r"http://purl\.imsglobal\.org/vocab/lis/v2/system/person#(\w+)")),
    (_COURSE, re.compile(r"(\w+)(?:/(\w+))?")),  # short names are the course's
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """All that an LMS says of a person's roles. `institution` and `system` hold the LIS vocabulary's names."""

    course: frozenset[CourseRole] = frozenset()
    institution: frozenset[str] = frozenset()
    system: frozenset[str] = frozenset()
    test_user: bool = False
    tells_of_course: bool = False  # a role of the course is named, be it one that nobody knows

    @property
    def is_administrator(self) -> bool:
        """Administrator of the institution or of the LMS. One of the course alone is none."""
        return bool((self.institution | self.system) & ADMINISTRATORS)


def read_roles(texts: Iterable[str]) -> Roles:
    """Read role names in any of their forms. A text may hold several, separated by commas, as LTI 1.1 sends them."""
    names = {name.strip() for text in texts for name in text.split(",")}
    found = {reading for name in names if (reading := _read(name))}
    return Roles(
        course=frozenset(role for role in CourseRole if role in _names(found, _COURSE)),
        institution=_names(found, _INSTITUTION),
        system=_names(found, _SYSTEM),
        test_user=_TEST_USER in names,
        tells_of_course=any(where == _COURSE for where, _ in found),
    )


def with_institution_roles(roles: Roles, meant: Mapping[str, str]) -> Roles:
    """The roles of a message whose kind of LMS tells of the institution what it has worked out for the course.

    `meant` has the role of the course by that of the institution. Where the LMS names any role of the course, even
    one that nobody knows, that alone counts.
    """
    if roles.tells_of_course:
        return roles
    return replace(roles, course=frozenset(CourseRole(meant[name]) for name in roles.institution if name in meant))


def leads_course(roles: Roles) -> bool:
    """Whether the LMS says that the person teaches the course: no assistant, and nobody who only writes content.

    By LTI 1.3 some LMSs call their assistants Instructor too, so who is named both is an assistant.
    """
    leads = roles.course & {CourseRole.INSTRUCTOR, CourseRole.ADMINISTRATOR}
    return bool(leads) and CourseRole.TEACHING_ASSISTANT not in roles.course


def may_only_administer(roles: Roles, family: str) -> bool:
    """Whether the course roles of an LMS administrator say nothing: their kind of LMS gives them in every course.

    One who does teach the course is called the same there, so nobody can tell the two apart. An LMS that names no
    role of the course (`with_institution_roles`) calls the course's own staff administrators: they are teachers.
    """
    if not roles.tells_of_course:
        return False
    named = roles.course & (TEACHERS | OBSERVERS | {CourseRole.LEARNER})
    return roles.is_administrator and bool(named) and named <= kind_by_code(family).administrators_called


def _names(found: set[tuple[str, str]], where: str) -> frozenset[str]:
    return frozenset(name for each, name in found if each == where) - {"None"}  # "None" says that there is no role


def _read(text: str) -> tuple[str, str] | None:
    """Where a role holds, and its name."""
    for where, form in _FORMS:
        if match := form.fullmatch(text):
            name, *sub = match.groups()
            return where, _principal(_ALIASES.get(name, name) if where == _COURSE else name, *sub)
    return None


def _principal(name: str, sub: str | None = None) -> str:
    # A sub-role counts as its principal role (`membership/Learner#Instructor` is a learner), but for assistants.
    is_assistant = name == CourseRole.INSTRUCTOR and (sub or "").startswith(CourseRole.TEACHING_ASSISTANT)
    return CourseRole.TEACHING_ASSISTANT if is_assistant else name
