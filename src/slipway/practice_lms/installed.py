"""The apps that a course has."""

from django.db.models import F

from slipway.practice_lms.models import App, Course


def apps_of(course: Course) -> list[App]:
    """Apps that the course can use: its own first, then the account's (Canvas searches in this order)."""
    mine = App.objects.filter(course=course) | App.objects.filter(course=None)
    return list(mine.order_by(F("course").asc(nulls_last=True), "pk"))
