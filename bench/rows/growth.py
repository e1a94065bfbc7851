"""`python -m bench.rows.growth LAUNCHES PEOPLE KNOWN`: years of launches of one LMS, in a Slipway that had one by each
version of LTI. Of the people, the first KNOWN of each version are in the class that is launched, the others in classes
of their own. Prints what a launch record takes.
"""

import json
import random
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import django

from bench.lms.course import ORIGIN, Person, opaque

django.setup()

from bench.rows.copies import Copies, loading, one, size_of_database  # noqa: E402

IN_A_CLASS = 500
DAYS = 600  # that the launches lie back at most


@dataclass(frozen=True, slots=True)
class Place:
    """A class and its course at the LMS."""

    classroom_id: Any
    course_id: Any
    context_id: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has been here."""

    name: str
    identity_id: Any
    user_id: Any
    place: Place


class Version:
    """What one version's launch has left: the rows that all others are like."""

    def __init__(self, **credential: Any) -> None:
        self.launch = one("LaunchRecord", let_in=True, **credential)
        identity = one("LmsIdentity", pk=self.launch.identity_id)
        enrolment = one("Enrolment", user_id=identity.user_id, classroom_id=self.launch.classroom_id)
        told = one("ToldRole", enrolment_id=enrolment.pk)
        self.place = Place(self.launch.classroom_id, told.lms_course_id, self.launch.context_id)
        self.launches, self.identities = Copies(self.launch), Copies(identity)
        self.users = Copies(one("User", pk=identity.user_id))
        self.enrolments, self.told = Copies(enrolment), Copies(told)


def main() -> None:
    """Make them all."""
    launches, people, known = map(int, sys.argv[1:])
    began = time.monotonic()
    versions = [Version(consumer_key__isnull=False), Version(registration__isnull=False)]
    with loading():
        places = make_classes(versions[0].place, people // IN_A_CLASS)
        found = [make_people(version, places, people // 2, known, number) for number, version in enumerate(versions)]
    before = size_of_database()
    with loading():
        for number, version in enumerate(versions):
            version.launches.write(launch_rows(version, found[number], launches // 2))
    taken = (size_of_database() - before) / launches
    print(json.dumps({"seconds": round(time.monotonic() - began, 1), "bytes_of_a_launch": round(taken)}))


def make_classes(seed: Place, number: int) -> list[Place]:
    """More classes, each with a course that its Class LMS URL names."""
    classrooms, courses = Copies(one("Classroom", pk=seed.classroom_id)), Copies(one("LmsCourse", pk=seed.course_id))
    places = [
        Place(classrooms.new_key(), courses.new_key(), opaque(f"course {1000 + course}")) for course in range(number)
    ]
    told = [(place, str(1000 + course)) for course, place in enumerate(places)]
    classrooms.write(
        classrooms.row(
            place.classroom_id,
            slug=f"class-{course}",
            title=f"Class {course}",
            lms_url=f"{ORIGIN}/courses/{course}",
            lms_course_id=course,
        )
        for place, course in told
    )
    courses.write(
        courses.row(
            place.course_id,
            context_id=place.context_id,
            title=f"Course {course}",
            label=f"C{course}",
            course_id=course,
        )
        for place, course in told
    )
    return places


def make_people(version: Version, places: list[Place], number: int, known: int, which: int) -> list[Known]:
    """People with their accounts, enrolments and told roles."""
    made = [
        Known(
            name=Person(person).name,
            identity_id=version.identities.new_key(),
            user_id=version.users.new_key(),
            place=version.place if person < known else places[person * 2 // IN_A_CLASS],
        )
        for person in range(number)
    ]
    version.users.write(version.users.row(each.user_id) for each in made)
    version.identities.write(
        version.identities.row(
            each.identity_id,
            user_id=each.user_id,
            lms_user_id=Person(person).sub if which else Person(person).user_id,
            name=each.name,
            given_name=Person(person).given_name,
            email=Person(person).email,
        )
        for person, each in enumerate(made)
    )
    enrolled = [(version.enrolments.new_key(), each) for each in made]
    version.enrolments.write(
        version.enrolments.row(key, user_id=each.user_id, classroom_id=each.place.classroom_id)
        for key, each in enrolled
    )
    version.told.write(
        version.told.row(version.told.new_key(), enrolment_id=key, lms_course_id=each.place.course_id)
        for key, each in enrolled
    )
    return made


def launch_rows(version: Version, people: list[Known], number: int) -> Iterator[list[Any]]:
    """Launches of anybody, one after another until now."""
    drawn, now = random.Random(11), datetime.now(UTC)
    step = timedelta(days=DAYS) / number
    for launch in range(number, 0, -1):
        who = people[drawn.randrange(len(people))]
        yield version.launches.row(
            version.launches.new_key(),
            nonce=secrets.token_hex(20),
            at=now - step * launch,
            identity_id=who.identity_id,
            person_id=who.user_id,
            person_name=who.name,
            classroom_id=who.place.classroom_id,
            context_id=who.place.context_id,
        )


if __name__ == "__main__":
    main()
