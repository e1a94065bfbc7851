"""What every page shows around its own content."""

from typing import Any

from django.http import HttpRequest

from practice_lms.faults import as_values, faults
from practice_lms.identity import visitor
from practice_lms.models import Person


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Template context: who is visiting, whom one can be, whether faults are on. Nothing outside the session's reach
    (a tool's answer arrives without our cookie and has no frame around it)."""
    if not hasattr(request, "session"):
        return {}
    return {
        "visitor": visitor(request),
        "people": Person.objects.filter(is_test_student=False),
        "faulty": any(as_values(faults()).values()),
        "in_student_view": "student_view" in request.session,
    }
