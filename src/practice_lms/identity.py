"""Who is visiting, and what they may see: people are chosen, not signed in (there are no passwords here)."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from practice_lms.models import Course, Enrolment, Person

MANAGING = frozenset({"teacher", "ta", "designer"})


class NobodyYetError(Exception):
    """The visitor has not chosen who to be."""


@dataclass(frozen=True)
class Seat:
    """A person in a course. `manages` sees and changes what is unpublished.

    `unattended` is a script's: launches from here ask for nobody's session.
    """

    course: Course
    person: Person
    roles: frozenset[str]
    unattended: bool = False

    @property
    def manages(self) -> bool:
        """Whether this person builds the course: its staff, or the account's administrator."""
        return bool(self.roles & MANAGING) or self.person.is_account_admin

    def sees(self, published: bool) -> bool:
        """Whether something that is published or not is there for this person."""
        return published or self.manages


def visitor(request: HttpRequest) -> Person | None:
    """The person who is visiting; the Test Student while a teacher is in Student View."""
    login = request.session.get("student_view") or request.session.get("login")
    return Person.objects.filter(login=login).first() if login else None


def somebody(request: HttpRequest) -> Person:
    """The person who is visiting. Raises NobodyYetError."""
    person = visitor(request)
    if person is None:
        raise NobodyYetError
    return person


def administrator(request: HttpRequest) -> Person:
    """The visiting account administrator. Raises NobodyYetError or PermissionDenied."""
    person = somebody(request)
    if not person.is_account_admin:
        raise PermissionDenied
    return person


def roles_in(course: Course, person: Person) -> frozenset[str]:
    """The person's roles in the course."""
    return frozenset(Enrolment.objects.filter(course=course, person=person).values_list("role", flat=True))


def seat_or_404(request: HttpRequest, course_id: int) -> Seat:
    """The visitor's seat in a course that they may see. Raises NobodyYetError or Http404."""
    person = somebody(request)
    course = Course.objects.filter(pk=course_id).first()
    if course is None:
        raise Http404
    seat = Seat(course, person, roles_in(course, person))
    if not seat.manages and not (seat.roles and course.published):
        raise Http404
    return seat


def manager_or_404(request: HttpRequest, course_id: int) -> Seat:
    """The seat of somebody who builds the course. Raises NobodyYetError, Http404 or PermissionDenied."""
    seat = seat_or_404(request, course_id)
    if not seat.manages:
        raise PermissionDenied
    return seat
