"""Addresses of LTI 1.3 that tools call or send browsers to: authentication, keys, tokens."""

import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.configuration import configuration
from practice_lms.faults import faults
from practice_lms.identity import visitor
from practice_lms.v1p3 import keys
from practice_lms.v1p3.authentication import NowhereError, authenticate, needs_session
from practice_lms.v1p3.tokens import NoTokenError, give_token
from practice_lms.views.json_answers import json_answer

SLOW = 12.0  # seconds: longer than anybody waits
AGAIN = "repost"


@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest, dialect: str) -> HttpResponse:
    """The authentication request, and the form that answers it.

    Out of a frame it comes without our session: a tool's page sent the browser, and it is another site's. As in Moodle
    a small page of ours sends the same once more, and then the session is there.
    """
    values = {name: str(value) for name, value in (request.POST or request.GET).items()}
    came_again = bool(values.pop(AGAIN, ""))
    person = visitor(request)
    if person is None and not came_again and needs_session(values):
        again = {"action": request.path, "fields": values | {AGAIN: "1"}, "method": "post"}
        return render(request, "practice_lms/repost.html", {"form": again})
    try:
        form = authenticate(dialect, values, person)
    except NowhereError as error:
        return render(request, "practice_lms/nowhere.html", {"why": str(error)}, status=400)
    return render(request, "practice_lms/repost.html", {"form": form})


@require_GET
def key_set(_request: HttpRequest, **_address: str) -> HttpResponse:
    """The platform's public keys, slow or not at all where the faults say so."""
    if faults().key_set == "dead":
        return HttpResponse("The key set is down.", status=503, content_type="text/plain")
    if faults().key_set == "slow":
        time.sleep(SLOW)
    return json_answer(keys.key_set())


@csrf_exempt
@require_POST
def token(request: HttpRequest, dialect: str, **_address: str) -> HttpResponse:
    """Access tokens."""
    if request.content_type != "application/x-www-form-urlencoded":
        return JsonResponse({"error": "invalid_request"}, status=400)
    values, url = {name: str(value) for name, value in request.POST.items()}, configuration().url + request.path
    try:
        return json_answer(give_token(dialect, values, url))
    except NoTokenError as refusal:
        return JsonResponse({"error": refusal.error, "error_description": str(refusal)}, status=400)


@csrf_exempt
def service(_request: HttpRequest, **_address: str) -> JsonResponse:
    """Grades and roster, which launches name: there are none here yet, and they say so."""
    return JsonResponse({"error": "not_implemented", "error_description": "No grades, no roster yet."}, status=501)
