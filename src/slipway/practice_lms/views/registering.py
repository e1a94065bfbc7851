"""Dynamic registration as tools call it: what the LMS says of itself, and where a tool registers."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from slipway.practice_lms.v1p3 import dynamic
from slipway.practice_lms.v1p3.dynamic import RefusedError
from slipway.practice_lms.v1p3.platforms import PLATFORMS


@require_GET
def openid_configuration(request: HttpRequest, dialect: str) -> JsonResponse:
    """The openid configuration. Canvas shows it to who has a registration token only."""
    try:
        if PLATFORMS[dialect].asks_token_for_configuration:
            dynamic.open_link(dialect, _bearer(request))
    except RefusedError as refusal:
        return _refused(refusal)
    return JsonResponse(dynamic.openid_configuration(dialect))


@csrf_exempt
@require_POST
def register(request: HttpRequest, dialect: str) -> JsonResponse:
    """A tool registers itself."""
    try:
        return JsonResponse(dynamic.answer(dialect, _bearer(request), request.body))
    except RefusedError as refusal:
        return _refused(refusal)


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _refused(refusal: RefusedError) -> JsonResponse:
    return JsonResponse({"error": refusal.error, "error_description": str(refusal)}, status=refusal.status)
