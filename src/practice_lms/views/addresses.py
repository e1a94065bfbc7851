"""Which course an address names: other LMSs' addresses have a number, a number in the query, or a name of their own."""

import re

from django.http import Http404, HttpRequest

from practice_lms.dialects import DIALECTS
from practice_lms.models import Course

NUMBERS = ("course", "course_id", "id")
NUMBER = re.compile(r"_?(\d{1,18})(?:_1)?(?:::.*)?", re.DOTALL)  # Blackboard writes _5_1, and more after it in its data


def course_or_404(request: HttpRequest, dialect: str, course_id: int | None = None, name: str = "") -> Course:
    """The course of an address that only `dialect` has. Raises Http404."""
    courses = Course.objects.filter(dialect=dialect)
    if name:
        found = (course for course in courses if DIALECTS[dialect].context_id(course) == name)
        course = next(found, None)
    else:
        course = courses.filter(pk=course_id or _number(request)).first()
    if course is None:
        raise Http404
    return course


def _number(request: HttpRequest) -> int:
    told = next((request.GET[name] for name in NUMBERS if name in request.GET), request.POST.get("data", ""))
    found = NUMBER.fullmatch(told)
    return int(found[1]) if found else 0
