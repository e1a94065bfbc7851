"""JSON as servers answer it to tools."""

import json

from django.http import HttpResponse

from practice_lms.faults import faults


def json_answer(value: object, *, status: int = 200) -> HttpResponse:
    """The value as JSON; behind a byte order mark where the faults say so."""
    mark = "\ufeff" if faults().marked_json else ""
    return HttpResponse(f"{mark}{json.dumps(value)}".encode(), status=status, content_type="application/json")
