"""What the small LMS knows: courses, which tests make by HTTP, and a few people."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True)
class Person:
    """Somebody who may be signed in. `role` is Open edX's: student, staff or instructor; or one of OLDER_ROLES."""

    number: int
    login: str
    name: str
    role: str = "student"
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.login}@edx.example"

    def anonymous_id(self, course: str) -> str:
        """Who this is to a tool: stable, another one in each course."""
        return uuid5(NAMESPACE_URL, f"{course} {self.login}").hex

    @property
    def external_id(self) -> str:
        """Who this is to a tool of LTI 1.3."""
        return str(uuid5(NAMESPACE_URL, self.login))


@dataclass(frozen=True)
class Course:
    """A course as its author made it; named as Open edX's own. `blocks` holds each LTI block's fields by its name."""

    display_name_with_default: str
    display_org_with_default: str
    lti_passports: list[str]
    blocks: dict[str, dict[str, Any]]


_LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
# What releases before 2026 said of such people by LTI 1.3: nothing of the course.
OLDER_ROLES = {
    "older instructor": [f"{_LIS}institution/person#Instructor"],
    "older staff": [f"{_LIS}system/person#Administrator", f"{_LIS}institution/person#Instructor"],
    "older student": [f"{_LIS}institution/person#Student"],
}
PEOPLE = {
    person.login: person
    for person in (
        Person(1, "teach", "Te Acher", role="instructor"),
        Person(2, "staff", "Sta Ff", role="staff"),
        Person(3, "learn1", "Léa Rnér-Ødegård 李", language="nb"),
        Person(4, "learn2", "Lee Two"),
        Person(5, "old-teach", "Ol Teacher", role="older instructor"),
        Person(6, "old-staff", "Ol Staff", role="older staff"),
        Person(7, "old-learn", "Ol Learner", role="older student"),
    )
}
COURSES: dict[str, Course] = {}
