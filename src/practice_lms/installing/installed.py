"""The apps that a course has."""

from django.db.models import F, Q, QuerySet

from practice_lms.models import App, Course


def apps_of(course: Course) -> list[App]:
    """Apps that the course can use: its own first, then the account's (Canvas searches in this order).

    An LTI 1.3 tool is registered with one LMS: a course that behaves like another does not have it. It is there when
    it is switched on.
    """
    usable = Q(registration=None) | Q(registration__dialect=course.dialect, registration__is_on=True)
    return list(_in(course).filter(usable))


def installed_in(course: Course | None) -> list[App]:
    """All that is installed in a course and above it, or in the account: also what waits to be switched on."""
    return list(_in(course))


def _in(course: Course | None) -> QuerySet[App]:
    mine = App.objects.filter(Q(course=course) | Q(course=None))
    return mine.select_related("registration").order_by(F("course").asc(nulls_last=True), "pk")
