"""Dynamic registration as tools call it: what the LMS says of itself, and where a tool registers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from practice_lms.v1p3 import dynamic
from practice_lms.v1p3.dynamic import RefusedError
from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.views.json_answers import json_answer


@require_GET
def openid_configuration(request: HttpRequest, dialect: str) -> HttpResponse:
    """The openid configuration. Canvas shows it to who has a registration token only."""
    try:
        if PLATFORMS[dialect].asks_token_for_configuration:
            dynamic.open_link(dialect, _bearer(request))
    except RefusedError as refusal:
        return _refused(refusal, dialect)
    return json_answer(dynamic.openid_configuration(dialect))


@csrf_exempt
@require_POST
def register(request: HttpRequest, dialect: str) -> HttpResponse:
    """A tool registers itself."""
    try:
        return json_answer(dynamic.register_tool(dialect, _bearer(request), request.body))
    except RefusedError as refusal:
        return _refused(refusal, dialect)


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _refused(refusal: RefusedError, dialect: str) -> HttpResponse:
    """In the LMS's own form: Moodle says some codes bare, Canvas lists messages, Brightspace those of each field."""
    why: dict[str, object] = {"error": refusal.error, "error_description": str(refusal)}
    if refusal.error == dynamic.OTHER_PLACE:
        return HttpResponse(refusal.error, status=refusal.status, content_type="text/plain")
    if dialect == "canvas":
        why = {"errors": [{"message": str(refusal)}]}
    if dialect == "brightspace":
        why = {"errors": [{"field": refusal.error, "message": str(refusal)}]}
    return json_answer(why, status=refusal.status)
